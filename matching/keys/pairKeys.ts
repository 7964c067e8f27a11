import type { NameToken } from '../names/analysedName.js';
import {
  distinctivePart,
  type KeyedWord,
  transposedSounds,
  withoutOne,
  withoutTwo,
  withoutVowels,
} from './keyedWords.js';

/** Two words of a name. */
export type Pair = readonly [KeyedWord, KeyedWord];

/** Words of a name whose pairs are keys. */
export const maxPaired = 4;
// Misspellings of one word.
const maxMisspellings = 40;
// Sounds that a pair must have: with fewer it distinguishes too little. Two common words need more.
const enoughSounds = 4;
const enoughCommonSounds = 6;
const common = 2;

/** All pairs of the rarest words of a name. */
export function pairsOf(words: readonly KeyedWord[]): readonly Pair[] {
  const paired = words.slice(0, maxPaired);
  return paired.flatMap((one, at) => paired.slice(at + 1).map((other): Pair => [one, other]));
}

/** Stored and searched with vowels: ranks names that are written alike before others that sound alike. */
export function spelledPairKeys([one, other]: Pair): readonly string[] {
  return [pairKey('z', likeliest(one), likeliest(other))];
}

/** Searched with vowels, for a pair with two letters swapped. */
export function spelledTransposedKeys([one, other]: Pair): readonly string[] {
  const [a, b] = [likeliest(one), likeliest(other)];
  return [
    ...transposedSounds(one).map((sound) => pairKey('z', sound, b)),
    ...transposedSounds(other).map((sound) => pairKey('z', a, sound)),
  ];
}

const likeliest = ({ skeletons: [first = ''] }: KeyedWord): string => first;

/** Searched: both words as they are, in all their readings. */
export function exactPairKeys([one, other]: Pair): readonly string[] {
  return pairKeys('x', one.distinctive, other.distinctive);
}

/** The key under which a name with both words is stored, as are others whose words have the same consonants. */
export function storedPairKey([a, b]: readonly [string, string]): string {
  return pairKey('x', distinctivePart(a), distinctivePart(b));
}

/** Stored for `exactPairKeys`: the readings of one word with the likeliest of the other. */
export function storedPairKeys([one, other]: Pair): readonly string[] {
  const [a, b] = [one.distinctive, other.distinctive];
  return [...pairKeys('x', a, b.slice(0, 1)), ...pairKeys('x', a.slice(0, 1), b)];
}

/** Searched for a pair with two letters swapped: in its spelling, since two letters may be one sound. */
export function transposedPairKeys([one, other]: Pair): readonly string[] {
  return [
    ...pairKeys('x', transposedSounds(one).map(distinctivePart), other.distinctive),
    ...pairKeys('x', one.distinctive, transposedSounds(other).map(distinctivePart)),
  ];
}

/** Stored for misspellings: one word as it is, the other with each letter left out. */
export function deletionPairKeys(pair: Pair): readonly string[] {
  const [a, b] = pair.map(({ distinctive: [first = ''] }) => first) as [string, string];
  return [...pairKeys('y', withoutOne(a), [b]), ...pairKeys('y', [a], withoutOne(b))];
}

/**
 * Searched for a pair in which one word is misspelled. A letter too few: the pair as it is matches a stored deletion. One too
 * many: the pair without it matches the stored pair. A wrong letter: both without it match.
 */
export function misspelledPairKeys([one, other]: Pair): readonly string[] {
  const [a, b] = [one.distinctive, other.distinctive];
  const [lessA, lessB] = [changedTexts(one), changedTexts(other)];
  return [
    ...pairKeys('y', [...a, ...consonantsOf(one)], [...b, ...consonantsOf(other)]),
    ...(['x', 'y'] as const).flatMap((kind) => [...pairKeys(kind, lessA, b), ...pairKeys(kind, a, lessB)]),
  ];
}

/** Stored pairs of sound classes, under a kind of their own for names in other scripts than Latin, which keep nothing else. */
export function soundPairKeys(tokens: readonly NameToken[], pairs: readonly Pair[]): readonly string[] {
  const kind = isForeign(tokens) ? 'f' : 'p';
  return pairs.flatMap((pair) => soundKeys(kind, pair));
}

/** Searched for `soundPairKeys`: all names in other scripts, and names in Latin letters where the sounds are enough. */
export function askedSoundPairKeys(pair: Pair): readonly string[] {
  return [...soundKeys('f', pair), ...soundKeys('p', pair)];
}

function soundKeys(kind: 'f' | 'p', [one, other]: Pair): readonly string[] {
  const areCommon = one.commonness >= common && other.commonness >= common;
  const enough = areCommon ? enoughCommonSounds : enoughSounds;
  const pairs = one.sounds.flatMap((a) => other.sounds.map((b) => [a, b] as const));
  const telling = kind === 'f' ? pairs : pairs.filter(([a, b]) => a.length + b.length >= enough);
  return telling.map(([a, b]) => pairKey(kind, a, b));
}

function isForeign(tokens: readonly NameToken[]): boolean {
  return tokens.some(({ written }) => /[^\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]/u.test(written));
}

function changedTexts({ skeletons }: KeyedWord): readonly string[] {
  const texts = skeletons.slice(0, 2).flatMap((each) => {
    const consonants = withoutVowels(each);
    return [...withoutOne(consonants), ...withoutOne(each).map(distinctivePart), ...withoutTwo(consonants)];
  });
  return [...new Set(texts)].slice(0, maxMisspellings);
}

const consonantsOf = ({ skeletons }: KeyedWord): readonly string[] => skeletons.slice(0, 2).map(withoutVowels);

function pairKeys(kind: 'x' | 'y', a: readonly string[], b: readonly string[]): readonly string[] {
  return a.flatMap((one) => b.map((other) => pairKey(kind, one, other)));
}

// In alphabetical order, since the parts of a name may be swapped.
const pairKey = (kind: string, a: string, b: string): string => kind + (a < b ? `${a}+${b}` : `${b}+${a}`);
