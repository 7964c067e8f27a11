// Analyses the names of stored records anew in a process of its own, so that a test can kill it: database URL. Says how many are done.
import { reindexNames } from '../../../dist/ingest/publishing/reindexNames.js';
import { forEachRecordSource } from '../../../dist/schema/sources.js';
import { openDatabase } from '../../../dist/storage/pool/database.js';

const [url] = process.argv.slice(2);
const databases = forEachRecordSource((source) => openDatabase(url, { source, max: 1, statementTimeoutMs: 0 }));
await reindexNames({ databases, onProgress: (done) => process.stdout.write(`${done}\n`) });
await Promise.all(Object.values(databases).map((database) => database.close()));
