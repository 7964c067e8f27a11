import { isPortcullisError } from '../../../schema/errors.js';

/** What a statement of a search may take. */
const patience = { withinMs: 500 };

/**
 * What a statement of a search finds; null where half a second was not enough, after which it is cancelled in PostgreSQL. Why not
 * thrown: who searches is told of that kind that it was not searched whole, and has what others found.
 */
export async function inTime<Found>(run: (options: typeof patience) => Promise<Found>): Promise<Found | null> {
  try {
    return await run(patience);
  } catch (error) {
    if (isPortcullisError(error) && error.code === 'SOURCE_TIMEOUT') return null;
    throw error;
  }
}
