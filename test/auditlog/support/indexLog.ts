import type pg from 'pg';
import type { LogPool } from '../../../auditlog/store/pool.js';
import { indexStored } from '../../../auditlog/store/postings/indexStored.js';
import { writingRuns } from '../../../auditlog/store/postings/writeRuns.js';

/** Stores runs of postings that end before each of these entries, as their tokens in the tables say. */
export async function indexLog(pool: pg.Pool, log: string, ...ends: readonly number[]): Promise<void> {
  let from = 0;
  for (const to of ends) {
    await writingRuns(pool as unknown as LogPool, log, async (client) => {
      await indexStored(client, log, { from, to });
      from = to;
    });
  }
}
