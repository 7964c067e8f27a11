import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parsedTextsFile } from '../../policy/loading/yaml.js';
import { badUserInput } from '../../schema/errors.js';
import { packageFile } from '../../schema/files.js';
import { records } from '../../schema/records/index.js';
import { startEmbedded } from '../../storage/embedded/start.js';
import { migrate } from '../../storage/migrations/migrate.js';
import { provisionEmbedded } from '../../storage/provision/provision.js';
import { withAdmin } from '../../storage/roles.js';
import { type Difference, findDifferences } from '../../storage/tables/compare.js';
import { draftMigration } from '../../storage/tables/draft.js';
import { migratedSchemas } from '../../storage/types.js';
import { changedSinceBuilt } from './changedSinceBuilt.js';

/**
 * Prints a first draft of the migration that makes the tables of records what `schema/records` describes. It compares with
 * the tables that this package's migrations make in a temporary database.
 *
 * @throws StorageError MIGRATION_FAILED, PLATFORM_UNSUPPORTED; PortcullisError BAD_USER_INPUT where a description was changed since
 *   it was built
 */
export async function printDraft(out: (line: string) => void): Promise<void> {
  const isBuilt = fileURLToPath(import.meta.url).startsWith(packageFile('dist'));
  // Why: an older build has older descriptions, and would find that nothing changed.
  const changed = isBuilt ? changedSinceBuilt(packageFile('schema', 'records'), parsedTextsFile) : null;
  if (changed !== null)
    throw badUserInput(`schema/records/${changed} was changed since it was built.`, 'Run `npm run build` first.');
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
