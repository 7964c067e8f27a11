import { readSettings, type Settings } from '../../../cli/config.js';
import { openGuardedKeys } from '../../../storage/keys/keyGuard.js';
import { temporaryDataDirectory } from '../../support/command.js';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.js';

/** A deployment of which nothing runs: its database and keys, and the settings that find them. */
export interface IdleDeployment {
  readonly folder: { readonly path: string };
  readonly database: TestDatabase;
  readonly settings: Settings;
  close(): Promise<void>;
}

/** Opens one for commands that are about what is there already. @param name beginning of its data directory's name */
export async function openIdleDeployment(name: string): Promise<IdleDeployment> {
  const folder = temporaryDataDirectory(name);
  const database = await createTestDatabase();
  const urls = { databaseUrl: database.adminUrl, databaseUrlAudit: database.auditWriterUrl };
  const { settings } = readSettings({ ...urls, data: folder.path, logLevel: 'silent' }, {});
  await openGuardedKeys(`${folder.path}/keys`, database.adminUrl, { mayCreate: true });
  const close = async (): Promise<void> => {
    await database.close();
    folder.remove();
  };
  return { folder, database, settings, close };
}
