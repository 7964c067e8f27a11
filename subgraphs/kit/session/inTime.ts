import { isPortcullisError } from '../../../schema/errors.js';
import type { SourceDatabase } from '../../../storage/types.js';

/** The share of a statement's time limit that one of a search may take: half a second by default. */
const SHARE = 0.1;

/**
 * What a statement of a search finds; null where it took more than a tenth of a statement's time limit, after which PostgreSQL
 * cancels it. Why null: the answer says that this kind was not searched whole, and still gives what the other statements found.
 */
export async function inTime<Found>(
  { timeoutMs }: Pick<SourceDatabase, 'timeoutMs'>,
  run: (options: { readonly withinMs: number }) => Promise<Found>,
): Promise<Found | null> {
  try {
    return await run({ withinMs: timeoutMs * SHARE });
  } catch (error) {
    if (isPortcullisError(error) && error.code === 'SOURCE_TIMEOUT') return null;
    throw error;
  }
}
