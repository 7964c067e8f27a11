// Run as a child process: a writer that kills itself at one point of its way.
// Arguments: connection string, log id, folder of heads, point, which time.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import type pg from 'pg';
import type { LogResult, LogStatement } from '../../../auditlog/store/pool.js';

const [connectionString = '', logId = '', heads = '', point = '', time = '1'] = process.argv.slice(2);
let times = 0;

function reach(here: string): void {
  if (here !== point) return;
  times += 1;
  if (times === Number(time)) process.kill(process.pid, 'SIGKILL');
}

/** Wraps a function of `node:fs`, before its module is used by anybody. */
function wrap(
  name: 'writeSync' | 'fdatasync' | 'linkSync' | 'fsyncSync',
  around: (run: (...args: unknown[]) => unknown, args: unknown[]) => unknown,
): void {
  const original = fs[name] as (...args: unknown[]) => unknown;
  Object.assign(fs, { [name]: (...args: unknown[]) => around((...real) => original.apply(fs, real), args) });
}
wrap('writeSync', (run, args) => {
  const [file, bytes, , , at] = args as [number, Buffer, number, number, number];
  if (bytes.length !== 512) return run(...args);
  if (point === 'in the middle of the head') {
    run(file, bytes, 0, 100, at);
    reach(point);
  }
  reach('before the head');
  const written = run(...args);
  reach('after the head');
  return written;
});
wrap('fdatasync', (run, args) => {
  reach('before the disk');
  const [file, done] = args as [number, (error: Error | null) => void];
  return run(file, (error: Error | null) => {
    reach('after the disk');
    done(error);
  });
});
wrap('linkSync', (run, args) => {
  reach('before the file is made');
  const made = run(...args);
  reach('after the file is made');
  return made;
});
syncBuiltinESMExports();

const { keyStoreBeside } = await import('../support/keyStore.js');
const { openLog, openPool } = await import('../support/openTestLog.js');
const { auditKeys, sampleBody, sampleHeader } = await import('../support/samples.js');
const { spy } = await import('../support/spyPool.js');

const statements: readonly (readonly [text: string, point: string])[] = [
  ['insert into audit.lease', 'the lease'],
  ['insert into audit_keys.tree_key', 'the keys'],
  ['commit', 'the commit of the keys'],
  ['insert into audit.envelope', 'the envelope'],
  ['insert into audit.checkpoint', 'the checkpoint'],
  [', unnest(', 'the batch of many'],
  ['insert into audit.entry ', 'the batch'],
];
async function around({ text }: LogStatement, run: () => Promise<LogResult>): Promise<LogResult | undefined> {
  const named = statements.find(([part]) => text.includes(part))?.[1];
  if (!named) return undefined;
  reach(`before ${named}`);
  const result = await run();
  reach(`after ${named}`);
  return result;
}
const real = openPool(connectionString);
const connections = spy(real, around);
const log = await openLog(real, {
  pool: {
    ...connections,
    query: async (statement) => {
      const run = () => connections.query(statement);
      return (await around(statement, run)) ?? (await run());
    },
  },
  keys: { ...auditKeys, store: spy(keyStoreBeside(connectionString) as pg.Pool, around) },
  logId,
  heads,
  leaseWaitMs: 10_000,
  checkpointEveryMs: 1,
});
for (let round = 0; ; round += 1) {
  const decisions = [{ envelope: `{"originator":"${logId} ${round}"}`, full: ['cargo.movement'], below: [] }];
  const append = () =>
    log.append({ header: sampleHeader(), body: sampleBody(), decided: { clearance: 'PUBLIC', decisions } });
  // By turns one alone, and three at once.
  for (const receipt of await Promise.all(Array.from({ length: round % 2 === 0 ? 1 : 3 }, append)))
    fs.writeSync(1, `${JSON.stringify(receipt)}\n`);
}
