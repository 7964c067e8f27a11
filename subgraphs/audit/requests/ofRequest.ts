import type { AuditKeys } from '../../../auditlog/keys.js';
import type { SourceDatabase } from '../../../storage/types.js';
import { createBodies } from '../bodies.js';
import { type AssertOfRequest, nothingAsked, notOfRequest } from './askedAgain.js';
import { type LoggedAsk, readAsks } from './asks.js';
import { isOnePerson } from './isOnePerson.js';
import { type StatedPerson, statedPerson } from './statedPerson.js';

/**
 * Reads in the log whom a request is of: by all that its agency asked under it, but what was erased.
 *
 * @param db of the log, by any login that reads it
 * @param keys that open bodies
 */
export function createAssertOfRequest(
  db: SourceDatabase,
  keys: Pick<AuditKeys, 'auditSeal' | 'store'>,
): AssertOfRequest {
  const bodies = createBodies(keys);
  return async (asked) => {
    const { asks, isAnswered } = await readAsks({ db }, bodies, asked);
    if (asks.length === 0) return await nothingAsked(asked);
    if (isAnswered) throw notOfRequest('This request is answered.', 'Leave it out: a new request has a new deadline.');
    const person = statedPerson(asked.question);
    const isOf = asks.every((ask) => ask.header.subjectAgency === asked.subjectAgency && isOfPerson(ask, person));
    if (!isOf) throw notOfRequest('This request is of another person.', ofSomebodyElse);
  };
}

const ofSomebodyElse =
  'Leave it out for another person; for the same one state two of name, date of birth and number as before.';

/** Why true of an erased one: nobody knows any more whom it was of. */
function isOfPerson({ body }: LoggedAsk, person: StatedPerson | null): boolean {
  if (body === null) return true;
  const before = statedPerson(body);
  return before !== null && person !== null && isOnePerson(before, person);
}
