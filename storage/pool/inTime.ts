import { isPortcullisError } from '../../schema/errors.js';
import type { SourceDatabase, StatementOptions } from '../types.js';

/** The share of a statement's time limit that one of a search or a count may take: half a second by default. */
const SHARE = 0.1;

/**
 * What a statement of a search or a count finds; null where it took more than a tenth of a statement's time limit, after which
 * PostgreSQL cancels it. Why null: the answer says that it was not searched or counted whole, and still gives what the other
 * statements found.
 */
export async function inTime<Found>(
  { timeoutMs }: Pick<SourceDatabase, 'timeoutMs'>,
  run: (options: Pick<StatementOptions, 'withinMs'>) => Promise<Found>,
): Promise<Found | null> {
  try {
    return await run(timeoutMs === 0 ? {} : { withinMs: timeoutMs * SHARE });
  } catch (error) {
    if (isPortcullisError(error) && error.code === 'SOURCE_TIMEOUT') return null;
    throw error;
  }
}
