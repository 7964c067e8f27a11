import { type ConsoleSettings, issuerOf } from '../settings.js';
import type { LinkDoor, Officer } from './door.js';
import { openByLink } from './link.js';
import { type Place, type Returned, takeReturned } from './returned.js';
import { SignInError } from './signInError.js';
import { takeLinkCode } from './takeLinkCode.js';

/** What came of a link or of the return from an issuer, before anybody clicked. */
export interface Opening {
  readonly door?: LinkDoor;
  readonly officer?: Officer;
}

/**
 * Signs in with what the page was opened by, a link or an issuer's answer; undefined where it was opened by neither. What came leaves
 * the address before this returns. The promise fails with a SignInError.
 */
export function openConsole(settings: ConsoleSettings, place: Place): Promise<Opening> | undefined {
  // First: a sign-in that was begun and left is forgotten by any other way in.
  const returned = takeReturned(place);
  const code = takeLinkCode(place.location, place.history);
  if (code !== undefined) return openByLink(code, (...request) => place.fetch(...request)).then((door) => ({ door }));
  return returned && finish(settings, returned, place);
}

async function finish(settings: ConsoleSettings, returned: Returned, place: Place): Promise<Opening> {
  const issuer = issuerOf(settings);
  if (!issuer) throw new SignInError('RETURN_UNKNOWN');
  // Why late: who is let in by a link does not need it.
  const { returnFromIssuer } = await import('./issuer.js');
  return { officer: await returnFromIssuer(issuer, returned, place) };
}
