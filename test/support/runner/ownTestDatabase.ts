import { afterAll } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../postgres.js';

/** A database of its own for the test file that calls this at its top; gone after its tests. */
export async function ownTestDatabase(options: Parameters<typeof createTestDatabase>[0] = {}): Promise<TestDatabase> {
  const database = await createTestDatabase(options);
  afterAll(() => database.close());
  return database;
}
