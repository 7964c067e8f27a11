import { isPortcullisError } from '../../../schema/errors.js';

/** The time that a statement of a search may take. */
const timeout = { withinMs: 500 };

/**
 * What a statement of a search finds; null where it took more than half a second, after which PostgreSQL cancels it. Why
 * null: the answer says that this kind was not searched whole, and still gives what the other statements found.
 */
export async function inTime<Found>(run: (options: typeof timeout) => Promise<Found>): Promise<Found | null> {
  try {
    return await run(timeout);
  } catch (error) {
    if (isPortcullisError(error) && error.code === 'SOURCE_TIMEOUT') return null;
    throw error;
  }
}
