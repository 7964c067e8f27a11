import { type Cells, decodeCells } from '../../../client/cells.js';
import type { NumberedCells, SourceWithheld } from '../types.js';
import type { AnswerShape } from './answerShape.js';
import { lineKey, parentOf } from './withheld.js';

/*
 * Which objects of the client's answer a line of the withheld report is about. A source says it of the objects of its own
 * answer, by numbers; every object that a source's answer is about carries its number until the answer is shaped. Both ways
 * to shape an answer say which numbers its objects carry, and both read them here.
 */

/** The numbers of the objects of a final answer. */
export interface AnswerNumbers {
  /** Numbers that a fetch gave to the objects at a place of the answer, in their order; -1 for none. */
  of(fetch: number, counter: number): ArrayLike<number>;
  /** A byte for each object at a place: 1 where the gate took the field out of it that has this index among the pruned. */
  lacks(index: number, counter: number): Uint8Array;
}

/** A final answer, as far as its lines are about objects. */
export interface NumberedAnswer {
  readonly shape: Pick<AnswerShape, 'paths' | 'pruned'>;
  /** Objects by index of their path pattern. */
  readonly parents: readonly number[];
  readonly numbers: AnswerNumbers;
  readonly cells: readonly NumberedCells[];
}

/** A byte for each object at the place of each line, 1 where the line is about it; in the order of the lines. */
export function spreadCells(
  lines: readonly SourceWithheld[],
  { shape: { paths, pruned }, parents, numbers, cells: numbered }: NumberedAnswer,
): readonly Uint8Array[] {
  const counters = new Map(paths.map((path, counter) => [path, counter]));
  const places = lines.map((line) => {
    const counter = counters.get(parentOf(line.path)) ?? -1;
    return { counter, of: new Uint8Array(parents[counter] ?? 0) };
  });
  const holds = new Map(lines.map((line, index) => [lineKey(line), places[index]]));
  const known = new Map<string, ArrayLike<number>>();
  const numbersOf = (fetch: number, counter: number): ArrayLike<number> => {
    const key = `${fetch} ${counter}`;
    const found = known.get(key) ?? numbers.of(fetch, counter);
    known.set(key, found);
    return found;
  };
  for (const cells of numbered) {
    const at = holds.get(cells.line);
    if (at) spread(cells, numbersOf(cells.fetch, at.counter), at.of);
  }
  for (const [index, field] of pruned.entries()) {
    const at = holds.get(lineKey(field));
    if (at) join(at.of, numbers.lacks(index, at.counter));
  }
  return places.map(({ of }) => of);
}

function join(into: Uint8Array, more: Uint8Array): void {
  for (const [object, value] of more.entries()) if (value === 1) into[object] = 1;
}

function spread({ from, n, holds }: NumberedCells, numbers: ArrayLike<number>, into: Uint8Array): void {
  for (let object = 0; object < into.length; object += 1) {
    const number = (numbers[object] ?? -1) - from;
    if (number >= 0 && number < n && (holds === null || holds[number] === 1)) into[object] = 1;
  }
}

/**
 * A byte for each of `n` objects of a source's answer.
 *
 * @throws RangeError where the source means another number of objects
 */
export function readCells(cells: Cells | undefined, n: number): Uint8Array | null {
  if (!cells) return null;
  if (cells.n !== n) throw new RangeError('cells of other objects');
  return decodeCells(cells);
}
