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
}

/** What an answer says of each line, in the order of the lines. */
export function toLineAnswers(
  lines: readonly AskedLine[],
  { data, receipt }: Pick<Answer, 'data' | 'receipt'>,
): LineAnswer[] {
  const next: Record<ScreenedKind, number> = { person: 0, organization: 0, vessel: 0 };
  return lines.map(({ line, ref, said: { kind, asked } }) => {
    const found = (data[kind] as readonly (Found | null)[] | null | undefined)?.[next[kind]];
    next[kind] += 1;
    const { state = 'DENIED', cutOff = null, matches = [] } = found ?? {};
    return { line, ref, kind, asked, state, cutOff, matches: matches ?? [], receipt };
  });
}

/** What is said of a line that asks nothing. */
export function toRefusal({ line, ref, said }: ScreenedLine): LineAnswer {
  return { line, ref, error: said as { field: string; reason: string } };
}
