import type { Answer } from '../demo/ask.js';
import type { ScreenedLine } from './lines.js';
import type { Question, ScreenedKind } from './question.js';
import type { Screening } from './screening.js';

/** A line that asks something. */
export interface AskedLine extends ScreenedLine {
  readonly said: Question;
}

/** What is said of a line in the answer file. */
export interface LineAnswer {
  readonly line: number;
  readonly ref: string | null;
  readonly kind?: ScreenedKind;
  readonly asked?: Question['asked'];
  /** `OK`: all was searched; an empty list of matches is a no-hit. See `SearchState` of the graph. */
  readonly state?: string;
  readonly cutOff?: number | null;
  readonly matches?: readonly unknown[];
  /** A record of which this viewer may know, and see nothing; null: none, or not for this viewer. */
  readonly hit?: { readonly id: string } | null;
  /** Whether a hit was looked for: see `HitState` of the graph. Null where the answer has none. */
  readonly hitState?: string | null;
  /** Whom to ask about the hit, by its id. */
  readonly hitContact?: string | null;
  /** Among the questions of its kind in the answer, from 0, and the salt of its digest in the log; where it is certified. */
  readonly place?: number;
  readonly salt?: string | null;
  /** Of the options and all lines up to this one; given when it is written. See `inputDigest.ts`. */
  readonly inputDigest?: string;
  /** Where the log keeps what was asked and shown. */
  readonly receipt?: Answer['receipt'];
  /** Why the line was not asked. */
  readonly error?: { readonly field: string; readonly reason: string };
}

/** Whether a line asks something. */
export function isAsked(line: ScreenedLine): line is AskedLine {
  return 'asked' in line.said;
}

/** The variables of the document `screening.graphql` for these lines. */
export function toVariables(
  lines: readonly AskedLine[],
  { first, certificates }: Pick<Screening, 'first' | 'certificates'>,
): Readonly<Record<string, unknown>> {
  const of = (kind: ScreenedKind) =>
    lines
      .filter(({ said }) => said.kind === kind)
      .map(({ said, ref }) => ({ ...said.asked, ...(ref === null ? {} : { ref }) }));
  const [persons, organizations, vessels] = [of('person'), of('organization'), of('vessel')];
  return {
    ...{ persons, organizations, vessels, first },
    anyPersons: persons.length > 0,
    anyOrganizations: organizations.length > 0,
    anyVessels: vessels.length > 0,
    certify: certificates !== undefined,
  };
}

interface Found {
  readonly ref?: string | null;
  readonly salt?: string | null;
  readonly state: string;
  readonly cutOff: number | null;
  readonly matches: readonly unknown[] | null;
  readonly hit: { readonly id: string } | null;
  readonly hitState: string | null;
  readonly hitContact: string | null;
}

/**
 * What an answer says of each line, in the order of the lines.
 *
 * @throws Error where a question comes back with another key than it was asked with
 */
export function toLineAnswers(
  lines: readonly AskedLine[],
  { data, receipt }: Pick<Answer, 'data' | 'receipt'>,
): LineAnswer[] {
  const next: Record<ScreenedKind, number> = { person: 0, organization: 0, vessel: 0 };
  return lines.map(({ line, ref, said: { kind, asked } }) => {
    const place = next[kind];
    const found = (data[kind] as readonly (Found | null)[] | null | undefined)?.[place];
    next[kind] += 1;
    if (found && (found.ref ?? null) !== ref) throw new Error(`The answer to line ${line} is to another question.`);
    const {
      state = 'DENIED',
      cutOff = null,
      matches = [],
      hit = null,
      hitState = null,
      hitContact = null,
    } = found ?? {};
    const told = { hit, hitState, ...(hit === null ? {} : { hitContact }) };
    const salted = found?.salt ? { place, salt: found.salt } : {};
    return { line, ref, kind, asked, state, cutOff, matches: matches ?? [], ...told, ...salted, receipt };
  });
}

/** Whether a line was searched as far as this viewer may; a hit that was to be looked for and was not is a part of it. */
export function isWhole({ state, hitState = null }: LineAnswer): boolean {
  return state === 'OK' && (hitState === 'ASKED' || hitState === 'NOT_ASKED');
}

/** Whether something was found of a line, be it that there is a record alone. */
export function isFound({ matches = [], hit = null }: Pick<LineAnswer, 'matches' | 'hit'>): boolean {
  return matches.length > 0 || hit !== null;
}

/** What is said of a line that asks nothing. */
export function toRefusal({ line, ref, said }: ScreenedLine): LineAnswer {
  return { line, ref, error: said as { field: string; reason: string } };
}
