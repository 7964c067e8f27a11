import type { Answered, Receipt } from '../../../../client/index.js';
import type { Restriction } from '../../search/asking/restriction.js';
import type { Outcome } from '../asking/run.js';
import type { LineKind } from '../lines/kindOf.js';
import { isMistake, type ScreenLine } from '../lines/readLines.js';
import type { Found } from './found.js';
import { matchFound } from './matchFound.js';
import { numberFound } from './numberFound.js';

/** A line of the table to work through. */
export interface WorkRow {
  readonly line: ScreenLine;
  /** As what it is asked; undefined: it was not read. */
  readonly as: LineKind | undefined;
  /** To what its question was restricted. */
  readonly only: Restriction;
  readonly outcome: Outcome | undefined;
  readonly answer: Answered | undefined;
  /** Undefined: there is no answer. */
  readonly found: Found | undefined;
  readonly receipt: Receipt | undefined;
}

const kinds = { person: 'persons', organization: 'organizations', vessel: 'vessels' } as const;

/** A line as it stands in the table. */
export function workRow(line: ScreenLine, outcome: Outcome | undefined, only: Restriction): WorkRow {
  const as = isMistake(line.read) ? undefined : line.read.kind;
  if (as === undefined || outcome?.state !== 'answered') {
    return { line, as, only, outcome, answer: undefined, found: undefined, receipt: undefined };
  }
  const { answer, path } = outcome;
  const found = as === 'number' ? numberFound(answer) : matchFound(answer, path, kinds[as]);
  return { line, as, only, outcome, answer, found, receipt: answer.extensions.audit };
}

/** What its reader noted of a line, in memory. */
export type Mark = 'done' | 'look';

/** Parts of the table. */
export const views = ['all', 'look', 'nothing', 'open', 'done'] as const;
export type View = (typeof views)[number];

/**
 * Where a line stands: `open` has no answer yet; `nothing` is a no-hit, searched whole; `look` is all else: something was found, or
 * an empty result is worth less.
 */
export function viewOf({ outcome, found }: WorkRow, mark: Mark | undefined): Exclude<View, 'all'> {
  if (mark) return mark;
  if (outcome?.state === 'waiting' || outcome?.state === 'asking') return 'open';
  return found?.worth === 'whole' && found.candidates.length + found.hits.length === 0 ? 'nothing' : 'look';
}
