import { bigintArray, bytesArray } from '../appending/arrays.js';
import type { LogClient, LogPool } from '../pool.js';
import { type Blocks, bitsFor, Postings, postingSize } from './postings.js';
import type { PostingRun } from './runs.js';

/**
 * Runs in a transaction that alone writes runs of a log, unless an act on its entries is under way: what is erased meanwhile must not be
 * indexed again.
 *
 * @returns false, without running, if somebody else writes runs of this log, or acts on its entries
 */
export async function writingRuns(
  pool: LogPool,
  log: string,
  write: (client: LogClient) => Promise<void>,
): Promise<boolean> {
  const client = await pool.connect();
  let isDone = false;
  try {
    // A run that is lost with the machine is made again: nobody waits for the disk.
    await client.query({ text: 'begin; set local synchronous_commit = off' });
    const { rows } = await client.query({
      text: `select pg_try_advisory_xact_lock(hashtextextended('portcullis/audit-acts/' || $1, 0)) as held`,
      values: [log],
    });
    const isAlone = rows[0]?.held === true;
    if (isAlone) await write(client);
    await client.query({ text: isAlone ? 'commit' : 'rollback' });
    isDone = true;
    return isAlone;
  } finally {
    client.release(!isDone);
  }
}

/** Stores the postings of consecutive entries of a month. */
export async function insertRun(
  client: LogClient,
  log: string,
  { first, count, month }: Pick<PostingRun, 'first' | 'count' | 'month'>,
  postings: Postings,
): Promise<void> {
  const bits = bitsFor(postings.count);
  const { buckets, blocks } = postings.toBlocks(bits);
  await client.query({
    name: 'portcullis_audit_run',
    text: `with run as (${insertRunSql}) insert into audit.posting (run, bucket, block)
      select run.run, b.bucket, b.block from run, unnest($6::bigint[], $7::bytea[]) b(bucket, block)`,
    values: [log, first, count, month, bits, bigintArray(buckets), bytesArray(blocks)],
  });
}

const insertRunSql =
  'insert into audit.posting_run (log, first, count, month, bits) values ($1, $2, $3, $4, $5) returning run';

/** Stores one run in place of several that follow each other, a slice of their blocks at a time. @param signal ends it with its reason */
export async function mergeRuns(
  client: LogClient,
  log: string,
  runs: readonly PostingRun[],
  signal: AbortSignal,
): Promise<void> {
  const { first = 0, month = 0 } = runs[0] ?? {};
  const count = runs.reduce((sum, each) => sum + each.count, 0);
  const bits = bitsFor(await countPostings(client, runs));
  const { rows } = await client.query({ text: insertRunSql, values: [log, first, count, month, bits] });
  const run = String(rows[0]?.run);
  // Some 10,000 postings where most entries share no token: sorting them takes a few milliseconds, and others have their turn in between.
  const sliceBits = Math.max(0, bits - 8);
  for (let slice = 0; slice < 2 ** sliceBits; slice += 1) {
    signal.throwIfAborted();
    await insertBlocks(client, run, (await readSlice(client, runs, sliceBits, slice)).toBlocks(bits));
  }
  await client.query({ text: 'select audit.drop_covered_runs($1)', values: [log] });
}

async function countPostings(client: LogClient, runs: readonly PostingRun[]): Promise<number> {
  const { rows } = await client.query({
    text: 'select coalesce(sum(octet_length(block)), 0)::text as bytes from audit.posting where run = any($1::bigint[])',
    values: [runs.map(({ run }) => run)],
  });
  return Number(rows[0]?.bytes) / postingSize;
}

/** The postings of some runs whose tokens begin with the bits of `slice`. */
async function readSlice(
  client: LogClient,
  runs: readonly PostingRun[],
  sliceBits: number,
  slice: number,
): Promise<Postings> {
  const first = (at: number, bits: number): number => Math.floor(at * 2 ** (bits - sliceBits));
  const { rows } = await client.query({
    text: `select p.block from unnest($1::bigint[], $2::int[], $3::int[]) q(run, start, stop)
      join audit.posting p on p.run = q.run and p.bucket between q.start and q.stop`,
    values: [
      runs.map(({ run }) => run),
      runs.map(({ bits }) => first(slice, bits)),
      runs.map(({ bits }) => Math.max(first(slice, bits), first(slice + 1, bits) - 1)),
    ],
  });
  const postings = new Postings();
  for (const { block } of rows) postings.addBlock(block as Buffer, sliceBits, slice);
  return postings;
}

async function insertBlocks(client: LogClient, run: string, { buckets, blocks }: Blocks): Promise<void> {
  if (buckets.length === 0) return;
  await client.query({
    text: 'insert into audit.posting (run, bucket, block) select $1, b.bucket, b.block from unnest($2::bigint[], $3::bytea[]) b(bucket, block)',
    values: [run, bigintArray(buckets), bytesArray(blocks)],
  });
}
