import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../postgres.js';
import { closedAfter } from './closedAfter.js';

/** A database of one's own for a test file. */
export interface OwnTestDatabase extends TestDatabase {
  /** Has what was opened on it closed before it goes. */
  readonly ending: typeof closedAfter;
  /** A connection to it, ended before it goes; by the administrator's URL unless another is stated. */
  connect(url?: string): Promise<pg.Client>;
}

/** A database of its own for the test file that calls this at its top; gone after its tests. */
export async function ownTestDatabase(
  options: Parameters<typeof createTestDatabase>[0] = {},
): Promise<OwnTestDatabase> {
  return own(await createTestDatabase(options));
}

/** Has a database go after the tests of the file that opened it at its top. */
export function own(database: TestDatabase): OwnTestDatabase {
  closedAfter(database);
  const connect = async (url = database.adminUrl): Promise<pg.Client> => {
    const client = closedAfter(new pg.Client(url));
    await client.connect();
    return client;
  };
  return { ...database, ending: closedAfter, connect };
}
