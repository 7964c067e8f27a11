import type { NameToken } from '../analysedName.js';
import type { Alignment, Pair } from './alignment.js';
import { editCost, oneLetter } from './editCost.js';

/** What speaks against one bearer: other words, another order of father and son, another form of company. */
export interface NameContradiction {
  readonly how: 'word' | 'order' | 'form';
  readonly a: readonly NameToken[];
  readonly b: readonly NameToken[];
  /** How near the words are, from 0 to 1. */
  readonly near: number;
}

/** What speaks against one bearer of two names. A word left over on one side alone does not. */
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
  const turned = ordered ? outOfOrder(pairs) : undefined;
  if (turned) found.push({ how: 'order', a: turned.a, b: turned.b, near: 1 });
  const [formsA, formsB] = [a.filter(hasClass), b.filter(hasClass)];
  if (
    formsA.length > 0 &&
    formsB.length > 0 &&
    !formsA.some(({ value }) => formsB.some((each) => each.value === value))
  )
    found.push({ how: 'form', a: formsA, b: formsB, near: 1 });
  return found;
}

// Why: a lone b is short for bin; against another initial it is one.
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

// Father and son are told apart by who stands first.
function outOfOrder(pairs: readonly Pair[]): Pair | undefined {
  const isNamed = (tokens: readonly NameToken[]): boolean => tokens.some(({ role }) => role === 'name');
  // Why on both sides: one and the same word may be a father's name on one side and a name on the other.
  const inOrder = pairs.filter(({ a, b }) => isNamed(a) && isNamed(b)).sort((x, y) => x.atA - y.atA);
  return inOrder.find((pair, index) => index > 0 && pair.atB < (inOrder[index - 1] as Pair).atB);
}

function nearness(a: readonly NameToken[], b: readonly NameToken[]): number {
  let nearest = 0;
  for (const {
    sounds: [one = ''],
  } of a)
    for (const {
      sounds: [other = ''],
    } of b) {
      const length = Math.max(one.length, other.length, 1);
      nearest = Math.max(nearest, 1 - Math.min(1, editCost(one, other, length * oneLetter) / oneLetter / length));
    }
  return nearest;
}
