import type { CountRow } from '../../storage/cube/cubes.js';
import { sql } from '../../storage/kysely.js';
import type { Transaction } from '../../storage/types.js';
import { changeNumbers, readNumbers } from '../cube/numbers.js';
import { type KeptCube, lockCubes } from '../cube/state.js';
import type { RecordSource } from '../records/record.js';
import { type PublishedTable, replacedIds } from './statements.js';

/** The part of a run in one source whose records are counted. */
interface CountedRun {
  readonly source: RecordSource;
  readonly runId: string;
  readonly envelopeSource: string;
  readonly originator: string;
  readonly tables: readonly PublishedTable[];
}

/**
 * Keeps the numbers of records by envelope and facet while a range is published: reads what the records count for that it
 * replaces or withdraws.
 *
 * @returns writes the numbers, once the range is published
 */
export async function beginCounting(
  transaction: Transaction,
  { source, runId, envelopeSource, originator, tables }: CountedRun,
  from: number,
  upTo: number,
): Promise<() => Promise<void>> {
  const names = tables.map(({ table }) => table);
  const counted: { readonly kept: KeptCube; readonly less: readonly CountRow[] }[] = [];
  for (const kept of await lockCubes(transaction, source, names)) {
    const { table } = kept.cube;
    const named = [runId, from, upTo, envelopeSource, originator];
    const replaced = await transaction.exec<{ id: string }>(replacedIds(table, source), named);
    const ids = replaced.map(({ id }) => id);
    counted.push({ kept, less: ids.length === 0 ? [] : await readNumbers(transaction, kept, sql`r.id = any(${ids})`) });
  }
  return async () => {
    for (const { kept, less } of counted) {
      const { table } = kept.cube;
      // Why `offset 0`: without statistics of what is staged the planner would compare it with all that is stored.
      await changeNumbers(transaction, kept, less, {
        from: sql`${sql.table(`${source}.staged`)} s, lateral (
          select * from ${sql.table(table)} o where o.id = s.record ->> 'id' offset 0) r`,
        where: sql`s.run_id = ${runId} and s.seq between ${from} and ${upTo} and s.record_table = ${table}
          and s.action in ('NEW', 'CHANGED')`,
      });
    }
  };
}
