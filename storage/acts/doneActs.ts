import type pg from 'pg';
import { withAdmin } from '../roles.js';
import { errorCode } from '../storageError.js';
import type { MigratedSchema } from '../types.js';
import type { ActList, ActPosition } from './actList.js';

/*
 * How often acts came to an end is counted in each database, for each schema in it, and in a file beside the list of acts, that one last. A
 * database whose count is behind the file was put back to an earlier state, by whatever tool: it may have again what was taken away.
 */

/** The databases of a deployment by their owner's URL, with the schemas in each. */
export type Places = ReadonlyMap<string, readonly MigratedSchema[]>;

/** Makes the table: with the first migration, and where the database is older. */
export const doneActsSql =
  'create table if not exists storage.done_acts (schema text primary key, times bigint not null, position text not null)';

/** What an owner's database says of a schema. */
interface DoneRow {
  readonly schema: MigratedSchema;
  readonly times: string;
  readonly position: ActPosition;
}

/** A deployment with a database that went back. */
export interface Behind {
  readonly schemas: readonly MigratedSchema[];
  /** Where the list stood when that database counted last; null where it never did: all acts count then. */
  readonly since: ActPosition | null;
}

/**
 * Counts that acts came to their end, in every database and then beside the list.
 *
 * @param isRedone also in a database that went back, whose later acts were done again; else that one does not count, and is noticed still
 * @throws the driver's error: then nothing is counted beside the list
 */
export async function countDone(places: Places, list: ActList, isRedone = false): Promise<void> {
  const position = await list.position();
  const known = list.done();
  const counted: Record<string, number> = {};
  for (const [url, schemas] of places) {
    const values = [schemas, schemas.map((schema) => known[schema] ?? 0), position, isRedone];
    const rows = await withAdmin(url, (admin) => withTable(admin, () => admin.query<DoneRow>(count, values)));
    for (const { schema, times } of rows.rows) counted[schema] = Number(times);
  }
  await list.countDone(counted);
}

/** The databases that went back behind acts which were done; null where none did. @throws the driver's error */
export async function findBehind(places: Places, list: Pick<ActList, 'done'>): Promise<Behind | null> {
  const known = list.done();
  const behind: { readonly schema: MigratedSchema; readonly position: ActPosition | null }[] = [];
  for (const [url, all] of places) {
    const schemas = all.filter((schema) => known[schema] !== undefined);
    if (schemas.length === 0) continue;
    const rows = await withAdmin(url, (admin) => readRows(admin, schemas));
    for (const schema of schemas) {
      const row = rows.find((each) => each.schema === schema);
      if (Number(row?.times ?? 0) < (known[schema] ?? 0)) behind.push({ schema, position: row?.position ?? null });
    }
  }
  if (behind.length === 0) return null;
  const positions = behind.map(({ position }) => position);
  const [since = null] = positions.toSorted((a, b) => placeOf(a) - placeOf(b));
  return { schemas: behind.map(({ schema }) => schema), since };
}

function placeOf(position: ActPosition | null): number {
  return position === null ? -1 : Number.parseInt(position, 10);
}

async function readRows(admin: pg.Client, schemas: readonly MigratedSchema[]): Promise<readonly DoneRow[]> {
  try {
    return (await admin.query<DoneRow>(`select * from storage.done_acts where schema = any($1)`, [schemas])).rows;
  } catch (error) {
    if (isNoTable(error)) return [];
    throw error;
  }
}

async function withTable<T>(admin: pg.Client, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isNoTable(error)) throw error;
    await admin.query(doneActsSql);
    return await work();
  }
}

/** 42P01 undefined_table, 3F000 invalid_schema_name. */
function isNoTable(error: unknown): boolean {
  return ['42P01', '3F000'].includes(errorCode(error) ?? '');
}

const count = `insert into storage.done_acts as d (schema, times, position)
  select schema, times + 1, $3 from unnest($1::text[], $2::bigint[]) q(schema, times)
  where $4 or q.times = 0 or exists (select from storage.done_acts k where k.schema = q.schema and k.times >= q.times)
  on conflict (schema) do update set times = greatest(d.times + 1, excluded.times), position = excluded.position
  returning schema, times, position`;
