import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { dataDirectory, scratch } from './data.mjs';
import { openWriteCounter } from './measure/commit.mjs';
import { loadWithNode } from './measure/nodeLoad.mjs';
import { watchOtherLoad } from './measure/otherLoad.mjs';
import { loadWithWrk, wrkVersion } from './measure/wrk.mjs';
import { startDatabase } from './scoreboards/replay.mjs';

/**
 * What every measurement stands on: a work folder, PostgreSQL for the log, a load generator, a watch on other work.
 *
 * @param {{ node?: string, nodeFlags?: string[], load?: string, longest?: number, rows?: number, data?: string }} options
 *   `rows`: of scoreboard (b), which has a PostgreSQL for each number; `data`: another data directory
 * @throws Error in one line where something is missing
 */
export async function openSession(options = {}) {
  if (process.platform !== 'linux') throw new Error('CPU time is read from /proc: this runs on Linux only');
  mkdirSync(scratch, { recursive: true });
  const work = mkdtempSync(join(scratch, 'run-'));
  // Why: a server of the product, run as root, refuses a data directory that others cannot pass through.
  chmodSync(work, 0o711);
  const session = {
    longest: 20,
    node: process.execPath,
    nodeFlags: ['--max-semi-space-size=64'],
    data: dataDirectory(options.rows),
    ...options,
    ...chooseLoad(options.load),
    work,
    say,
  };
  const database = await startDatabase(session);
  session.databasePid = database.pid;
  session.databaseUrl = database.url;
  session.commitMs = database.commitMs;
  const writes = await openWriteCounter(database.url);
  session.countWrites = writes.count;
  session.watch = watchOtherLoad(() => [database.pid]);
  session.close = async () => {
    await writes.close();
    await database.stop();
    rmSync(session.work, { recursive: true, force: true });
  };
  return session;
}

/**
 * The load generator: wrk where it is installed.
 *
 * @param {string | undefined} wanted `wrk` or `node`
 */
export function chooseLoad(wanted) {
  const version = wanted === 'node' ? undefined : wrkVersion();
  if (wanted === 'wrk' && !version) throw new Error('wrk is not installed (Debian: apt-get install wrk)');
  return version
    ? { load: loadWithWrk, loadName: `wrk ${version}, one thread` }
    : { load: loadWithNode, loadName: 'bench/measure/nodeLoad.mjs' };
}

const startedAt = performance.now();

/** One line of progress, on standard error. */
export function say(text) {
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  console.error(
    `[${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}] ${text}`,
  );
}
