import type { NamedKind, NameToken } from '../analysedName.js';
import type { Alignment, Pair } from './alignment.js';
import { editCost, oneLetter } from './editCost.js';
import { readInOtherLanguage } from './otherName/languages.js';

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
  kind: NamedKind,
  ordered: boolean,
): readonly NameContradiction[] {
  const found: NameContradiction[] = [];
  const [tellsA, tellsB] = [withInitials(leftA, leftB, a), withInitials(leftB, leftA, b)];
  if (tellsA.length > 0 && tellsB.length > 0)
    found.push({ how: 'word', a: tellsA, b: tellsB, near: nearness(tellsA, tellsB) });
  const counted = a.some(isSeries) && b.some(isSeries) ? undefined : pairs.find(isOtherNumber);
  if (counted) found.push({ how: 'word', a: counted.a, b: counted.b, near: 0 });
  const mixed = kind === 'person' ? readInOtherLanguage(pairs) : undefined;
  if (mixed) found.push({ how: 'word', a: mixed.a, b: mixed.b, near: 0 });
  const [ofA, ofB] = [a.find(isGeneration), b.find(isGeneration)];
  if (ofA && ofB && ofA.value !== ofB.value) found.push({ how: 'word', a: [ofA], b: [ofB], near: 0 });
  const misplaced = ordered || (areMixed(pairs) && ![...a, ...b].some(isAnd)) ? outOfOrder(pairs) : undefined;
  if (misplaced) found.push({ how: 'order', a: misplaced.a, b: misplaced.b, near: 1 });
  const [formsA, formsB] = [a.filter(hasClass), b.filter(hasClass)];
  if (
    // Who translates a name translates the form too, to one that is near.
    !pairs.some(({ how }) => how === 'meaning') &&
    formsA.length > 0 &&
    formsB.length > 0 &&
    !formsA.some(({ value }) => formsB.some((each) => each.value === value))
  )
    found.push({ how: 'form', a: formsA, b: formsB, near: 1 });
  return found;
}

/** Before the mother's name, which Spanish and Filipino writers also have in another place: Dellosa y Cain. */
const isAnd = ({ role, written }: NameToken): boolean => role === 'glue' && written === 'y';

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

const isOtherNumber = ({ how, loss }: Pair): boolean => how === 'number' && loss > 0;

/** Funds of one house, which lists name by any of their numbers. */
const series: ReadonlySet<string> = new Set(['fund', 'invfund', 'trust', 'partner', 'capital']);
const isSeries = ({ value = '' }: NameToken): boolean => series.has(value);

/** Jr., Sr., III. */
function isGeneration({ role, value }: NameToken): boolean {
  return role === 'title' && value !== undefined;
}

function hasClass({ role, value }: NameToken): boolean {
  return role === 'form' && value !== undefined;
}

/** Of women in Vietnam, at any place behind the family name. */
const ofWomen = 'thi';

// Both sides count, since a word may be a patronymic on one side and a name on the other.
function namedInOrder(pairs: readonly Pair[]): readonly Pair[] {
  const isNamed = (tokens: readonly NameToken[]): boolean =>
    tokens.some(({ role, written }) => role === 'name' && written !== ofWomen);
  return pairs.filter(({ a, b }) => isNamed(a) && isNamed(b)).sort((x, y) => x.atA - y.atA);
}

/** Muhammad, which stands in honour before or behind a given name. */
const isHonoured = ({ a, b }: Pair): boolean => [a, b].every(([first]) => first?.forms?.includes('muhammad'));

/**
 * Of three words and more, a family name that is moved to the other end leaves the others as they are, and some turn a name
 * around. In any other order they are of another bearer: Musa Ibrahim Sani is a son of Ibrahim, Ibrahim Musa Sani one of Musa.
 */
function areMixed(pairs: readonly Pair[]): boolean {
  return isMixed(namedInOrder(pairs)) && isMixed(namedInOrder(pairs.filter((pair) => !isHonoured(pair))));
}

function isMixed(order: readonly Pair[]): boolean {
  const isRepeated = (side: 'a' | 'b') => new Set(order.map((pair) => pair[side][0]?.sounds[0])).size < order.length;
  if (order.length < 3 || isRepeated('a') || isRepeated('b')) return false;
  const places = order.map(({ atB }) => atB);
  const backward = places.filter((place, at) => place < (places.at(at - 1) as number)).length;
  const isTurned = places.every((place, at) => at === 0 || place < (places[at - 1] as number));
  // Around the ring of a name that was moved as a whole there is one step back.
  return backward !== 1 && !isTurned;
}

// The order distinguishes father and son.
function outOfOrder(pairs: readonly Pair[]): Pair | undefined {
  const inOrder = namedInOrder(pairs);
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
