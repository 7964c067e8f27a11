import type pg from 'pg';
import { loadDemo } from '../../ingest/demo/load.js';
import { loadPolicy } from '../../policy/loading/load.js';
import { forEachRecordSource } from '../../schema/sources.js';
import { keyId, writeKeyFile } from '../../storage/keys/keyFiles.js';
import { openDatabase } from '../../storage/pool/database.js';
import { withAdmin } from '../../storage/roles.js';
import { startTestServer } from './databaseServer.js';
import { createTestDatabase, type TestDatabase } from './postgres.js';

const template = 'portcullis_demo';

/** The key of links under which the demonstration of a run is stored. */
export const demoLinkKey: Uint8Array = new Uint8Array(32).fill(1);

/** Puts that key where a deployment over such a database looks for it. */
export function writeDemoKey(keysDirectory: string): void {
  const current = { id: keyId(demoLinkKey), secret: demoLinkKey, createdAt: '2026-01-01T00:00:00.000Z' };
  writeKeyFile(keysDirectory, 'link', { current, previous: [] }, 'replace');
}

/**
 * A database of one's own with the whole demonstration in it, as ingest leaves it. It is loaded once in a run, for the
 * first file that wants it, which takes seconds; cloned from then on.
 */
export async function createDemoDatabase(): Promise<TestDatabase> {
  await withAdmin((await startTestServer()).adminUrl, async (admin) => {
    // Why: two workers may want it at once. The end of the connection lets go of the lock.
    await admin.query(`select pg_advisory_lock(hashtext('${template}'))`);
    const { rowCount } = await admin.query(`select from pg_database where datname = '${template}'`);
    if (rowCount === 0) await makeTemplate(admin);
  });
  return await createTestDatabase({ template });
}

async function makeTemplate(admin: pg.Client): Promise<void> {
  const made = await createTestDatabase();
  const databases = {
    ...forEachRecordSource((source) => openDatabase(made.ingestUrl, { source })),
    ingest: openDatabase(made.ingestUrl, { source: 'cargo' }),
  };
  try {
    await loadDemo({ databases, linkKey: demoLinkKey, policy: loadPolicy() });
  } finally {
    for (const database of Object.values(databases)) await database.close();
  }
  // Why last: what has the name is whole.
  await admin.query(`alter database ${made.name} is_template true`);
  await admin.query(`alter database ${made.name} rename to ${template}`);
}
