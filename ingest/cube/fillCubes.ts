import { setTimeout as sleep } from 'node:timers/promises';
import type { Cube } from '../../storage/cube/cubes.js';
import { sql } from '../../storage/kysely.js';
import { setLocal } from '../../storage/nodes/setLocal.js';
import { sqlState } from '../../storage/pool/databaseErrors.js';
import type { Transaction } from '../../storage/types.js';
import type { IngestDatabases } from '../databases.js';
import type { RecordSource } from '../records/record.js';
import { changeNumbers } from './numbers.js';
import { claimCubes, findDueCubes, off, resetCube } from './state.js';

/** How cubes are filled. */
export interface FillOptions {
  readonly databases: Pick<IngestDatabases, RecordSource>;
  /** Sources whose cubes are switched off. */
  readonly without?: readonly string[];
  /** Stops after the current batch. */
  readonly signal?: AbortSignal;
  /** Records a transaction; 10,000 where absent. */
  readonly batchRows?: number;
}

/** Why so few: who publishes waits for it, and two that publish beside each other give up after 2 s. */
const usualBatch = 10_000;

/**
 * Counts what is stored for the cubes that are not complete, and takes away those that are switched off. Reading and publishing
 * go on meanwhile, and have the database to themselves for half of the time; stopped at any moment, it goes on where it was.
 *
 * @returns tables whose cubes are complete now, or gone
 */
export async function fillCubes({
  databases,
  without = [],
  signal,
  batchRows = usualBatch,
}: FillOptions): Promise<readonly string[]> {
  const due = await findDueCubes(databases, without);
  for (const cube of due) {
    const database = databases[cube.source];
    const isOff = without.includes(cube.source);
    await claimCubes(database, [cube.table]);
    await database.transaction(async (transaction) => {
      const wanted = isOff ? off : cube.definition;
      const [state] = await lockState(transaction, cube);
      if (state?.definition !== wanted) await resetCube(transaction, cube, wanted);
    });
    for (let more = !isOff; more && !signal?.aborted; ) {
      const begunAt = performance.now();
      more = await database
        .transaction((transaction) => countNext(transaction, cube, batchRows))
        // A publisher has it: it takes its turn.
        .catch((error: unknown) => {
          if (sqlState(error) !== '55P03') throw error;
          return true;
        });
      if (more) await sleep(performance.now() - begunAt);
    }
  }
  return signal?.aborted ? [] : due.map(({ table }) => table);
}

/** Counts the next records. @returns whether there may be more */
async function countNext(transaction: Transaction, cube: Cube, batch: number): Promise<boolean> {
  // Shorter than a publisher waits, so that it is not this that makes two of them give up.
  await setLocal(transaction, 'lock_timeout', '1s');
  const [state] = await lockState(transaction, cube);
  if (state?.definition !== cube.definition || state.counted_to === null) return false;
  if (state.counted_to === '')
    await transaction.exec(`update ${cube.source}.cube set ended_to = now() where record_table = $1`, [cube.table]);
  const [next] = await transaction.exec<{ last: string | null; ended_to: string }>(
    `select max(id) as last, (select cast(ended_to as text) from ${cube.source}.cube where record_table = $2) as ended_to
     from (select id from ${cube.table} where id > $1 order by id limit ${batch}) next`,
    [state.counted_to, cube.table],
  );
  const last = next?.last ?? null;
  if (last !== null) {
    const kept = { cube, countedTo: null, endedTo: next?.ended_to ?? '' };
    await changeNumbers(transaction, kept, [], {
      from: sql`${sql.table(cube.table)} r`,
      where: sql`r.id > ${state.counted_to} and r.id <= ${last}`,
    });
  }
  await transaction.exec(`update ${cube.source}.cube set counted_to = $2 where record_table = $1`, [cube.table, last]);
  return last !== null;
}

/** Waits for those who publish, and lets nobody begin. */
async function lockState(transaction: Transaction, { source, table }: Cube) {
  return await transaction.exec<{ readonly definition: string; readonly counted_to: string | null }>(
    `select definition, counted_to from ${source}.cube where record_table = $1 for update`,
    [table],
  );
}
