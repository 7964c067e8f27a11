import type { AnalysedName, NameToken } from '../names/analysedName.js';
import { familyMeanings } from '../names/analysis/roleWords.js';
import { soundOf } from '../names/analysis/sound.js';
import { initialsOf, lettersAlone } from '../names/letters.js';
import { romanise } from '../scripts/romanise.js';
import { readJoined } from './joinedReadings.js';
import { keyedWords, withoutOne, withoutVowels } from './keyedWords.js';
import {
  deletionPairKeys,
  exactPairKeys,
  pairsOf,
  soundPairKeys,
  spelledPairKeys,
  storedPairKey,
  storedPairKeys,
} from './pairKeys.js';

/** The most keys of a name; a name that can be split in two ways has at most twice as many. */
export const maxKeys = 56;

// From this commonness on, a word is not a key by itself in a name of more than two words.
export const common = 3;
// A word with this many consonants is indexed with each consonant left out; a shorter one with each letter left out.
const longWord = 5;
// Letters of an organization's short name.
const shortest = 3;
const longestShort = 8;

/**
 * The keys by which a name is found. Two names that may have one bearer share a key, even if letters are swapped or left out, a
 * part is missing, the parts are in another order or the script is another. A shared key means that comparing is worthwhile,
 * more so the more are shared. Stored keys must be stored with `matcherVersion`.
 *
 * @returns at most `maxKeys` texts of letters, digits and `+` for each of two ways to split the name; none without words
 */
export function nameKeys(name: AnalysedName): readonly string[] {
  return [...new Set([...shortKeys(name), ...[name.tokens, ...(name.others ?? [])].slice(0, 2).flatMap(keysOf)])];
}

/**
 * Keys of an organization by its known short name, and by its possible acronym: the initials of its words, or its only word, which may
 * be an acronym itself.
 */
export function shortKeys({ kind, tokens, known, others = [] }: AnalysedName): readonly string[] {
  if (kind !== 'organization') return [];
  // With and without the letter of its legal form: CNPC.
  const short = [tokens, ...others.slice(0, 1)]
    .map((each) => each.filter(({ role }) => role !== 'glue'))
    .flatMap((words) => [words, words.filter(({ role }) => role !== 'form'), words.filter(isOwnWord)])
    .map((each) => (each.length === 1 ? lettersAlone(each[0]?.written ?? '') : each.map(initialsOf).join('')))
    .filter((short) => short.length >= shortest && short.length <= longestShort)
    .map((short) => `a${romanise(short)[0]}`);
  return known === undefined ? short : [`k${known}`, ...short];
}

function isOwnWord({ role, value = '' }: NameToken): boolean {
  return role !== 'form' && !familyMeanings.has(value);
}

// The most valuable first, so that those over the limit are worth least.
function keysOf(tokens: readonly NameToken[]): readonly string[] {
  const words = keyedWords(tokens);
  const [rarest, second] = words;
  if (!rarest) return [];
  const { skeletons } = rarest;
  if (!second)
    return first([...skeletons.map(onlyKey), ...skeletons.map(plainKey), ...skeletons.flatMap(deletionKeys)]);
  const pairs = pairsOf(words);
  return first([
    ...joinedKeys(tokens),
    ...pairs.flatMap((pair) => exactPairKeys(pair).slice(0, 1)),
    ...words.flatMap((word) => (words.length <= 2 || word.commonness < common ? word.skeletons.map(plainKey) : [])),
    ...pairs.flatMap(storedPairKeys),
    ...soundPairKeys(tokens, pairs),
    ...spelledPairKeys([rarest, second]),
    ...deletionPairKeys([rarest, second]),
    ...(rarest.commonness < common ? deletionKeys(skeletons[0] ?? '') : []),
  ]);
}

const first = (keys: readonly string[]): readonly string[] => [...new Set(keys)].slice(0, maxKeys);

/** The key of a name that is a single word: a search with more words finds it too. */
export const onlyKey = (skeleton: string): string => `o${plainKey(skeleton)}`;

