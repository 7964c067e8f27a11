import type { AnalysedName, NamedKind, NameToken } from '../names/analysedName.js';
import { soundOf } from '../names/analysis/sound.js';
import { type KeyedWord, keyedWords, withoutVowels } from './keyedWords.js';
import {
  changedPairKeys,
  consonantKey,
  joinedKeys,
  keysOfLong,
  keysOfShort,
  mostPaired,
  onlyKey,
  pairKeys,
  plainKey,
  shortKeys,
} from './nameKeys.js';

/** A name that has one of the keys of each may be the one that is asked for. */
export interface AskedClause {
  readonly one: readonly string[];
  /** The same list where one key is enough. */
  readonly other: readonly string[];
  /** How much it says: the names that meet more are worth comparing first. */
  readonly worth: number;
}

// Keys of a word that is written otherwise.
const mostChanged = 40;

/**
 * What a name is looked for by among the keys of others (`nameKeys`). Of a word that is usual one key alone says nothing, and
 * would bring one in a hundred of all: in a name of several words two must have one each.
 */
export function askedClauses(name: AnalysedName): readonly AskedClause[] {
  const { kind, tokens, others = [] } = name;
  const clauses = [tokens, ...others].slice(0, 2).flatMap((each) => clausesOf(each, kind));
  return [enough(shortKeys(name), 3), ...clauses].filter(({ one }) => one.length > 0);
}

function clausesOf(tokens: readonly NameToken[], kind: NamedKind): readonly AskedClause[] {
  const words = keyedWords(tokens).slice(0, mostPaired);
  if (words.length < 2) return words.map((word) => enough([...plain(word), ...turned(word), ...changed(word)], 1));
  const pairs = words.flatMap((one, at) => words.slice(at + 1).map((other) => [one, other] as const));
  // Why not of persons: one word of several is another one's family, and of a firm it is the name.
  const rare = kind === 'person' ? [] : words.filter(({ usual }) => usual === 0);
  return [
    enough(joinedKeys(tokens), 4),
    ...pairs.map(([one, other]) => ({ one: plain(one), other: plain(other), worth: 3 })),
    ...pairs.map((pair) => enough(pairKeys(pair), 2)),
    ...rare.map((word) => enough(plain(word), 2)),
    ...oneOtherwise(pairs, turned, 2),
    enough(
      pairs.flatMap(([one, other]) => changedPairKeys(one, other)),
      2,
    ),
    ...oneOtherwise(pairs, changed, 1),
    enough(
      words.flatMap(({ skeletons }) => skeletons.map(onlyKey)),
      1,
    ),
  ];
}

const enough = (keys: readonly string[], worth: number): AskedClause => ({ one: keys, other: keys, worth });

/** One word of a pair as it is, the other written otherwise. */
function oneOtherwise(
  pairs: readonly (readonly [KeyedWord, KeyedWord])[],
  otherwise: (word: KeyedWord) => readonly string[],
  worth: number,
): readonly AskedClause[] {
  return pairs.flatMap(([one, other]) => [
    { one: plain(one), other: otherwise(other), worth },
    { one: otherwise(one), other: plain(other), worth },
  ]);
}

function plain({ skeletons }: KeyedWord): readonly string[] {
  return [...new Set(skeletons.map(plainKey))];
}

/** With two letters that follow each other swapped: in writing, since two letters may be one sound. */
function turned({ reading }: KeyedWord): readonly string[] {
  const written = Array.from({ length: Math.max(0, reading.length - 1) }, (_, at) =>
    [reading.slice(0, at), reading[at + 1], reading[at], reading.slice(at + 2)].join(''),
  );
  return [...new Set(written.map((each) => plainKey(soundOf(each))))];
}

/**
 * With a letter left out, as of a short word and as of a long one: another letter may make the one of the other. And with two
 * that follow each other: a letter of two that are one sound makes two sounds of it.
 */
function changed({ skeletons }: KeyedWord): readonly string[] {
  const keys = skeletons
    .slice(0, 2)
    .flatMap((each) => [...keysOfLong(each), ...keysOfShort(each), ...withoutTwo(each)]);
  return [...new Set(keys)].slice(0, mostChanged);
}

function withoutTwo(skeleton: string): readonly string[] {
  const consonants = withoutVowels(skeleton);
  const places = Array.from({ length: Math.max(0, consonants.length - 1) }, (_, at) => at);
  const texts = places.map((at) => consonants.slice(0, at) + consonants.slice(at + 2));
  return texts.filter((text) => text.length > 2).map(consonantKey);
}
