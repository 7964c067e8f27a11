// Purges in a process of its own, so that a test can kill it: database URL, file for the log.
import { appendFileSync } from 'node:fs';
import { purge } from '../../ingest/purge.js';
import { openDatabase } from '../../storage/database.js';
import type { SourceName } from '../../storage/types.js';

const [url = '', audit = ''] = process.argv.slice(2);
const open = (source: SourceName) => openDatabase(url, { source, max: 3, statementTimeoutMs: 0 });
const databases = {
  cargo: open('cargo'),
  persons: open('persons'),
  seizures: open('seizures'),
  incidents: open('incidents'),
  directory: open('directory'),
  ingest: open('persons'),
};
await purge({
  databases,
  operator: 'test',
  record: async (one) => {
    appendFileSync(audit, `${JSON.stringify(one)}\n`);
    process.stdout.write('LOGGED\n');
    // Room for the test to kill it between log and deletion.
    await new Promise((resolve) => setTimeout(resolve, 100));
  },
  onProgress: (done) => process.stdout.write(`DELETED ${done}\n`),
});
await Promise.all(Object.values(databases).map((database) => database.close()));
