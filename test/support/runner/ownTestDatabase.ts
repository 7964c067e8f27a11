import { createTestDatabase, type TestDatabase } from '../postgres.js';
import { closedAfter } from './closedAfter.js';

/** A database of one's own for a test file. */
export interface OwnTestDatabase extends TestDatabase {
  /** Has what was opened on it closed before it goes. */
  readonly ending: typeof closedAfter;
}

/** A database of its own for the test file that calls this at its top; gone after its tests. */
export async function ownTestDatabase(
  options: Parameters<typeof createTestDatabase>[0] = {},
): Promise<OwnTestDatabase> {
  return { ...closedAfter(await createTestDatabase(options)), ending: closedAfter };
}
