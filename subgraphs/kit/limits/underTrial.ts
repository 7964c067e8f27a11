import { PortcullisError } from '../../../schema/errors.js';
import type { SourceSession } from '../sourceSession.js';
import type { NumberTrial } from './trial.js';

/**
 * A look-up by a number: for hits too where the number may be tried, else by what the viewer has in full.
 *
 * @param look given whether hits are looked for
 * @throws PortcullisError LOOKUP_LIMITED, LIMITS_UNAVAILABLE where the number may not be tried and the viewer has it in full
 *   on nothing, whether or not there is more
 */
export async function underTrial<Found>(
  session: SourceSession,
  trial: NumberTrial,
  look: (hits: boolean) => Promise<Found | null>,
): Promise<Found | null> {
  const [state] = await session.reserveTrials([trial]);
  const found = await look(state === 'ASKED');
  if (found !== null || state === 'ASKED') return found;
  throw new PortcullisError(state === 'LIMITED' ? 'LOOKUP_LIMITED' : 'LIMITS_UNAVAILABLE');
}
