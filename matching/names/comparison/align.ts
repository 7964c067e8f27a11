import type { NameToken } from '../analysedName.js';
import type { Alignment, Pair } from './alignment.js';
import { joinedPairs } from './joined.js';
import { likeness } from './likeness.js';

/** Whether a word tells who is named, and so must be accounted for. */
export function tells({ role }: NameToken): boolean {
  return role !== 'glue' && role !== 'form';
}

/** Pairs the words of two names, the likest first; then those that are written together on one side. */
export function align(a: readonly NameToken[], b: readonly NameToken[]): Alignment {
  const found: Pair[] = [];
  a.forEach((one, atA) => {
    if (!tells(one)) return;
    b.forEach((other, atB) => {
      const like = tells(other) ? likeness(one, other) : undefined;
      if (like) found.push({ ...like, a: [one], b: [other], atA, atB });
    });
  });
  found.sort((x, y) => x.loss - y.loss || Math.abs(x.atA - x.atB) - Math.abs(y.atA - y.atB));
  const [usedA, usedB] = [new Set<NameToken>(), new Set<NameToken>()];
  const pairs: Pair[] = [];
  const take = (pair: Pair): void => {
    if (pair.a.some((each) => usedA.has(each)) || pair.b.some((each) => usedB.has(each))) return;
    for (const each of pair.a) usedA.add(each);
    for (const each of pair.b) usedB.add(each);
    pairs.push(pair);
  };
  found.forEach(take);
  const left = (tokens: readonly NameToken[], used: ReadonlySet<NameToken>) =>
    tokens.filter((each) => tells(each) && !used.has(each));
  if (left(a, usedA).length > 0 && left(b, usedB).length > 0) joinedPairs(a, b, usedA, usedB).forEach(take);
  return { pairs, leftA: left(a, usedA), leftB: left(b, usedB) };
}
