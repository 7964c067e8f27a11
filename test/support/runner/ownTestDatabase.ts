import { afterAll } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../postgres.js';

type Opened = { close(): unknown } | { end(): unknown };

/** A database of one's own for a test file. */
interface OwnTestDatabase extends TestDatabase {
  /** Has what was opened on it closed before it goes: what was opened last first. */
  ending<Given extends Opened>(opened: Given): Given;
}

/** A database of its own for the test file that calls this at its top; gone after its tests. */
export async function ownTestDatabase(
  options: Parameters<typeof createTestDatabase>[0] = {},
): Promise<OwnTestDatabase> {
  const database = await createTestDatabase(options);
  const opened: Opened[] = [];
  afterAll(async () => {
    for (const each of opened.reverse()) await ('close' in each ? each.close() : each.end());
    await database.close();
  });
  return {
    ...database,
    ending: (given) => {
      opened.push(given);
      return given;
    },
  };
}
