import type { StatedIdentification } from '../../../records/persons.js';
import { readCountry } from '../flags.js';
import { parseOfacDate, type StatedDate, toDateFlag, toPartialDate } from './dates.js';
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

/** Reads one clause; true where it was understood. */
type ClauseReader = (draft: Draft, match: RegExpExecArray) => boolean;

const clauseReaders: readonly (readonly [RegExp, ClauseReader])[] = [
  [/^DOB:?\s+(.+)$/i, (draft, [, text]) => pushIf(draft.births, parseOfacDate(text ?? ''))],
  [/^POB:?\s+(.+)$/i, (draft, [, text]) => pushIf(draft.birthPlaces, text)],
  [
    /^(?:nationality(?! of registration)|citizen):?\s+(?:possibly\s+)?(.+)$/i,
    (draft, [, text]) => pushCountry(draft.nationalities, text),
  ],
  [
    /^Gender:?\s+(male|female)$/i,
    (draft, [, text]) => {
      draft.gender = text?.toLowerCase() === 'male' ? 'male' : 'female';
      return true;
    },
  ],
  [/^Linked To:?\s+(.+)$/i, (draft, [, text]) => pushIf(draft.linkedTo, text)],
  [/^a\.k\.a\.:?\s+['"‘“]?(.+?)['"’”]?$/i, (draft, [, text]) => pushIf(draft.weakAliases, text)],
  [/^f\.k\.a\.:?\s+['"‘“]?(.+?)['"’”]?$/i, (draft, [, text]) => pushIf(draft.formerNames, text)],
  [
    // The flag's country may stand behind: the number is the ship's, whatever its flag.
    /^(?:Vessel Registration Identification\s+)?IMO(?:\s+Number)?:?\s+(\d{7})(?:\s+\([^()]*\))?$/i,
    (draft, [, text]) => setOnce(draft, 'imo', text),
  ],
  [/^Website:?\s+(\S+)$/i, (draft, [, text]) => pushIf(draft.websites, text)],
  [/^Email Address:?\s+(\S+@\S+)$/i, (draft, [, text]) => pushIf(draft.emails, text)],
  [/^Phone Number:?\s+([+\d][\d ().-]+)$/i, (draft, [, text]) => pushIf(draft.phones, text)],
  [/^MMSI:?\s+(\d{9})$/i, (draft, [, text]) => setOnce(draft, 'mmsi', text)],
  [/^Former Vessel Flag:?\s+(.+)$/i, (draft, [, text]) => pushCountry(draft.formerFlags, text)],
  [
    /^(?:Vessel )?Year (?:of Build|Built):?\s+(.+)$/i,
    (draft, [, text]) => setOnce(draft, 'buildDate', toPartialDate(text ?? '')),
  ],
  [
    /^Organization Established Date:?\s+(.+)$/i,
    (draft, [, text]) => setOnce(draft, 'established', toPartialDate(text ?? '')),
  ],
];

/** Flag of a clause that begins so and could not be read; none where what is stated a second time is readable. */
const doubts: readonly (readonly [RegExp, (stated: string) => string | null])[] = [
  [
    /^(?:DOB|(?:Vessel )?Year (?:of Build|Built)|Organization Established Date):?\s+/i,
    (stated) => (toPartialDate(stated) === null ? toDateFlag(stated) : null),
  ],
  [/^(?:nationality(?! of registration)|citizen|Former Vessel Flag):?\s+/i, (stated) => readCountry(stated).flag],
  [/^Gender:?\s+/i, () => 'GENDER_UNKNOWN'],
  [/^(?:Vessel Registration Identification\s+)?IMO\b/i, (stated) => (/\b\d{7}$/.test(stated) ? null : 'IMO_FORM')],
  [/^MMSI\b/i, (stated) => (/\b\d{9}$/.test(stated) ? null : 'MMSI_FORM')],
];

function findDoubt(clause: string): string | null {
  for (const [label, toFlag] of doubts) {
    const match = label.exec(clause);
    if (match !== null) return toFlag(clause.slice(match[0].length));
  }
  return null;
}

/** Takes the remarks of one entry apart: clauses separated by semicolons, `alt.` before repeated ones. */
export function parseRemarks(remarks: string | null): OfacRemarks {
  const parts = (remarks ?? '').split(';').map((part) => part.trim());
  return readStated(parts.map((part, index) => [part, withoutStop(part, index === parts.length - 1)]));
}

/** Reads clauses that stand apart, each whole: `DOB 08 Sep 1966`. */
export function readClauses(clauses: readonly string[]): OfacRemarks {
  return readStated(clauses.map((clause) => [clause, clause]));
}

function readStated(clauses: readonly (readonly [written: string, stated: string])[]): OfacRemarks {
  const draft = emptyRemarks();
  for (const [written, stated] of clauses) {
    const clause = stated.replace(/^alt\.\s+/i, '');
    if (clause === '') continue;
    if (readClause(draft, clause)) continue;
    draft.rest.push(written);
    pushIf(draft.flags, findDoubt(clause));
  }
  return draft;
}

/** The remarks end in a full stop, which is no part of their last clause; what `S.A.` ends in is one of the name. */
function withoutStop(clause: string, isLast: boolean): string {
  const isNames = /^(?:alt\.\s+)?(?:Linked To|POB|[af]\.k\.a\.)/i.test(clause);
  return (isNames && !isLast) || /(?:\p{L}\.){2,}$/u.test(clause) ? clause : clause.replace(/\.$/, '');
}

function readClause(draft: Draft, clause: string): boolean {
  for (const [pattern, read] of clauseReaders) {
    const match = pattern.exec(clause);
    if (match !== null && read(draft, match)) return true;
  }
  const found = parseIdentification(clause);
  if (found === null) return false;
  for (const flag of found.flags) pushIf(draft.flags, flag);
  // Why: the document is kept without its date or country; the clause keeps what they were said to be.
  if (found.flags.length > 0) draft.rest.push(clause);
  draft.identifications.push(found.identification);
  if (found.use === 'registration') draft.registrationNumbers.push(found.identification.number);
  if (found.use === 'tax') draft.taxNumbers.push(found.identification.number);
  return true;
}

function pushIf<T>(list: T[], value: T | null | undefined): boolean {
  if (value === null || value === undefined || value === '') return false;
  if (!list.includes(value)) list.push(value);
  return true;
}

function pushCountry(list: string[], text: string | undefined): boolean {
  return pushIf(list, readCountry(text ?? '').code);
}

function setOnce<K extends 'imo' | 'mmsi' | 'buildDate' | 'established'>(
  draft: Draft,
  key: K,
  value: string | null | undefined,
): boolean {
  // Why: a second, different number is no synonym of the first; it stays readable in the rest.
  if (!value || (draft[key] !== null && draft[key] !== value)) return false;
  draft[key] = value;
  return true;
}
