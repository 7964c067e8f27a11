import type { NamedKind, NameToken } from '../analysedName.js';
import { likeTranslation } from './abbreviation.js';
import type { Alignment, Pair, UsedWords } from './alignment.js';
import { gapsMoved, joinedPairs } from './joined.js';
import { likeness } from './likeness.js';

/** Whether a word says who is named, and so must be accounted for. */
export function tells({ role }: NameToken): boolean {
  return role !== 'glue' && role !== 'form';
}

/** Pairs the words of two names, the most alike first; then words that are joined on one side. */
export function align(a: readonly NameToken[], b: readonly NameToken[], kind: NamedKind): Alignment {
  const found: Pair[] = [];
  for (let atA = 0; atA < a.length; atA += 1) {
    const one = a[atA] as NameToken;
    if (!tells(one)) continue;
    for (let atB = 0; atB < b.length; atB += 1) {
      const other = b[atB] as NameToken;
      const like = tells(other) ? likeness(one, other, kind) : undefined;
      if (like) found.push({ how: like.how, loss: like.loss, a: [one], b: [other], atA, atB });
    }
  }
  if (kind === 'person') gapsMoved(a, b, found);
  // Of words that are joined, as of signs that are a whole name, one may be somewhat alike: so joins compete from the start.
  if (a.some(isInSigns) || b.some(isInSigns) || found.some(isPoor))
    found.push(...joinedPairs(a, b, { a: 0, b: 0 }, kind));
  const pairs: Pair[] = [];
  let used = takeFrom(found, pairs, { a: 0, b: 0 });
  let [leftA, leftB] = [leftOf(a, used.a), leftOf(b, used.b)];
  if (leftA.length > 0 && leftB.length > 0) {
    const joined = joinedPairs(a, b, used, kind);
    if (joined.length > 0) {
      used = takeFrom(joined, pairs, used);
      [leftA, leftB] = [leftOf(a, used.a), leftOf(b, used.b)];
    }
  }
  if (kind === 'organization' && leftA.length > 0 && leftB.length > 0 && pairs.some(isTranslated)) {
    used = takeFrom(translatedPairs(a, b), pairs, used);
    [leftA, leftB] = [leftOf(a, used.a), leftOf(b, used.b)];
  }
  return { pairs, leftA, leftB };
}

function isTranslated({ how, a: [one], b: [other] }: Pair): boolean {
  return how === 'meaning' && one?.written !== other?.written;
}

// Of a name that is translated, in one script: the Indonesian for national is the English for state.
function translatedPairs(a: readonly NameToken[], b: readonly NameToken[]): Pair[] {
  return a.flatMap((one, atA) =>
    b.flatMap((other, atB) => {
      const like = likeTranslation(one, other, true);
      return like ? [{ ...like, a: [one], b: [other], atA, atB }] : [];
    }),
  );
}

/** The loss of two words that are hardly one. */
const poorLoss = 0.3;
const isPoor = ({ loss }: Pair): boolean => loss > poorLoss;

function isInSigns({ syllabic }: NameToken): boolean {
  return syllabic !== undefined;
}

function takeFrom(found: Pair[], pairs: Pair[], before: UsedWords): UsedWords {
  let { a, b } = before;
  if (found.length > 1)
    found.sort((x, y) => x.loss - y.loss || Math.abs(x.atA - x.atB) - Math.abs(y.atA - y.atB) || x.atA - y.atA);
  for (const pair of found) {
    const [ofA, ofB] = [((1 << pair.a.length) - 1) << pair.atA, ((1 << pair.b.length) - 1) << pair.atB];
    if ((a & ofA) !== 0 || (b & ofB) !== 0) continue;
    a |= ofA;
    b |= ofB;
    pairs.push(pair);
  }
  return { a, b };
}

function leftOf(tokens: readonly NameToken[], used: number): readonly NameToken[] {
  const left: NameToken[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at] as NameToken;
    if ((used & (1 << at)) === 0 && tells(token)) left.push(token);
  }
  return left;
}
