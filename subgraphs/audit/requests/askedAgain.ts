import type { EntryBody } from '../../../auditlog/types.js';
import { badUserInput, type PortcullisError } from '../../../schema/errors.js';

/** A question as its entry seals it. */
export type Question = Pick<EntryBody, 'document' | 'literals' | 'variables'>;

/** A person who is asked about under the id of a request. */
export interface AskedAgain {
  readonly request: string;
  /** Whose officer asks. */
  readonly agency: string;
  /** Whose data is asked for. */
  readonly subjectAgency: string;
  readonly question: Question;
}

/**
 * One id, one person: refuses a question under an id that its agency was not asked under, that is answered, or that is of another person.
 *
 * @throws PortcullisError BAD_USER_INPUT
 */
export type AssertOfRequest = (asked: AskedAgain) => Promise<void>;

/** Where no log is read: nothing was asked before. */
export const nothingAsked: AssertOfRequest = async () => {
  throw notOfRequest('Your agency was not asked under this id.');
};

/** Why a question is not of the request that it names. */
export function notOfRequest(
  message: string,
  hint = 'Leave it out: who asks for the first time has a new one.',
): PortcullisError {
  return badUserInput(message, { at: 'SubjectInput.request', hint });
}
