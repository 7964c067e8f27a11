import type { AuditEntryFilter, AuditEntryKind } from '../../../parts/schema.gql.js';
import { dayAfter } from '../../lists/time/intervals.js';

/** What a question asks for. A day is `2026-11-30`, UTC. */
export type InputName =
  | 'from'
  | 'through'
  | 'id'
  | 'type'
  | 'number'
  | 'name'
  | 'officer'
  | 'least'
  | 'kind'
  | 'agency'
  | 'role'
  | 'purpose'
  | 'code'
  | 'caseReference'
  | 'requestId';

/** What was typed, by input. */
export type Typed = Readonly<Partial<Record<InputName, string>>>;

/** A question to the log. */
export interface LogQuestion<Id extends string = QuestionId> {
  readonly id: Id;
  readonly inputs: readonly InputName[];
  /** Of these, what has to be there. */
  readonly needs: readonly InputName[];
}

/** The questions of docs/auditors.graphql by the names of their operations, and `Entries` with every filter. */
export const questions = [
  question('LooksInAMonth', ['from', 'through']),
  question('LooksAtThisPerson', ['id'], ['id']),
  question('LooksAtThisNumber', ['type', 'number'], ['type', 'number']),
  question('AskedForThisName', ['name'], ['name']),
  question('LooksOfThisOfficer', ['officer', 'from', 'through'], ['officer']),
  question('LooksAtOffHours', ['from', 'through']),
  question('LooksAtMany', ['least', 'from', 'through']),
  question('Enumerations', ['from', 'through']),
  question('LooksCounted', ['from', 'through']),
  question('Entries', [
    'from',
    'through',
    'kind',
    'agency',
    'role',
    'purpose',
    'code',
    'caseReference',
    'officer',
    'requestId',
  ]),
] as const;

/** A question's name. */
export type QuestionId = (typeof questions)[number]['id'];

/** Kinds of entries that somebody may look for. */
export const kinds: readonly AuditEntryKind[] = [
  'OUTCOME',
  'REFUSED',
  'INTENT',
  'UNKNOWN',
  'ENUMERATION',
  'EXPORT_PART',
  'ABORTED',
  'SUBJECT_ASKED',
  'SUBJECT_ANSWERED',
  'SUBJECT_AGREED',
  'ADMIN',
  'INGEST',
  'ERASE',
  'HOLD',
  'RELEASE',
  'EXPIRE',
  'OPENED',
  'REGISTER',
  'CLOCK',
];

/** Looks at how many are many, where nobody says otherwise: as docs/auditors.graphql has it. */
export const MANY = 50;

function question<Id extends string>(
  id: Id,
  inputs: readonly InputName[],
  needs: readonly InputName[] = [],
): LogQuestion<Id> {
  return { id, inputs, needs };
}

/** What a question still lacks. */
export function missingOf({ needs }: LogQuestion, typed: Typed): readonly InputName[] {
  return needs.filter((name) => (typed[name] ?? '').trim() === '');
}

/** The conditions of a question. */
export function filterOf({ id, inputs }: LogQuestion, typed: Typed): AuditEntryFilter {
  const given = (name: InputName): string | undefined =>
    inputs.includes(name) && typed[name]?.trim() ? typed[name]?.trim() : undefined;
  const eq = (name: InputName) => {
    const value = given(name);
    return value === undefined ? undefined : { eq: constants.has(name) ? constantOf(value) : value };
  };
  const [at, officer, ask] = [between(given('from'), given('through')), given('officer'), id];
  const filter: Record<string, unknown> = {
    at,
    kind: ask === 'Entries' ? eq('kind') : kindOf[ask] && { eq: kindOf[ask] },
    ...{ agency: eq('agency'), role: eq('role'), purpose: eq('purpose'), code: eq('code'), requestId: eq('requestId') },
    caseReference: eq('caseReference'),
    // A pseudonym is what the log itself shows of an officer; anything else is a name.
    ...(officer === undefined
      ? {}
      : isPseudonym(officer)
        ? { subject: { eq: officer } }
        : { subjectName: { eq: officer } }),
    entity: entityOf(ask, given),
    askedName: given('name'),
    disclosedCount: ask === 'LooksAtMany' ? { gte: Number(given('least') ?? MANY) } : undefined,
    or: ask === 'LooksAtOffHours' ? [{ hour: { gte: 19 } }, { hour: { lte: 6 } }, { weekday: { gte: 6 } }] : undefined,
  };
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
}

/** Inputs that may be typed as the page writes their values: `Risk analysis` is `RISK_ANALYSIS`. */
const constants: ReadonlySet<InputName> = new Set(['role', 'purpose', 'code']);
const constantOf = (words: string): string => words.toUpperCase().replaceAll(' ', '_');

const kindOf: Readonly<Partial<Record<QuestionId, AuditEntryKind>>> = {
  LooksInAMonth: 'OUTCOME',
  LooksAtOffHours: 'OUTCOME',
  LooksAtMany: 'OUTCOME',
  Enumerations: 'ENUMERATION',
};

function entityOf(id: QuestionId, given: (name: InputName) => string | undefined) {
  if (id === 'LooksAtThisPerson') return { id: given('id'), told: ['SHOWN', 'PRESENCE'] };
  if (id === 'LooksAtThisNumber') return { type: given('type'), number: given('number') };
  return undefined;
}

/** From the first day on, up to the end of the last. */
function between(from: string | undefined, through: string | undefined) {
  const after = from === undefined ? {} : { gte: `${from}T00:00:00Z` };
  const before = through === undefined ? {} : { lt: `${dayAfter(through)}T00:00:00Z` };
  return from === undefined && through === undefined ? undefined : { ...after, ...before };
}

/** This month so far, UTC. */
export function monthOf(now: Date): Pick<Typed, 'from' | 'through'> {
  const today = now.toISOString().slice(0, 10);
  return { from: `${today.slice(0, 8)}01`, through: today };
}

const isPseudonym = (text: string): boolean => PSEUDONYM.test(text);
const PSEUDONYM = /^[0-9a-f]{32}$/;
