import type { Answer } from '../demo/ask.js';
import type { ScreenedLine } from './lines.js';
import type { Mistake, Question, ScreenedKind } from './question.js';
import type { Screening } from './screening.js';

/** A line with a question. */
export interface AskedLine extends ScreenedLine {
  readonly read: Question;
}

/** The answer to a line, as the answer file has it. */
export interface LineAnswer {
  readonly line: number;
  readonly ref: string | null;
  readonly kind?: ScreenedKind;
  readonly asked?: Question['asked'];
  /** `OK`: everything was searched, and no matches mean no-hit. See `SearchState` of the graph. */
  readonly state?: string;
  readonly cutOff?: number | null;
  readonly matches?: readonly unknown[];
  /** A record that this viewer may know of and not see; null: none, or not for this viewer. */
  readonly hit?: { readonly id: string } | null;
  /** Whether a hit was looked for: see `HitState` of the graph. */
  readonly hitState?: string | null;
  /** Whom to ask about the hit, by its id. */
  readonly hitContact?: string | null;
  /** For certificates: place among the questions of its kind in the answer, from 0, and salt of its digest in the log. */
  readonly place?: number;
  readonly salt?: string | null;
  /** Of the options and all lines up to this one; set when it is written. See `inputDigest.ts`. */
  readonly inputDigest?: string;
  /** The log entry of what was asked and shown. */
  readonly receipt?: Answer['receipt'];
  /** Why the line was not asked. */
  readonly error?: { readonly field: string; readonly reason: string };
}

/** Whether a line has a question. */
export function isAsked(line: ScreenedLine): line is AskedLine {
  return 'asked' in line.read;
}

/** The variables of the document `screening.graphql` for these lines. */
export function toVariables(
  lines: readonly AskedLine[],
  { first, certificates }: Pick<Screening, 'first' | 'certificates'>,
): Readonly<Record<string, unknown>> {
  const of = (kind: ScreenedKind) =>
    lines
      .filter(({ read }) => read.kind === kind)
      .map(({ read, ref }) => ({ ...read.asked, ...(ref === null ? {} : { ref }) }));
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
 * The answer to each line, in the order of the lines.
 *
 * @throws Error where a question comes back with another key than it was asked with
 */
export function toLineAnswers(
  lines: readonly AskedLine[],
  { data, receipt }: Pick<Answer, 'data' | 'receipt'>,
): LineAnswer[] {
  const next: Record<ScreenedKind, number> = { person: 0, organization: 0, vessel: 0 };
  return lines.map(({ line, ref, read: { kind, asked } }) => {
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
    const ofHit = { hit, hitState, ...(hit === null ? {} : { hitContact }) };
    const salted = found?.salt ? { place, salt: found.salt } : {};
    return { line, ref, kind, asked, state, cutOff, matches: matches ?? [], ...ofHit, ...salted, receipt };
  });
}

/** Whether a line was searched in full, as far as this viewer may, including a hit where one was to be looked for. */
export function isWhole({ state, hitState = null }: LineAnswer): boolean {
  return state === 'OK' && (hitState === 'ASKED' || hitState === 'NOT_ASKED');
}

/** Whether a line has a match or a hit. */
export function isFound({ matches = [], hit = null }: Pick<LineAnswer, 'matches' | 'hit'>): boolean {
  return matches.length > 0 || hit !== null;
}

/** The answer to a line with a mistake. */
export function toRefusal({ line, ref, read }: ScreenedLine): LineAnswer {
  return { line, ref, error: read as Mistake };
}