/** The key of one word: the skeleton of a short word, the consonants of a longer one. */
export function plainKey(skeleton: string): string {
  const consonants = withoutVowels(skeleton);
  return consonants.length < 3 ? skeletonKey(skeleton) : consonantKey(consonants);
}

function deletionKeys(skeleton: string): readonly string[] {
  return withoutVowels(skeleton).length < longWord ? keysOfShort(skeleton) : keysOfLong(skeleton);
}

/** Keys of a short word: as it is, and with each letter left out. */
export function keysOfShort(skeleton: string): readonly string[] {
  return [skeleton, ...withoutOne(skeleton)].filter((each) => each.length > 2).map(skeletonKey);
}

/** Keys of a long word: its consonants, and these with each left out. */
export function keysOfLong(skeleton: string): readonly string[] {
  const consonants = withoutVowels(skeleton);
  return [consonants, ...withoutOne(consonants)].map(consonantKey);
}

/** Words of a name that others may write as one. */
const maxJoined = 4;

/**
 * Stored: the whole name as one word, as it is written where a script or a writer leaves no gaps; in Han characters in each language,
 * else also with the first word at the end.
 */
export function joinedKeys(tokens: readonly NameToken[]): readonly string[] {
  const inLanguages = readJoined(tokens.filter(isName));
  if (inLanguages.length > 0) return inLanguages.map(joinedKey);
  return waysToJoin(tokens).flatMap((words) =>
    [soundsOf(words), [soundOf(readingOf(words))], soundsOf(turnedBy(words, 1))].map(joinedKey),
  );
}

/** Searched: a name of three words of which two are one, as others write them: Wolde-Giorgis. */
export function joinedPairKeys(tokens: readonly NameToken[]): readonly string[] {
  const words = tokens.filter(isName);
  const [first, second, third, ...more] = words;
  if (!first || !second || !third || more.length > 0) return [];
  return [
    storedPairKey([soundOf(readingOf([first, second])), soundsOf([third])[0] as string]),
    storedPairKey([soundsOf([first])[0] as string, soundOf(readingOf([second, third]))]),
  ];
}

/** Searched: the whole name as one word, in every order in which a word is moved from one end to the other. */
export function askedJoinedKeys(tokens: readonly NameToken[]): readonly string[] {
  const inLanguages = readJoined(tokens.filter(isName));
  const ways = waysToJoin(tokens);
  // A fourth word may be a name of another language, which some leave out: Ho Pui Shan, Cindy.
  const shorter = ways.flatMap((words) => (words.length === maxJoined ? [words.slice(1), words.slice(0, -1)] : []));
  const turned = [...ways, ...shorter].flatMap((words) => words.map((_, by) => turnedBy(words, by)));
  // As one word two letters may be one sound: Hop Hing.
  return [...inLanguages, ...turned.map(soundsOf), ...turned.map((words) => [soundOf(readingOf(words))])].map(
    joinedKey,
  );
}

const isName = ({ role }: NameToken): boolean => role === 'name';

function waysToJoin(tokens: readonly NameToken[]): readonly (readonly NameToken[])[] {
  const named = tokens.filter(isName);
  // Il and Do are particles, but also syllables of Korean and Vietnamese names.
  const syllables = tokens.filter(({ role, readings: [first = ''] }) => role === 'name' || first.length === 2);
  const ways = syllables.length > named.length ? [syllables, named] : [named];
  return ways.filter(({ length }) => length > 1 && length <= maxJoined);
}

const turnedBy = (words: readonly NameToken[], by: number): readonly NameToken[] => [
  ...words.slice(by),
  ...words.slice(0, by),
];

const soundsOf = (words: readonly NameToken[]): readonly string[] => words.map(({ sounds: [first = ''] }) => first);

const readingOf = (words: readonly NameToken[]): string => words.map(({ readings: [first = ''] }) => first).join('');

const joinedKey = (parts: readonly string[]): string =>
  consonantKey(
    parts
      .map(withoutVowels)
      .join('')
      .replaceAll(/([a-z])\1+/g, '$1'),
  );

const skeletonKey = (text: string): string => `s${text}`;
const consonantKey = (text: string): string => `c${text}`;
