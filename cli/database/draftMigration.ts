import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { records } from '../../schema/records/index.js';
import { startEmbedded } from '../../storage/embedded/start.js';
import { migrate } from '../../storage/migrations/migrate.js';
import { provisionEmbedded } from '../../storage/provision/provision.js';
import { withAdmin } from '../../storage/roles.js';
import { type Difference, findDifferences } from '../../storage/tables/compare.js';
import { draftMigration } from '../../storage/tables/draft.js';
import { migratedSchemas } from '../../storage/types.js';

/**
 * Prints a first draft of the migration that makes the tables of records what `schema/records` describes. It compares with
 * the tables that this package's migrations make in a temporary database.
 *
 * @throws StorageError MIGRATION_FAILED, PLATFORM_UNSUPPORTED
 */
export async function printDraft(out: (line: string) => void): Promise<void> {
  const draft = draftMigration(await differencesOfPackage());
  for (const line of (draft || '-- The tables are what schema/records describes.').split('\n')) out(line);
}

async function differencesOfPackage(): Promise<readonly Difference[]> {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-draft-'));
  // Why: run as root, the database uses another user, who must be able to enter.
  chmodSync(folder, 0o711);
  try {
    const server = await startEmbedded({ dataDirectory: join(folder, 'data'), settings: { fsync: 'off' } });
    try {
      const url = await provisionEmbedded(server);
      await migrate(url, migratedSchemas);
      return await withAdmin(url, (admin) => findDifferences(admin, Object.values(records)));
    } finally {
      await server.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
