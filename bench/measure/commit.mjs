import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs';
import pg from 'pg';
import { median } from './statistics.mjs';

/** Milliseconds that the disk takes to hold a page of a log: written over, then fdatasync. `path` is a file to make and remove. */
export function diskMs(path, times = 300) {
  const page = Buffer.alloc(8192, 1);
  const file = openSync(path, 'w');
  const waits = [];
  for (let at = 0; at < 2 * times; at += 1) {
    const from = performance.now();
    writeSync(file, page, 0, page.length, (at % times) * page.length);
    fdatasyncSync(file);
    // The first time through, the file grows; PostgreSQL writes over files that it has.
    if (at >= times) waits.push(performance.now() - from);
  }
  closeSync(file);
  rmSync(path);
  return median(waits);
}

/** Milliseconds that a commit takes somebody who is alone, with the round trip: what of a small answer's time is the disk's. */
export async function commitMs(connectionString) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  const times = [];
  for (let index = 0; index < 200; index++) {
    const from = performance.now();
    // Why this one: it is written and flushed like an inserted row, and no table is needed.
    await client.query("select pg_logical_emit_message(true, 'bench', 'commit')");
    times.push(performance.now() - from);
  }
  await client.end();
  return median(times);
}

/**
 * Counts the transactions of a server that wrote.
 *
 * @returns {Promise<{ count: () => Promise<number>, close: () => Promise<void> }>} `count`: since the server was made
 */
export async function openWriteCounter(connectionString) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  // Why by the next number of a transaction: those of pg_stat_database come a second late; this takes no number itself.
  const text = 'select pg_snapshot_xmax(pg_current_snapshot())::text::float8 as next';
  return { count: async () => (await client.query(text)).rows[0].next, close: () => client.end() };
}
