// Run as a child process: a writer that kills itself at one point of its way.
// Arguments: connection string, log id, folder of heads, point, which time.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import type { LogStatement } from '../../../auditlog/store/pool.js';

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

const { openLog, openPool } = await import('../support/openTestLog.js');
const { sampleBody, sampleHeader } = await import('../support/samples.js');
const { spy } = await import('../support/spyPool.js');

const statements: Readonly<Record<string, string>> = {
  portcullis_audit_append_one: 'the batch',
  portcullis_audit_checkpoint: 'the checkpoint',
};
const pool = spy(openPool(connectionString), async (statement: LogStatement, run) => {
  const named = statement.text.startsWith('insert into audit.lease') ? 'the lease' : statements[statement.name ?? ''];
  if (!named) return undefined;
  reach(`before ${named}`);
  const result = await run();
  reach(`after ${named}`);
  return result;
});
const log = await openLog(openPool(connectionString), {
  pool,
  logId,
  heads,
  leaseWaitMs: 10_000,
  checkpointEveryMs: 1,
});
for (;;) {
  const receipt = await log.append({ header: sampleHeader(), body: sampleBody() });
  fs.writeSync(1, `${JSON.stringify(receipt)}\n`);
}
