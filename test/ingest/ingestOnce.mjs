// Ingests one delivery in a process of its own, so that a test can kill it: format, database URL, audit file, files.
// The built code, since two hundred starts of it are the test.
import { appendFileSync } from 'node:fs';
import { formats } from '../../dist/ingest/formats/index.js';
import { ingest } from '../../dist/ingest/pipeline.js';
import { loadPolicy } from '../../dist/policy/load.js';
import { openDatabase } from '../../dist/storage/database.js';

const [format, url, audit, ...files] = process.argv.slice(2);
const open = (source) => openDatabase(url, { source, max: 3, statementTimeoutMs: 0 });
const databases = {
  cargo: open('cargo'),
  persons: open('persons'),
  seizures: open('seizures'),
  incidents: open('incidents'),
  directory: open('directory'),
  ingest: open('persons'),
};
try {
  await ingest({
    format: formats.get(format),
    files,
    envelope: { originator: 'EU-SANCTIONS-DESK' },
    databases,
    linkKey: Buffer.alloc(32, 7),
    policy: loadPolicy(),
    operator: 'test',
    record: async (run) => appendFileSync(audit, `${JSON.stringify(run)}\n`),
    onProgress: ({ phase, done }) => process.stdout.write(`${phase} ${done}\n`),
  });
} catch (error) {
  process.exitCode = error.code === 'SOURCE_UNAVAILABLE' ? 75 : 1;
  process.stderr.write(`${error.code} ${error.stack}\n`);
}
await Promise.all(Object.values(databases).map((database) => database.close())).catch(() => undefined);
