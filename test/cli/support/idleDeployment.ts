import { readSettings, type Settings } from '../../../cli/config.js';
import { openGuardedKeys } from '../../../storage/keys/keyGuard.js';
import { temporaryDataDirectory } from '../../support/command.js';
import { type OwnTestDatabase, ownTestDatabase } from '../../support/runner/ownTestDatabase.js';

/** A deployment of which nothing runs: its database and keys, and the settings that find them. */
interface IdleDeployment {
  readonly folder: { readonly path: string };
  readonly database: OwnTestDatabase;
  readonly settings: Settings;
}

/**
 * Opens one for commands that are about what is there already; gone after the tests of the file.
 *
 * @param name beginning of its data directory's name
 */
export async function openIdleDeployment(name: string): Promise<IdleDeployment> {
  const folder = temporaryDataDirectory(name);
  const database = await ownTestDatabase();
  const urls = { databaseUrl: database.adminUrl, databaseUrlAudit: database.auditWriterUrl };
  const { settings } = readSettings({ ...urls, data: folder.path, logLevel: 'silent' }, {});
  await openGuardedKeys(`${folder.path}/keys`, database.adminUrl, { mayCreate: true });
  return { folder, database, settings };
}
