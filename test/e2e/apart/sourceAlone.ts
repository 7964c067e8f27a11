import { openLogPool } from '../../../storage/pool/logPool.js';
import { type RunningCommand, runCommand, temporaryDataDirectory } from '../../support/command.js';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.js';

/** The source of cargo that stands alone, as a process of its own over an empty database. */
export interface SourceAlone {
  readonly command: RunningCommand;
  readonly url: string;
  readonly dataDirectory: string;
  readonly database: TestDatabase;
  /** A superuser's pool on its database. */
  readonly pool: ReturnType<typeof openLogPool>;
  close(): Promise<void>;
}

/** Starts it, and waits until it is ready. */
export async function startSourceAlone(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<SourceAlone> {
  const directory = temporaryDataDirectory();
  const database = await createTestDatabase();
  const pool = openLogPool(database.adminUrl);
  const own = { DATABASE_URL: database.adminUrl, PORTCULLIS_DATA: directory.path };
  const command = runCommand(['serve', 'cargo', '--stand-alone', '--port', '0', ...args], {
    ...own,
    ...environment,
  });
  const close = async (): Promise<void> => {
    command.process.kill('SIGTERM');
    await command.ended;
    await pool.close();
    await database.close();
    directory.remove();
  };
  const ready = await command.until(/ready at ([^\s;]+)/).catch(async (error: Error) => {
    await close();
    throw error;
  });
  return { command, url: ready[1] ?? '', dataDirectory: directory.path, database, pool, close };
}
