import type { LogQuery } from '../pool.js';
import { monthSql } from './readTokens.js';
import type { PostingRun } from './runs.js';
import type { StoredBlock } from './storedPostings.js';

/** A run, and what is at its places of the log. */
export interface PlacedRun extends PostingRun {
  /** Months of its first and last entry; null where there is none. */
  readonly months: readonly (number | null)[];
}

const columns = 'r.run::text as run, r.first::text as first, r.count, r.month, r.bits';

function toRun<Run extends PostingRun>(row: object): Run {
  const run = row as Run;
  return { ...run, first: Number(run.first) };
}

/** The runs of a log, by their first entry. */
export async function readRuns(db: LogQuery, log: string): Promise<readonly PostingRun[]> {
  const { rows } = await db.query({
    text: `select ${columns} from audit.posting_run r where r.log = $1 order by r.first, r.count`,
    values: [log],
  });
  return rows.map(toRun<PostingRun>);
}

/** The same, and what is at their places. One statement: they are those of one moment. */
export async function readPlacedRuns(db: LogQuery, log: string): Promise<readonly PlacedRun[]> {
  const { rows } = await db.query({
    text: `select ${columns}, array[${monthSql('a.at')}, ${monthSql('z.at')}] as months
      from audit.posting_run r left join audit.entry a on a.log = r.log and a.index = r.first
        left join audit.entry z on z.log = r.log and z.index = r.first + r.count - 1
      where r.log = $1 order by r.first, r.count`,
    values: [log],
  });
  return rows.map(toRun<PlacedRun>);
}

/** The run of a log over an entry, or the next one; null if there is none. */
export async function findRun(db: LogQuery, log: string, index: number): Promise<PostingRun | null> {
  const { rows } = await db.query({
    text: `select ${columns} from audit.posting_run r where r.log = $1 and r.first + r.count > $2 order by r.first, r.count desc limit 1`,
    values: [log, index],
  });
  return rows.map(toRun<PostingRun>)[0] ?? null;
}

/** The number of blocks that belong to no run. */
export async function countOrphanBlocks(db: LogQuery): Promise<number> {
  const { rows } = await db.query({
    text: `select count(*)::int as count from audit.posting p
      where not exists (select from audit.posting_run r where r.run = p.run)`,
  });
  return Number(rows[0]?.count);
}

/** The blocks of a run, by bucket. */
export async function readBlocks(db: LogQuery, { run }: PostingRun): Promise<readonly StoredBlock[]> {
  const { rows } = await db.query({
    text: 'select bucket, block from audit.posting where run = $1 order by bucket',
    values: [run],
  });
  return rows as unknown as StoredBlock[];
}
