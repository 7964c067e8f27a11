import type { NameToken } from '../analysedName.js';
import type { Alignment, Pair } from './alignment.js';
import { editCost, oneLetter } from './editCost.js';

/** Evidence against one bearer: different words, another order of father and son, another legal form. */
export interface NameContradiction {
  readonly how: 'word' | 'order' | 'form';
  readonly a: readonly NameToken[];
  readonly b: readonly NameToken[];
  /** How similar the words are, from 0 to 1. */
  readonly near: number;
}

/** The evidence against one bearer of two names. Words left over on one side alone are none. */
export function contradictionsOf(
  { pairs, leftA, leftB }: Alignment,
  a: readonly NameToken[],
  b: readonly NameToken[],
  ordered: boolean,
): readonly NameContradiction[] {
  const found: NameContradiction[] = [];
  const [tellsA, tellsB] = [withInitials(leftA, leftB, a), withInitials(leftB, leftA, b)];
  if (tellsA.length > 0 && tellsB.length > 0)
    found.push({ how: 'word', a: tellsA, b: tellsB, near: nearness(tellsA, tellsB) });
  const misplaced = ordered ? outOfOrder(pairs) : undefined;
  if (misplaced) found.push({ how: 'order', a: misplaced.a, b: misplaced.b, near: 1 });
  const [formsA, formsB] = [a.filter(hasClass), b.filter(hasClass)];
  if (
    formsA.length > 0 &&
    formsB.length > 0 &&
    !formsA.some(({ value }) => formsB.some((each) => each.value === value))
  )
    found.push({ how: 'form', a: formsA, b: formsB, near: 1 });
  return found;
}

// A lone b is short for bin, but against an initial it is one too.
function withInitials(
  left: readonly NameToken[],
  leftOther: readonly NameToken[],
  own: readonly NameToken[],
): readonly NameToken[] {
  const telling = left.filter(contradicts);
  if (telling.length > 0 || !leftOther.some(({ role }) => role === 'initial')) return telling;
  return own.filter(({ role, written }) => role === 'glue' && written === 'b');
}

function contradicts({ role }: NameToken): boolean {
  return role !== 'title';
}

function hasClass({ role, value }: NameToken): boolean {
  return role === 'form' && value !== undefined;
}

// The order distinguishes father and son.
function outOfOrder(pairs: readonly Pair[]): Pair | undefined {
  const isNamed = (tokens: readonly NameToken[]): boolean => tokens.some(({ role }) => role === 'name');
  // Both sides count, since a word may be a patronymic on one side and a name on the other.
  const inOrder = pairs.filter(({ a, b }) => isNamed(a) && isNamed(b)).sort((x, y) => x.atA - y.atA);
  return inOrder.find((pair, index) => index > 0 && pair.atB < (inOrder[index - 1] as Pair).atB);
}

function nearness(a: readonly NameToken[], b: readonly NameToken[]): number {
  let nearest = 0;
  for (const tokenA of a)
    for (const tokenB of b) {
      const [one = '', other = ''] = [tokenA.sounds[0], tokenB.sounds[0]];
      const length = Math.max(one.length, other.length, 1);
      nearest = Math.max(nearest, 1 - Math.min(1, editCost(one, other, length * oneLetter) / oneLetter / length));
    }
  return nearest;
}
