import { openedOriginators } from '../../../policy/rules/ofAsked.js';
import { badUserInput, PortcullisError } from '../../../schema/errors.js';
import { compactNumber } from '../../../schema/identifiers/documentNumber.js';
import { parseEori } from '../../../schema/identifiers/eori.js';
import { isLongerThan } from '../../../schema/isLongerThan.js';
import { isPartialDate } from '../../../schema/scalars.js';
import { stableJson } from '../../kit/page/stableJson.js';
import type { SourceSession } from '../../kit/sourceSession.js';
import { type AskedSubject, wordsOf } from '../../kit/subject/asked.js';

/** The SDL's `SubjectInput`. */
export interface SubjectInput {
  readonly request?: string | null;
  readonly agency?: string | null;
  readonly name: string;
  readonly birthDate?: string | null;
  readonly documents?:
    | readonly {
        readonly number: string;
        readonly country?: string | null;
        readonly kind?: string | null;
      }[]
    | null;
  readonly eori?: string | null;
  readonly confirmed?: readonly string[] | null;
  readonly excluded?: readonly string[] | null;
}

/** The asked person, before anything was found. */
export type StatedSubject = Omit<AskedSubject, 'refs' | 'others' | 'isEoriTold'>;

const MAX_NAME = 500;
const MAX_DOCUMENTS = 5;
const MAX_DECIDED = 20;
const MAX_ID = 100;
/** A shorter number is one of many: of tickets, of rooms. */
const SHORTEST_NUMBER = 4;
const LONGEST_NUMBER = 200;

/**
 * What a question states of the person who asks.
 *
 * @throws PortcullisError BAD_USER_INPUT where it is not well-formed; FORBIDDEN for an agency whose records this viewer may open
 *   to nobody; SUBJECT_NOT_CONFIGURED where the policy does not say under which law that agency answers
 */
export function readSubject(session: SourceSession, input: SubjectInput): StatedSubject {
  const { policy, facts } = session;
  const agency = input.agency ?? facts.viewer.agency;
  if (!openedOriginators(policy, facts).includes(agency))
    throw new PortcullisError('FORBIDDEN', { at: 'SubjectInput.agency' });
  if ((policy.agencies[agency]?.subjectRequests ?? []).length === 0)
    throw new PortcullisError('SUBJECT_NOT_CONFIGURED');
  return {
    request: idsIn('request', input.request ? [input.request] : [])[0] ?? session.requestId,
    isNew: !input.request,
    agency,
    name: nameIn(input.name),
    birthDate: input.birthDate ? dateIn(input.birthDate) : null,
    documents: documentsIn(input.documents ?? []),
    eori: input.eori ? eoriIn(input.eori) : null,
    confirmed: idsIn('confirmed', input.confirmed ?? []),
    excluded: idsIn('excluded', input.excluded ?? []),
  };
}

/**
 * All that is stated of who asks, in one form: the same person again is free. What is confirmed is part of it, since each namesake may
 * be one more person; what is excluded opens nothing.
 */
export function personOf({ agency, name, birthDate, documents, eori, confirmed }: StatedSubject): string {
  const words = name.normalize('NFKC').toLowerCase().split(/\s+/);
  return stableJson([agency, words, birthDate, documents, eori, [...new Set(confirmed)].sort()]);
}

function refuse(at: string, what: string): never {
  throw badUserInput(what, { at: `SubjectInput.${at}` });
}

function nameIn(name: string): string {
  const text = name.trim();
  if (isLongerThan(text, MAX_NAME)) return refuse('name', `A name has ${MAX_NAME} characters at most.`);
  return wordsOf(text) ? text : refuse('name', 'State two words of the name at least.');
}

function dateIn(date: string): string {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(date) && isPartialDate(date);
  return isDay ? date : refuse('birthDate', 'State the full date, YYYY-MM-DD, or none.');
}

function documentsIn(documents: NonNullable<SubjectInput['documents']>): StatedSubject['documents'] {
  if (documents.length > MAX_DOCUMENTS) refuse('documents', `At most ${MAX_DOCUMENTS} documents at once.`);
  return documents.map(({ number, country, kind = null }) => {
    const compact = compactNumber(number);
    if (compact.length < SHORTEST_NUMBER || compact.length > LONGEST_NUMBER)
      refuse('documents', `The number of a document has ${SHORTEST_NUMBER} to ${LONGEST_NUMBER} characters.`);
    if (country && !/^[A-Z]{2}$/i.test(country)) refuse('documents', 'A country is two letters of ISO 3166-1.');
    return { number: compact, country: country ? country.toUpperCase() : null, kind };
  });
}

function eoriIn(text: string): string {
  return parseEori(text) ?? refuse('eori', 'This is not an EORI number.');
}

function idsIn(at: 'request' | 'confirmed' | 'excluded', ids: readonly string[]): readonly string[] {
  if (ids.length > MAX_DECIDED) refuse(at, `At most ${MAX_DECIDED} ids at once.`);
  return ids.map((id) => (isLongerThan(id, MAX_ID) || id === '' ? refuse(at, 'This is no id.') : id));
}
