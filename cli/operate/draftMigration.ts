import { resolveDatabases } from '../../storage/provision/resolveDatabases.js';
import { draftMigration } from '../../storage/tables/draft.js';
import type { Settings } from '../config.js';
import { dataDirectoryOf } from '../foundation.js';
import { workUntilSignal } from '../lifecycle.js';

/**
 * Prints a first draft of the migration that makes the tables of records what `schema/records` describes. Why over a
 * database as it is, migrated or not: the file that the draft goes to is there before it, and empty.
 *
 * @throws StorageError DATABASE_MISSING
 */
export async function printDraft(settings: Settings, out: (line: string) => void): Promise<void> {
  await workUntilSignal({
    open: async (lifecycle) => {
      const databases = await resolveDatabases(settings, {
        dataDirectory: dataDirectoryOf(settings),
        mayCreate: false,
      });
      lifecycle.add('database', () => databases.release());
      return databases;
    },
    work: async (databases) => {
      const draft = draftMigration(await databases.differences());
      for (const line of (draft || '-- The tables are what schema/records describes.').split('\n')) out(line);
    },
  });
}
