import { z } from 'zod';
import { type AskedWord, hasWords, wholeName } from '../../../matching/index.js';
import { openedOriginators } from '../../../policy/rules/ofAsked.js';
import { analyseOnce } from '../matching/compared.js';
import type { SourceSession } from '../sourceSession.js';

const shape = z.object({
  kind: z.literal('subject'),
  request: z.string(),
  agency: z.string(),
  isNew: z.boolean(),
  name: z.string(),
  birthDate: z.string().nullable(),
  documents: z.array(z.object({ number: z.string(), country: z.string().nullable(), kind: z.string().nullable() })),
  eori: z.string().nullable(),
  confirmed: z.array(z.string()),
  excluded: z.array(z.string()),
  isEoriTold: z.boolean(),
  refs: z.array(z.object({ ref: z.string(), twin: z.number().nullable() })),
  others: z.array(z.string()),
});

/** A person who asks what is held of them, as every source compares records with them. */
export interface AskedSubject {
  /** Id of the request, which the log and the letter name. */
  readonly request: string;
  /** Whose records are searched. */
  readonly agency: string;
  /** Whether the request was first asked now. */
  readonly isNew: boolean;
  readonly name: string;
  /** `YYYY-MM-DD` */
  readonly birthDate: string | null;
  /** Their numbers as `compactNumber` makes them, upper-case countries, kinds of `IdentificationType`. */
  readonly documents: readonly StatedDocument[];
  readonly eori: string | null;
  /** Ids of namesakes that the officer decided to be this person's. */
  readonly confirmed: readonly string[];
  /** Ids that the officer decided to be somebody else's. */
  readonly excluded: readonly string[];
  /** Pseudonyms of the persons' records that were found, and which of several people of one name and date each is of. */
  readonly refs: readonly { readonly ref: string; readonly twin: number | null }[];
  /** Pseudonyms of records of the name that the officer decided to be somebody else's: what points at them is that person's. */
  readonly others: readonly string[];
  /** Whether a record that was found has the EORI number; else it may be misread, and finds no link of another name. */
  readonly isEoriTold: boolean;
}

/** A document of the person. */
interface StatedDocument {
  readonly number: string;
  readonly country: string | null;
  readonly kind: string | null;
}

/** Seals the person for all sources. Called once the quota is reserved: no source searches without it. */
export function sealAsked(session: SourceSession, asked: AskedSubject): string {
  return session.sealProbe({ kind: 'subject', ...asked });
}

/**
 * The person of a probe; null where it was not sealed for this viewer and request, and where the viewer may open records of that
 * agency to nobody.
 */
export function openAsked(session: SourceSession, probe: string): AskedSubject | null {
  return session.once(openAsked, probe, () => {
    const { data } = shape.safeParse(session.openProbe(probe));
    if (!data || !openedOriginators(session.policy, session.facts).includes(data.agency)) return null;
    const { kind: _kind, ...asked } = data;
    return asked;
  });
}

/** The words of a name in each of its readings; null for a name of fewer than two words. */
export function wordsOf(name: string): readonly (readonly AskedWord[])[] | null {
  return wholeName(analyseOnce(name, 'person'));
}

/** Whether a name has all words of the asked one, as a hit compares them: equal in one reading, in any order and script. */
export function namedAlike({ name }: Pick<AskedSubject, 'name'>): (other: string) => boolean {
  const readings = wordsOf(name) ?? [];
  return (other) => readings.some((words) => hasWords(analyseOnce(other, 'person'), words));
}

/**
 * Whether a name of two words at least is all within the asked one, which has more: sources leave out second names. Too little for
 * saying that it is the same.
 */
export function namedShorter({ name }: Pick<AskedSubject, 'name'>): (other: string) => boolean {
  const asked = analyseOnce(name, 'person');
  return (other) => (wordsOf(other) ?? []).some((words) => hasWords(asked, words));
}

/** Whether the officer decided that a row is somebody else's. Of what nobody saw nobody can have decided, and no answer tells its id. */
export function isExcluded(
  { excluded }: Pick<AskedSubject, 'excluded'>,
  { id, asked_opened: isOpened }: { readonly id: string; readonly asked_opened: boolean },
): boolean {
  return isOpened && excluded.includes(id);
}

/** A period, both of its days inclusive, as precise as they are known. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

/**
 * What dates of birth say of whose a record is. SAME: one of them is the full date. OTHER: each tells that it is somebody else.
 * UNKNOWN: one, or the lack of any, leaves it open.
 */
export function bornAlike(
  { birthDate }: Pick<AskedSubject, 'birthDate'>,
  dates: readonly string[],
  periods: readonly Period[] = [],
): 'SAME' | 'OTHER' | 'UNKNOWN' {
  if (birthDate === null) return 'UNKNOWN';
  if (dates.includes(birthDate)) return 'SAME';
  const mayBe =
    dates.some((date) => birthDate.startsWith(`${date}-`)) ||
    // Why the sign: it comes after every day of a month, and every month of a year.
    periods.some(({ from, to }) => from <= birthDate && birthDate <= `${to}~`);
  return mayBe || dates.length + periods.length === 0 ? 'UNKNOWN' : 'OTHER';
}
