// Purges in a process of its own, so that a test can kill it: database URL, file for the log, word at which it halts.
import { appendFileSync, writeSync } from 'node:fs';
import { purge } from '../../../ingest/purging/purge.js';
import { forEachRecordSource, type SourceName } from '../../../schema/sources.js';
import { openDatabase } from '../../../storage/pool/database.js';

const [url = '', audit = '', halt = ''] = process.argv.slice(2);
const open = (source: SourceName) => openDatabase(url, { source, max: 3, timeoutMs: 0 });
const databases = { ...forEachRecordSource(open), ingest: open('persons') };
/** Says a word, and waits for its killer there where that is asked for: the whole process, so that nothing goes on. */
function say(word: string): void {
  writeSync(1, `${word}\n`);
  if (word === halt) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

await purge({
  databases,
  operator: 'test',
  record: async (one, work) => {
    appendFileSync(audit, `${JSON.stringify(one)}\n`);
    say('LOGGED');
    return await work();
  },
  onProgress: () => say('DELETED'),
});
await Promise.all(Object.values(databases).map((database) => database.close()));
