import { draftMigration } from '../../storage/tables/draft.js';
import type { Settings } from '../config.js';
import { openFoundation } from '../foundation.js';
import { openLog } from '../log.js';

/**
 * Prints a first draft of the migration that makes the tables of records what `schema/records` describes.
 *
 * @throws StorageError DATABASE_MISSING, DATABASE_OUTDATED
 */
export async function printDraft(settings: Settings, out: (line: string) => void): Promise<void> {
  const { databases } = await openFoundation(settings, openLog(settings));
  try {
    out(draftMigration(await databases.differences()) || '-- The tables are what schema/records describes.');
  } finally {
    await databases.release();
  }
}
