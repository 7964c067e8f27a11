import type { StatedIdentification } from '../../../records/persons.js';
import { parseOfacDate, type StatedDate, toDateFlag, toWordedDate } from '../dates.js';
import { readCountry } from '../flags.js';
import { parseIdentification } from './identifications.js';

/** Remarks that say nothing. Nothing is dropped of those that do: what has no place stays in `rest`. */
function emptyRemarks() {
  return {
    births: [] as StatedDate[],
    birthPlaces: [] as string[],
    /** ISO 3166-1 alpha-2, nationality before citizenship. */
    nationalities: [] as string[],
    gender: null as 'male' | 'female' | null,
    identifications: [] as StatedIdentification[],
    registrationNumbers: [] as string[],
    taxNumbers: [] as string[],
    imo: null as string | null,
    mmsi: null as string | null,
    formerFlags: [] as string[],
    buildDate: null as string | null,
    established: null as string | null,
    /** In quotes in the remarks: OFAC's weak aliases. */
    weakAliases: [] as string[],
    formerNames: [] as string[],
    linkedTo: [] as string[],
    phones: [] as string[],
    emails: [] as string[],
    websites: [] as string[],
    /** Clauses without a place of their own, as written. */
    rest: [] as string[],
    /** Quality flags: clauses that say what they are, and not so that it can be read. They stand in `rest` too. */
    flags: [] as string[],
  };
}

type Draft = ReturnType<typeof emptyRemarks>;

/** What OFAC writes into the remarks column, taken apart. */
export type OfacRemarks = {
  readonly [K in keyof Draft]: Draft[K] extends readonly (infer T)[] ? readonly T[] : Draft[K];
};

type Doubt = (stated: string) => string | null;
const ofDate: Doubt = (stated) => (toWordedDate(stated) === null ? toDateFlag(stated) : null);
const ofCountry: Doubt = (stated) => readCountry(stated).flag;
const country = (text: string): string | null => readCountry(text.replace(/^possibly\s+/i, '')).code;

/** What a clause says: its label, the form of what follows, the member that takes its first group, and what reads that. */
interface Clause {
  readonly label: RegExp;
  /** Any text by default. */
  readonly form?: RegExp;
  readonly to: Exclude<keyof Draft, 'rest' | 'flags' | 'identifications'>;
  readonly read?: (text: string) => unknown;
  /** Flag of a clause of this label that could not be read; none where what is stated a second time is readable. */
  readonly doubt?: Doubt;
}

const quoted = /^['"‘“]?(.+?)['"’”]?$/;

const clauses: readonly Clause[] = [
  { label: /^DOB:?\s+/i, to: 'births', read: parseOfacDate, doubt: ofDate },
  { label: /^POB:?\s+/i, to: 'birthPlaces' },
  {
    label: /^(?:nationality(?! of registration)|citizen):?\s+/i,
    to: 'nationalities',
    read: country,
    doubt: ofCountry,
  },
  {
    label: /^Gender:?\s+/i,
    form: /^(male|female)$/i,
    to: 'gender',
    read: (text) => text.toLowerCase(),
    doubt: () => 'GENDER_UNKNOWN',
  },
  { label: /^Linked To:?\s+/i, to: 'linkedTo' },
  { label: /^a\.k\.a\.:?\s+/i, form: quoted, to: 'weakAliases' },
  { label: /^f\.k\.a\.:?\s+/i, form: quoted, to: 'formerNames' },
  {
    label: /^(?:Vessel Registration Identification\s+)?IMO\b/i,
    // The flag's country may stand behind: the number is the ship's, whatever its flag.
    form: /^(?:\s+Number)?:?\s+(\d{7})(?:\s+\([^()]*\))?$/i,
    to: 'imo',
    doubt: (stated) => (/\b\d{7}$/.test(stated) ? null : 'IMO_FORM'),
  },
  { label: /^Website:?\s+/i, form: /^(\S+)$/, to: 'websites' },
  { label: /^Email Address:?\s+/i, form: /^(\S+@\S+)$/, to: 'emails' },
  { label: /^Phone Number:?\s+/i, form: /^([+\d][\d ().-]+)$/, to: 'phones' },
  {
    label: /^MMSI\b/i,
    form: /^:?\s+(\d{9})$/,
    to: 'mmsi',
    doubt: (stated) => (/\b\d{9}$/.test(stated) ? null : 'MMSI_FORM'),
  },
  { label: /^Former Vessel Flag:?\s+/i, to: 'formerFlags', read: (text) => readCountry(text).code, doubt: ofCountry },
  { label: /^(?:Vessel )?Year (?:of Build|Built):?\s+/i, to: 'buildDate', read: toWordedDate, doubt: ofDate },
  { label: /^Organization Established Date:?\s+/i, to: 'established', read: toWordedDate, doubt: ofDate },
];

/** Takes the remarks of one entry apart: clauses separated by semicolons, `alt.` before repeated ones. */
export function parseRemarks(remarks: string | null): OfacRemarks {
  const parts = (remarks ?? '').split(';').map((part) => part.trim());
  return readStated(parts.map((part, index) => [part, withoutStop(part, index === parts.length - 1)]));
}

/** Reads clauses that stand apart, each whole: `DOB 08 Sep 1966`. */
export function readClauses(stated: readonly string[]): OfacRemarks {
  return readStated(stated.map((clause) => [clause, clause]));
}

function readStated(all: readonly (readonly [written: string, stated: string])[]): OfacRemarks {
  const draft = emptyRemarks();
  for (const [written, stated] of all) {
    const text = stated.replace(/^alt\.\s+/i, '');
    const clause = clauses.find(({ label }) => label.test(text));
    if (text === '' || (clause !== undefined && take(draft, clause, text)) || readDocument(draft, text)) continue;
    draft.rest.push(written);
    add(draft.flags, clause?.doubt?.(text.replace(clause.label, '')));
  }
  return draft;
}

/** The remarks end in a full stop, which is no part of their last clause; what `S.A.` ends in is one of the name. */
function withoutStop(clause: string, isLast: boolean): string {
  const isNames = /^(?:alt\.\s+)?(?:Linked To|POB|[af]\.k\.a\.)/i.test(clause);
  return (isNames && !isLast) || /(?:\p{L}\.){2,}$/u.test(clause) ? clause : clause.replace(/\.$/, '');
}

/** True where the clause was understood. */
function take(draft: Draft, { label, form = /^(.+)$/, to, read }: Clause, text: string): boolean {
  const [, stated] = form.exec(text.replace(label, '')) ?? [];
  const value = stated === undefined ? null : read === undefined ? stated : read(stated);
  const known = draft[to];
  if (Array.isArray(known)) return add<unknown>(known, value);
  // Why: a second, different number is no synonym of the first; it stays readable in the rest.
  if (value === null || (known !== null && known !== value && to !== 'gender')) return false;
  Object.assign(draft, { [to]: value });
  return true;
}

function readDocument(draft: Draft, clause: string): boolean {
  const found = parseIdentification(clause);
  if (found === null) return false;
  for (const flag of found.flags) add(draft.flags, flag);
  // Why: the document is kept without its date or country; the clause keeps what they were said to be.
  if (found.flags.length > 0) draft.rest.push(clause);
  draft.identifications.push(found.identification);
  if (found.use === 'registration') draft.registrationNumbers.push(found.identification.number);
  if (found.use === 'tax') draft.taxNumbers.push(found.identification.number);
  return true;
}

function add<Value>(list: Value[], value: Value | null | undefined): boolean {
  if (value === null || value === undefined || value === '') return false;
  if (!list.includes(value)) list.push(value);
  return true;
}
