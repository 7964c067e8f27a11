import { isPortcullisError } from '../../schema/errors.js';
import type { SourceDatabase, StatementOptions } from '../types.js';

/** The share of a statement's time limit that one of a search may take: half a second by default. */
const searchShare = 0.1;

/**
 * The same of a count: two seconds by default. Of a dozen in one request four run at once, and all end within its deadline.
 */
export const countShare = 0.4;

/**
 * What a statement of a search or a count finds; null where it took more than its share of a statement's time limit, after which
 * PostgreSQL cancels it. Why null: the answer says that it was not searched or counted whole, and still gives what the other
 * statements found.
 *
 * @param share that of a search where absent
 */
export async function inTime<Found>(
  { timeoutMs }: Pick<SourceDatabase, 'timeoutMs'>,
  run: (options: Pick<StatementOptions, 'withinMs'>) => Promise<Found>,
  share = searchShare,
): Promise<Found | null> {
  try {
    return await run(timeoutMs === 0 ? {} : { withinMs: timeoutMs * share });
  } catch (error) {
    if (isPortcullisError(error) && error.code === 'SOURCE_TIMEOUT') return null;
    throw error;
  }
}
