import type { AnalysedName, NameToken } from '../names/analysedName.js';
import { familyMeanings } from '../names/analysis/roleWords.js';
import { initialsOf, lettersAlone } from '../names/initials.js';
import { romanise } from '../scripts/romanise.js';
import { keyedWords, withoutOne, withoutVowels } from './keyedWords.js';
import {
  deletionPairKeys,
  exactPairKeys,
  pairsOf,
  soundPairKeys,
  spelledPairKeys,
  storedPairKeys,
} from './pairKeys.js';

/** The most keys of a name; a name that can be split in two ways has at most twice as many. */
export const maxKeys = 40;

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

/** The whole name as one word, in both orders: as it is written where a script or a writer leaves no gaps. */
export function joinedKeys(tokens: readonly NameToken[]): readonly string[] {
  const named = tokens.filter(({ role }) => role === 'name');
  // Il and Do are particles, but also syllables of Korean and Vietnamese names.
  const syllables = tokens.filter(({ role, readings: [first = ''] }) => role === 'name' || first.length === 2);
  return [...(syllables.length > named.length ? joined(syllables) : []), ...joined(named)];
}

function joined(tokens: readonly NameToken[]): readonly string[] {
  const parts = tokens.map(({ sounds: [first = ''] }) => withoutVowels(first));
  if (parts.length < 2 || parts.length > 3) return [];
  const turned = [...parts.slice(1), parts[0]];
  return [parts, turned].map((each) => consonantKey(each.join('').replaceAll(/([a-z])\1+/g, '$1')));
}

const skeletonKey = (text: string): string => `s${text}`;
const consonantKey = (text: string): string => `c${text}`;
