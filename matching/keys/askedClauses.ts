import type { AnalysedName, NamedKind, NameToken } from '../names/analysedName.js';
import { distinctiveWords, type KeyedWord, keyedWords, transposedSounds } from './keyedWords.js';
import {
  askedJoinedKeys,
  common,
  joinedPairKeys,
  keysOfLong,
  keysOfShort,
  onlyKey,
  plainKey,
  shortKeys,
} from './nameKeys.js';
import {
  askedSoundPairKeys,
  exactPairKeys,
  maxPaired,
  misspelledPairKeys,
  pairsOf,
  spelledPairKeys,
  spelledTransposedKeys,
  transposedPairKeys,
} from './pairKeys.js';

/** A name with one of these keys may be the name that is searched for. */
export interface AskedClause {
  readonly keys: readonly string[];
  /** How much a match says: names that match more are compared first. */
  readonly worth: number;
  /** Clauses for the same words share a group, in which only the best match counts. */
  readonly group: number;
}

/** Clauses for the same words, the most telling first. */
type Group = readonly Omit<AskedClause, 'group'>[];

/**
 * The query for a name over the keys of others (`nameKeys`). A single key of a common word would match one name in a hundred:
 * in a name of several words, pairs are searched for.
 */
export function askedClauses(name: AnalysedName): readonly AskedClause[] {
  const { kind, tokens, others = [] } = name;
  const groups = [
    [clause(shortKeys(name), 3)],
    ...[tokens, ...others].slice(0, 2).flatMap((each) => groupsOf(each, kind)),
  ];
  return groups.flatMap((clauses, group) => {
    const seen = new Set<string>();
    return clauses.flatMap(({ keys, worth }) => {
      const own = keys.filter((key) => !seen.has(key) && seen.add(key));
      return own.length > 0 ? [{ keys: own, worth, group }] : [];
    });
  });
}

function groupsOf(tokens: readonly NameToken[], kind: NamedKind): readonly Group[] {
  const words = keyedWords(tokens).slice(0, maxPaired);
  if (words.length < 2) return words.map((word) => [clause([...plain(word), ...misspelled(word)], 1)]);
  const whole = askedJoinedKeys(tokens);
  const onlyKeys = words.flatMap(({ skeletons }) => skeletons.map(onlyKey));
  // A name of one distinctive word and particles (Van Fisseau).
  const [only, ...more] = distinctiveWords(tokens);
  const alone = only && more.length === 0 && only.commonness < common ? [only] : [];
  // Not for persons: one word of several is a family name of others, whereas for a firm it is the name.
  const rare = kind === 'person' ? [] : words.filter(({ commonness }) => commonness === 0);
  return [
    [clause(whole.filter(tellsMuch), 5), clause(whole, 1)],
    [clause(joinedPairKeys(tokens), 4)],
    ...pairsOf(words).map((pair) => [
      clause(spelledPairKeys(pair), 6),
      clause(spelledTransposedKeys(pair), 5),
      clause(exactPairKeys(pair), 4),
      clause(transposedPairKeys(pair), 3),
      clause([...askedSoundPairKeys(pair), ...misspelledPairKeys(pair)], 2),
    ]),
    ...rare.map((word) => [clause(plain(word), 2)]),
    ...alone.map((word) => [clause([...plain(word), ...misspelled(word)], 1)]),
    [clause(onlyKeys, 1)],
  ];
}

const tellsMuch = (joinedKey: string): boolean => joinedKey.length > 7;

const clause = (keys: readonly string[], worth: number) => ({ keys, worth });

const plain = ({ skeletons }: KeyedWord): readonly string[] => skeletons.map(plainKey);

/**
 * Keys of one word with two letters swapped or a letter left out, both as a short and as a long word: a missing letter may
 * make a short word of a long one.
 */
function misspelled(word: KeyedWord): readonly string[] {
  const changed = word.skeletons.slice(0, 2).flatMap((each) => [...keysOfLong(each), ...keysOfShort(each)]);
  return [...transposedSounds(word).map(plainKey), ...changed];
}
