import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { packageFile, version } from '../../../schema/files.js';
import { superuser } from '../../../storage/embedded/cluster.js';
import { embeddedDatabase, startEmbedded } from '../../../storage/embedded/start.js';
import { withAdmin } from '../../../storage/roles.js';
import { runCommand, temporaryDataDirectory } from '../../support/command.js';
import { readDatabase, writeStored } from './storedDatabase.js';

/*
 * Writes the database of this version beside it, `0.2.0.json`, once, as it is released:
 * `npm run --silent build && node --no-warnings --import ./test/support/typescript.js test/storage/stored/write.ts`
 */

/** One small delivery a source, all invented. */
const formats = ['ens', 'ftm', 'cbp-seizures', 'ndex', 'countries'];

const { path: dataDirectory, remove } = temporaryDataDirectory();
try {
  for (const format of formats) {
    const folder = packageFile('test', 'net', 'deliveries', format, '1');
    const files = readdirSync(folder).map((name) => join(folder, name));
    const run = runCommand(['ingest', format, ...files, '--originator', 'NL-CUSTOMS', '--data', dataDirectory]);
    if ((await run.ended) !== 0) throw new Error(`${format}: ${run.err()}`);
  }
  const server = await startEmbedded({ dataDirectory, mayCreate: false });
  const { applied, rows } = await withAdmin(server.connectionString(superuser, embeddedDatabase), readDatabase);
  // Why few of the log: each command writes four entries of one form.
  const few = Object.entries(rows).map(([table, each]) => [
    table,
    table.startsWith('audit.') ? each.slice(0, 3) : each,
  ]);
  writeStored(version(), { applied, rows: Object.fromEntries(few) });
  await server.stop();
} finally {
  remove();
}
