// Ingests one delivery in a process of its own, so that a test can kill it: format, database URL, files as arguments.
import { formats } from '../../ingest/formats/index.js';
import { ingest } from '../../ingest/pipeline.js';
import { loadPolicy } from '../../policy/load.js';
import { openDatabase } from '../../storage/database.js';

const [format = '', url = '', ...files] = process.argv.slice(2);
const chosen = formats.get(format);
if (!chosen) throw new Error(format);
const open = (source: 'cargo' | 'persons' | 'seizures' | 'incidents' | 'directory') =>
  openDatabase(url, { source, max: 2 });
const databases = {
  cargo: open('cargo'),
  persons: open('persons'),
  seizures: open('seizures'),
  incidents: open('incidents'),
  directory: open('directory'),
  ingest: open('persons'),
};
await ingest({
  format: chosen,
  files,
  envelope: { originator: 'EU-SANCTIONS-DESK' },
  databases,
  linkKey: Buffer.alloc(32, 7),
  policy: loadPolicy(),
  operator: 'test',
  record: async () => undefined,
  onProgress: ({ done }) => process.stdout.write(`${done}\n`),
});
await Promise.all(Object.values(databases).map((database) => database.close()));
