import type { StatedIdentification } from '../../../records/persons.js';
import { withPlus } from '../contacts.js';
import { parseOfacDate, type StatedDate, toDateFlag, toWordedDate } from '../dates.js';
import { readCountry } from '../flags.js';
import { parseIdentification } from './identifications.js';

/** Empty remarks. Nothing is dropped when they are read: clauses without a field go to `rest`. */
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
    /** OFAC's weak aliases: in quotes in the remarks. */
    weakAliases: [] as string[],
    formerNames: [] as string[],
    linkedTo: [] as string[],
    phones: [] as string[],
    emails: [] as string[],
    websites: [] as string[],
    /** Clauses without a field, as written. */
    rest: [] as string[],
    /** Quality flags of clauses with a known label and an unreadable value; those are in `rest` too. */
    flags: [] as string[],
  };
}

type Draft = ReturnType<typeof emptyRemarks>;

/** The remarks column, taken apart. */
export type OfacRemarks = {
  readonly [K in keyof Draft]: Draft[K] extends readonly (infer T)[] ? readonly T[] : Draft[K];
};

type Doubt = (stated: string) => string | null;
const ofDate: Doubt = (stated) => (toWordedDate(stated) === null ? toDateFlag(stated) : null);
const ofCountry: Doubt = (stated) => readCountry(stated).flag;
const country = (text: string): string | null => readCountry(text.replace(/^possibly\s+/i, '')).code;

/** How a kind of clause is read: its label, the form of what follows, and the member that takes the first group. */
interface Clause {
  readonly label: RegExp;
  /** Any text by default. */
  readonly form?: RegExp;
  readonly to: Exclude<keyof Draft, 'rest' | 'flags' | 'identifications'>;
  readonly read?: (text: string) => unknown;
  /** Flag of an unreadable value; null where it is readable, but stated a second time. */
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
    // The flag's country may follow: the number is the ship's under any flag.
    form: /^(?:\s+Number)?:?\s+(\d{7})(?:\s+\([^()]*\))?$/i,
    to: 'imo',
    doubt: (stated) => (/\b\d{7}$/.test(stated) ? null : 'IMO_FORM'),
  },
  { label: /^Website:?\s+/i, form: /^(\S+)$/, to: 'websites' },
  { label: /^Email Address:?\s+/i, form: /^(\S+@\S+)$/, to: 'emails' },
  { label: /^Phone Number:?\s+/i, form: /^([+\d][\d ().-]+)$/, to: 'phones', read: withPlus },
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

/** Parses the remarks of one entry: clauses separated by semicolons, repeated ones with `alt.` in front. */
export function parseRemarks(remarks: string | null): OfacRemarks {
  const parts = (remarks ?? '').split(';').map((part) => part.trim());
  return readStated(parts.map((part, index) => [part, withoutStop(part, index === parts.length - 1)]));
}

/** Reads separate, whole clauses: `DOB 08 Sep 1966`. */
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

/** Drops the full stop at the end of the remarks, but not that of `S.A.` */
function withoutStop(clause: string, isLast: boolean): string {
  const isNames = /^(?:alt\.\s+)?(?:Linked To|POB|[af]\.k\.a\.)/i.test(clause);
  return (isNames && !isLast) || /(?:\p{L}\.){2,}$/u.test(clause) ? clause : clause.replace(/\.$/, '');
}

/** Whether the clause was read. */
function take(draft: Draft, { label, form = /^(.+)$/, to, read }: Clause, text: string): boolean {
  const [, stated] = form.exec(text.replace(label, '')) ?? [];
  const value = stated === undefined ? null : read === undefined ? stated : read(stated);
  const known = draft[to];
  if (Array.isArray(known)) return add<unknown>(known, value);
  // A second, different value stays readable in the rest.
  if (value === null || (known !== null && known !== value && to !== 'gender')) return false;
  Object.assign(draft, { [to]: value });
  return true;
}

function readDocument(draft: Draft, clause: string): boolean {
  const found = parseIdentification(clause);
  if (found === null) return false;
  for (const flag of found.flags) add(draft.flags, flag);
  // The document is kept without an unreadable date or country, which the clause preserves.
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
