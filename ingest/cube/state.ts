import type { RecordSourceName } from '../../schema/sources.js';
import { type Cube, cubes } from '../../storage/cube/cubes.js';
import { sql } from '../../storage/kysely.js';
import type { Transaction, WritableDatabase } from '../../storage/types.js';

/** A cube whose numbers change with its records. */
export interface KeptCube {
  readonly cube: Cube;
  /** Records up to this id are counted so far; null: all. */
  readonly countedTo: string | null;
  /** Records that had ended by then are not counted; a time as PostgreSQL writes it. */
  readonly endedTo: string;
}

interface StateRow {
  readonly record_table: string;
  readonly definition: string;
  readonly counted_to: string | null;
  readonly ended_to: string;
}

/** The definition of a cube that is switched off: no cube has it. */
export const off = '';

/**
 * Notes the cubes of tables that have none, before any record is written to them: that of an empty table is complete, that of
 * any other waits for `fillCubes`.
 */
export async function claimCubes(database: Pick<Transaction, 'exec'>, tables: readonly string[]): Promise<void> {
  for (const { source, table, definition } of cubesOf(tables))
    await database.exec(
      `insert into ${source}.cube (record_table, definition, counted_to, ended_to)
       select $1, $2, case when exists (select from ${table}) then '' end, '-infinity' on conflict do nothing`,
      [table, definition],
    );
}

/**
 * The cubes of tables of one source that are kept. They are shared until the transaction ends: who fills one waits for that,
 * so that each record is counted by its publisher or by the filling, and never by both.
 */
export async function lockCubes(
  transaction: Transaction,
  source: string,
  tables: readonly string[],
): Promise<readonly KeptCube[]> {
  const named = cubesOf(tables);
  // Of links nothing is kept.
  if (named.length === 0) return [];
  const states = await transaction.rows(
    sql<StateRow>`select record_table, definition, counted_to, cast(ended_to as text) as ended_to
      from ${sql.table(`${source}.cube`)} where record_table = any(${named.map(({ table }) => table)}) and definition <> ${off} order by 1 for share`,
  );
  const kept: KeptCube[] = [];
  for (const { record_table, definition, counted_to, ended_to } of states) {
    const cube = named.find(({ table }) => table === record_table);
    if (cube === undefined) continue;
    // Another build counts otherwise, and would not know of these records.
    if (definition !== cube.definition) await resetCube(transaction, cube);
    const countedTo = definition === cube.definition ? counted_to : '';
    kept.push({ cube, countedTo, endedTo: ended_to });
  }
  return kept;
}

/** Takes all numbers away: the cube is not read before it is filled. @param definition `off` to switch it off */
export async function resetCube(
  transaction: Pick<Transaction, 'exec'>,
  { source, table, definition: own }: Cube,
  definition = own,
): Promise<void> {
  // First: it waits for those who publish, whose numbers the second statement then sees.
  await transaction.exec(
    `insert into ${source}.cube (record_table, definition, counted_to, ended_to) values ($1, $2, '', '-infinity')
     on conflict (record_table) do update set definition = excluded.definition, counted_to = '', ended_to = '-infinity'`,
    [table, definition],
  );
  await transaction.exec(`delete from ${source}.cube_count where record_table = $1`, [table]);
}

/** Cubes that are not as they are to be: not filled, counted otherwise, or to be switched off. */
export async function findDueCubes(
  databases: Partial<Record<RecordSourceName, WritableDatabase>>,
  without: readonly string[],
): Promise<readonly Cube[]> {
  const due: Cube[] = [];
  for (const cube of cubes) {
    const { source, table, definition } = cube;
    const [state] =
      (await databases[source]?.exec<{ stands: boolean; any: boolean }>(
        `select (select definition = $2 and ($2 = '' or counted_to is null) from ${source}.cube where record_table = $1) as stands,
           exists (select from ${table}) as any`,
        [table, without.includes(source) ? off : definition],
      )) ?? [];
    // An empty table is counted from the first record on.
    if (state && state.stands !== true && (state.stands === false || state.any)) due.push(cube);
  }
  return due;
}

function cubesOf(tables: readonly string[]): readonly Cube[] {
  return cubes.filter(({ table }) => tables.includes(table));
}
