import type { AnalysedName, NameToken } from '../names/analysedName.js';
import { keyedWords, withoutOne, withoutVowels } from './keyedWords.js';
import { changedPairKeys, keptPairKeys, pairsOf, samePairKeys, soundPairKeys, spelledPairKeys } from './pairKeys.js';

/** No name has more keys; one that may be parted in two ways, twice as many. */
export const mostKeys = 40;

// From this step of usualness on a word is no key by itself in a name of more than two.
export const usual = 3;
// A word with as many consonants is tried with each of them left out; a shorter one with each of its letters left out.
const longWord = 5;
// Letters of what an organization is called for short.
const shortest = 3;
const longestShort = 8;

/**
 * What a name is found by: two names that may be of one bearer share a key, be a letter of one swapped or left out, a part
 * missing, its parts in another order, or its script another one. A key that is shared says no more than that it is worth
 * comparing them; the more are shared, the more it is. Where keys are kept, they are kept with the matcher's version.
 *
 * @returns at most 40 texts of letters, digits and `+`; none for a name without words
 */
export function nameKeys(name: AnalysedName): readonly string[] {
  return [...new Set([...shortKeys(name), ...[name.tokens, ...(name.others ?? [])].slice(0, 2).flatMap(keysOf)])];
}

/** What an organization is called for short: the letters with which its words begin; or the one word that it is, if it may be such. */
export function shortKeys({ kind, tokens, others = [] }: AnalysedName): readonly string[] {
  if (kind !== 'organization') return [];
  // Of its form the letter may be among them: CNPC.
  return [tokens, ...others.slice(0, 1)]
    .map((each) => each.filter(({ role }) => role !== 'glue'))
    .flatMap((words) => [words, words.filter(({ role }) => role !== 'form')])
    .map((each) => each.map(({ readings: [first = ''] }) => first))
    .map((readings) => (readings.length === 1 ? (readings[0] ?? '') : readings.map((each) => each[0]).join('')))
    .filter((short) => short.length >= shortest && short.length <= longestShort)
    .map((short) => `a${short}`);
}

// In the order of what they are worth, so that what is over the most is worth least.
function keysOf(tokens: readonly NameToken[]): readonly string[] {
  const words = keyedWords(tokens);
  const [rarest, second] = words;
  if (!rarest) return [];
  const { skeletons } = rarest;
  if (!second) return first([...skeletons.map(onlyKey), ...skeletons.map(plainKey), ...skeletons.flatMap(changedKeys)]);
  const pairs = pairsOf(words);
  return first([
    ...joinedKeys(tokens),
    ...pairs.flatMap((pair) => samePairKeys(pair).slice(0, 1)),
    ...words.flatMap((word) => (words.length <= 2 || word.usual < usual ? word.skeletons.map(plainKey) : [])),
    ...pairs.flatMap(keptPairKeys),
    ...soundPairKeys(tokens, pairs),
    ...spelledPairKeys([rarest, second]),
    ...changedPairKeys([rarest, second]),
    ...(rarest.usual < usual ? changedKeys(skeletons[0] ?? '') : []),
  ]);
}

const first = (keys: readonly string[]): readonly string[] => [...new Set(keys)].slice(0, mostKeys);

/** Of a name that is one word, that word: who is asked for by more is found by it too. */
export const onlyKey = (skeleton: string): string => `o${plainKey(skeleton)}`;

/** Of a short word its skeleton, of a longer one its consonants. */
export function plainKey(skeleton: string): string {
  const consonants = withoutVowels(skeleton);
  return consonants.length < 3 ? skeletonKey(skeleton) : consonantKey(consonants);
}

function changedKeys(skeleton: string): readonly string[] {
  return withoutVowels(skeleton).length < longWord ? keysOfShort(skeleton) : keysOfLong(skeleton);
}

/** Of a short word as it is, and with a letter left out. */
export function keysOfShort(skeleton: string): readonly string[] {
  return [skeleton, ...withoutOne(skeleton)].filter((each) => each.length > 2).map(skeletonKey);
}

/** Of a long word its consonants, and these with one left out. */
export function keysOfLong(skeleton: string): readonly string[] {
  const consonants = withoutVowels(skeleton);
  return [consonants, ...withoutOne(consonants)].map(consonantKey);
}

/** The whole name as one word, from each end: as it is written where a script or a writer leaves no gaps. */
export function joinedKeys(tokens: readonly NameToken[]): readonly string[] {
  const named = tokens.filter(({ role }) => role === 'name');
  // Il and Do are particles, and syllables of Korean and Vietnamese names.
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
/** Of consonants alone. */
export const consonantKey = (text: string): string => `c${text}`;
