import type { NameToken } from '../names/analysedName.js';
import { type KeyedWord, toldBy, turnedSounds, withoutOne, withoutTwo, withoutVowels } from './keyedWords.js';

/** Two words of a name. */
export type Pair = readonly [KeyedWord, KeyedWord];

/** Words of a name of which pairs are keys. */
export const mostPaired = 4;
// Ways in which one word is written otherwise.
const mostOtherwise = 40;
// Sounds that two words have together: fewer tell too little, and of two words that many bear so do more.
const enoughSounds = 4;
const enoughUsualSounds = 6;
const usual = 2;

/** All twos of the words of a name that are the rarest. */
export function pairsOf(words: readonly KeyedWord[]): readonly Pair[] {
  const paired = words.slice(0, mostPaired);
  return paired.flatMap((one, at) => paired.slice(at + 1).map((other): Pair => [one, other]));
}

/** Of a pair with its vowels: of many that have one sound those first that are written alike. */
export function spelledPairKeys([
  {
    skeletons: [a = ''],
  },
  {
    skeletons: [b = ''],
  },
]: Pair): readonly string[] {
  return [pairKey('z', a, b)];
}

/** Of a pair in which two letters are swapped, with its vowels. */
export function spelledTurnedKeys([one, other]: Pair): readonly string[] {
  const [
    {
      skeletons: [a = ''],
    },
    {
      skeletons: [b = ''],
    },
  ] = [one, other];
  return [
    ...turnedSounds(one).map((turned) => pairKey('z', turned, b)),
    ...turnedSounds(other).map((turned) => pairKey('z', a, turned)),
  ];
}

/** What a pair is looked for by: both words as they are, in all their readings. */
export function samePairKeys([one, other]: Pair): readonly string[] {
  return pairKeys('x', one.told, other.told);
}

/** Under what a name with both words is kept, and others whose words have the same consonants. */
export function toldPairKey([a, b]: readonly [string, string]): string {
  return pairKey('x', toldBy(a), toldBy(b));
}

/** What is kept of a pair for those: the readings of one word beside the likeliest of the other. */
export function keptPairKeys([one, other]: Pair): readonly string[] {
  const [a, b] = [one.told, other.told];
  return [...pairKeys('x', a, b.slice(0, 1)), ...pairKeys('x', a.slice(0, 1), b)];
}

/** What a pair is looked for by in which two letters are swapped: in writing, since two letters may be one sound. */
export function turnedPairKeys([one, other]: Pair): readonly string[] {
  return [
    ...pairKeys('x', turnedSounds(one).map(toldBy), other.told),
    ...pairKeys('x', one.told, turnedSounds(other).map(toldBy)),
  ];
}

/** What is kept of a pair for one whose words are written otherwise: one as it is, the other with a letter left out. */
export function changedPairKeys(pair: Pair): readonly string[] {
  const [a, b] = pair.map(({ told: [first = ''] }) => first) as [string, string];
  return [...pairKeys('y', withoutOne(a), [b]), ...pairKeys('y', [a], withoutOne(b))];
}

/**
 * What a pair is looked for by in which one word is written otherwise. Where that has a letter too few, the pair is what is kept of
 * the other without one; with one too many, the other as it is is met without it; with another letter, both without it.
 */
export function otherwisePairKeys([one, other]: Pair): readonly string[] {
  const [a, b] = [one.told, other.told];
  const [lessA, lessB] = [changedTexts(one), changedTexts(other)];
  return [
    ...pairKeys('y', [...a, ...consonantsOf(one)], [...b, ...consonantsOf(other)]),
    ...(['x', 'y'] as const).flatMap((kind) => [...pairKeys(kind, lessA, b), ...pairKeys(kind, a, lessB)]),
  ];
}

/** Pairs by classes of sound, kept under a kind of their own of names in other scripts than Latin, which keep no more. */
export function soundPairKeys(tokens: readonly NameToken[], pairs: readonly Pair[]): readonly string[] {
  const kind = isForeign(tokens) ? 'f' : 'p';
  return pairs.flatMap((pair) => soundKeys(kind, pair));
}

/** What a name is looked for by in those: all of other scripts, and of those in Latin letters where they tell enough. */
export function askedSoundPairKeys(pair: Pair): readonly string[] {
  return [...soundKeys('f', pair), ...soundKeys('p', pair)];
}

function soundKeys(kind: 'f' | 'p', [one, other]: Pair): readonly string[] {
  const isUsual = one.usual >= usual && other.usual >= usual;
  const enough = kind === 'f' ? 0 : isUsual ? enoughUsualSounds : enoughSounds;
  const twos = one.sounds.flatMap((a) => other.sounds.map((b) => [a, b] as const));
  return twos.filter(([a, b]) => a.length + b.length >= enough).map(([a, b]) => pairKey(kind, a, b));
}

function isForeign(tokens: readonly NameToken[]): boolean {
  return tokens.some(({ written }) => /[^\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]/u.test(written));
}

function changedTexts({ skeletons }: KeyedWord): readonly string[] {
  const texts = skeletons.slice(0, 2).flatMap((each) => {
    const consonants = withoutVowels(each);
    return [...withoutOne(consonants), ...withoutOne(each).map(toldBy), ...withoutTwo(consonants)];
  });
  return [...new Set(texts)].slice(0, mostOtherwise);
}

const consonantsOf = ({ skeletons }: KeyedWord): readonly string[] => skeletons.slice(0, 2).map(withoutVowels);

function pairKeys(kind: 'x' | 'y', a: readonly string[], b: readonly string[]): readonly string[] {
  return a.flatMap((one) => b.map((other) => pairKey(kind, one, other)));
}

// In the order of the alphabet, since names are turned.
const pairKey = (kind: string, a: string, b: string): string => kind + (a < b ? `${a}+${b}` : `${b}+${a}`);
