import type { Answer } from '../demo/ask.js';
import type { ScreenedLine } from './lines.js';
import type { Question, ScreenedKind } from './question.js';

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
  /** Whom to ask about the hit: contacts of all originators of hits of the kind that were answered at once. */
  readonly askAt?: readonly string[];
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
export function toVariables(lines: readonly AskedLine[], first: number): Readonly<Record<string, unknown>> {
  const of = (kind: ScreenedKind) => lines.filter(({ said }) => said.kind === kind).map(({ said }) => said.asked);
  const [persons, organizations, vessels] = [of('person'), of('organization'), of('vessel')];
  return {
    ...{ persons, organizations, vessels, first },
    anyPersons: persons.length > 0,
    anyOrganizations: organizations.length > 0,
    anyVessels: vessels.length > 0,
  };
}

interface Found {
  readonly state: string;
  readonly cutOff: number | null;
  readonly matches: readonly unknown[] | null;
  readonly hit: { readonly id: string } | null;
}

/** What an answer says of each line, in the order of the lines. */
export function toLineAnswers(
  lines: readonly AskedLine[],
  { data, withheld, receipt }: Pick<Answer, 'data' | 'withheld' | 'receipt'>,
): LineAnswer[] {
  const next: Record<ScreenedKind, number> = { person: 0, organization: 0, vessel: 0 };
  return lines.map(({ line, ref, said: { kind, asked } }) => {
    const found = (data[kind] as readonly (Found | null)[] | null | undefined)?.[next[kind]];
    next[kind] += 1;
    const { state = 'DENIED', cutOff = null, matches = [], hit = null } = found ?? {};
    const told = hit === null ? { hit } : { hit: { id: hit.id }, askAt: contactsOf(kind, withheld) };
    return { line, ref, kind, asked, state, cutOff, matches: matches ?? [], ...told, receipt };
  });
}

function contactsOf(kind: ScreenedKind, withheld: Answer['withheld']): readonly string[] {
  const ofHits = withheld.filter(({ path }) => path.startsWith(`${kind}.*.hit`));
  return [...new Set(ofHits.flatMap(({ contact }) => contact ?? []))];
}

/** Whether nothing was found of a line that was asked: neither a match nor a hit. */
export function isNoHit(answer: LineAnswer): boolean {
  return answer.error === undefined && answer.state === 'OK' && !isFound(answer);
}

/** Whether something was found of a line, be it that there is a record alone. */
export function isFound({ matches = [], hit = null }: Pick<LineAnswer, 'matches' | 'hit'>): boolean {
  return matches.length > 0 || hit !== null;
}

/** What is said of a line that asks nothing. */
export function toRefusal({ line, ref, said }: ScreenedLine): LineAnswer {
  return { line, ref, error: said as { field: string; reason: string } };
}
