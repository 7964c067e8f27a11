import type { AnswerError, Answered } from './answer.js';
import { readWithheld, type WithheldCells, type WithheldLine } from './withheld.js';

/** A response path: names as the document has them (aliases), numbers for places in lists. */
export type CellPath = readonly (string | number)[];

/** Why something is withheld, and who can change it. */
export interface WithheldBecause {
  readonly category: string;
  /** `PURPOSE`, `CASE_REFERENCE`, `CATEGORY`, `ORIGINATOR` or `RECORD`. */
  readonly reason: string;
  /** Whom to ask, in a sentence. */
  readonly ask: string;
  /** The originator's contact point, where policy lends it. */
  readonly contact?: string;
}

/** What an answer says of one cell. */
export type CellState =
  | { readonly state: 'shown'; readonly value: unknown }
  /** The record has no value. */
  | { readonly state: 'null' }
  | ({ readonly state: 'masked'; readonly value: unknown } & WithheldBecause)
  /** Whether there is a value is withheld too. */
  | ({ readonly state: 'withheld' } & WithheldBecause)
  /** A value exists, and that is all: ask the originator. */
  | ({ readonly state: 'hit' } & WithheldBecause)
  /** A source, or a limit, left it out: nobody knows whether there is a value. */
  | { readonly state: 'unanswered'; readonly error: AnswerError };

const read = new WeakMap<object, WithheldCells>();

/**
 * What an answer says of the cell at a path. Where an object on the way is not there, it is that object's state.
 *
 * @throws RangeError where the answer has no such place; where lines and data do not fit together
 */
export function cellState(answer: Answered, path: CellPath): CellState {
  const cells = cellsOf(answer);
  let value: unknown = answer.data;
  let line: WithheldLine | undefined;
  for (const [index, step] of path.entries()) {
    if (value === null) break;
    if (typeof value !== 'object' || !Object.hasOwn(value, step)) throw new RangeError(`not asked: ${path.join('.')}`);
    // A line about the items of a list is about the field that has the list.
    if (!Array.isArray(value)) line = cells.lineOf(value, String(step));
    value = (value as Record<string | number, unknown>)[step];
    if (value === null) return stateOfNull(answer, line, path.slice(0, index + 1));
  }
  if (line?.effect === 'MASKED') return { state: 'masked', value, ...because(line) };
  return { state: 'shown', value };
}

function cellsOf(answer: Pick<Answered, 'data' | 'extensions'>): WithheldCells {
  const known = read.get(answer);
  if (known) return known;
  const cells = readWithheld(answer);
  read.set(answer, cells);
  return cells;
}

function stateOfNull(
  { errors = [] }: Pick<Answered, 'errors'>,
  line: WithheldLine | undefined,
  path: CellPath,
): CellState {
  if (line) return { state: line.effect === 'HIT' ? 'hit' : 'withheld', ...because(line) };
  const error = errors.find((each) => explains(each, path));
  return error ? { state: 'unanswered', error } : { state: 'null' };
}

function because({ category, reason, contact }: WithheldLine): WithheldBecause {
  return { category, reason, ask: asks[reason] ?? asks.RECORD, ...(contact === undefined ? {} : { contact }) };
}

const asks: Readonly<Record<string, string>> & { readonly RECORD: string } = {
  PURPOSE: 'Nobody gets this for the stated purpose: state the purpose that is true.',
  CASE_REFERENCE: 'State the case that you ask for.',
  CATEGORY: 'Your agency and role get no more of this: ask who decides about this right.',
  ORIGINATOR: 'The originator restricts this record: ask the contact point.',
  RECORD: 'Something in the record restricts it: ask its originator.',
};

/** Whether an error is why there is null at a path: at it, on the way to it, or below it where null has risen. */
function explains({ path: at, extensions }: AnswerError, path: CellPath): boolean {
  // Of a source that gave nothing, `path` is what all places share, and `at` is their pattern.
  if (extensions.code.startsWith('SOURCE_') && extensions.at !== undefined) return meet(extensions.at.split('.'), path);
  return at === undefined || meet(at, path);
}

function meet(pattern: CellPath, path: CellPath): boolean {
  const length = Math.min(pattern.length, path.length);
  for (let index = 0; index < length; index += 1)
    if (pattern[index] !== '*' && String(pattern[index]) !== String(path[index])) return false;
  return true;
}
