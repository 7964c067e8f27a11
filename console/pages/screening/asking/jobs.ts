import type { Document } from '../../../parts/document.js';
import { type Restriction, scopeOf } from '../../search/asking/restriction.js';
import type { LineKind } from '../lines/kindOf.js';
import type { LineQuestion } from '../lines/question.js';
import { isMistake, type ScreenLine } from '../lines/readLines.js';
import { ScreenNumber, ScreenOrganizations, ScreenPersons, ScreenVessels } from './screening.gql.js';

/** A question of one or many lines. */
export interface Job {
  readonly document: Document<unknown, object>;
  readonly variables: object;
  /** Numbers of its lines, in the order in which they are asked. */
  readonly lines: readonly number[];
}

/** Candidates that are listed of a line. */
export const FIRST = 3;

/** Names asked at once. The graph takes a hundred; in quarters the table fills while its reader begins. */
const AT_ONCE = 25;

const documents = { person: ScreenPersons, organization: ScreenOrganizations, vessel: ScreenVessels } as const;

/**
 * The questions of lines: names of a kind together, each number by itself, in the order of the lines. Lines with a mistake have none.
 *
 * @param only to what each is restricted
 */
export function jobsOf(lines: readonly ScreenLine[], only: Restriction): readonly Job[] {
  const scope = scopeOf(only);
  const jobs: Job[] = [];
  const open = new Map<LineKind, { readonly line: number; readonly asked: object }[]>();
  const close = (kind: Exclude<LineKind, 'number'>) => {
    const batch = open.get(kind) ?? [];
    open.delete(kind);
    if (batch.length === 0) return;
    const variables = { asked: batch.map(({ asked }) => asked), ...scope, first: FIRST };
    jobs.push({ document: documents[kind] as Job['document'], variables, lines: batch.map(({ line }) => line) });
  };
  for (const { line, read } of lines) {
    if (isMistake(read)) continue;
    const question: LineQuestion = read;
    if (question.kind === 'number') {
      const variables = { text: question.text, ...scope, first: FIRST };
      jobs.push({ document: ScreenNumber as Job['document'], variables, lines: [line] });
      continue;
    }
    const batch = open.get(question.kind) ?? [];
    open.set(question.kind, [...batch, { line, asked: question.asked }]);
    if (batch.length + 1 === AT_ONCE) close(question.kind);
  }
  for (const kind of ['person', 'organization', 'vessel'] as const) close(kind);
  return jobs;
}

/** Where the answer to the nth line of a job stands. */
export function placeOf(job: Job, at: number): readonly (string | number)[] {
  return job.document === (ScreenNumber as Job['document']) ? ['search'] : ['found', at];
}
