import { openLogPool } from '../../../storage/pool/logPool.js';
import { type RunningCommand, runCommand, temporaryDataDirectory } from '../../support/command.js';
import type { TestDatabase } from '../../support/postgres.js';
import { ownTestDatabase } from '../../support/runner/ownTestDatabase.js';

/** The source of cargo that stands alone, as a process of its own over an empty database. */
interface SourceAlone {
  readonly command: RunningCommand;
  readonly url: string;
  readonly dataDirectory: string;
  readonly database: TestDatabase;
  /** A superuser's pool on its database. */
  readonly pool: ReturnType<typeof openLogPool>;
}

/** Starts it, and waits until it is ready; gone after the tests of the file. */
export async function startSourceAlone(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<SourceAlone> {
  const { path: dataDirectory } = temporaryDataDirectory();
  const database = await ownTestDatabase();
  const pool = database.ending(openLogPool(database.adminUrl));
  const own = { DATABASE_URL: database.adminUrl, PORTCULLIS_DATA: dataDirectory };
  const serve = ['serve', 'cargo', '--stand-alone', '--port', '0', ...args];
  const command = database.ending(runCommand(serve, { ...own, ...environment }));
  const [, url = ''] = await command.until(/ready at ([^\s;]+)/);
  return { command, url, dataDirectory, database, pool };
}
