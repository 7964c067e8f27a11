import type { AnalysedName, NamedKind, NameToken } from '../names/analysedName.js';
import { type KeyedWord, keyedWords, tellingWords, turnedSounds } from './keyedWords.js';
import { joinedKeys, keysOfLong, keysOfShort, onlyKey, plainKey, shortKeys, usual } from './nameKeys.js';
import {
  askedSoundPairKeys,
  mostPaired,
  otherwisePairKeys,
  pairsOf,
  samePairKeys,
  spelledPairKeys,
  spelledTurnedKeys,
  turnedPairKeys,
} from './pairKeys.js';

/** A name that has one of the keys may be the one that is asked for. */
export interface AskedClause {
  readonly keys: readonly string[];
  /** How much it says: the names that meet more are worth comparing first. */
  readonly worth: number;
  /** Of clauses that ask for the same words, the one that says most counts alone. */
  readonly group: number;
}

/** Clauses that ask for the same words, those first that say most. */
type Group = readonly Omit<AskedClause, 'group'>[];

/**
 * What a name is looked for by among the keys of others (`nameKeys`). Of a word that is usual one key alone says nothing, and
 * would bring one in a hundred of all: in a name of several words two are looked for at once.
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
  const words = keyedWords(tokens).slice(0, mostPaired);
  if (words.length < 2) return words.map((word) => [clause([...plain(word), ...otherwise(word)], 1)]);
  const whole = joinedKeys(tokens);
  // What is left of a name beside a word that joins (Van Fisseau).
  const [only, ...more] = tellingWords(tokens);
  const alone = only && more.length === 0 && only.usual < usual ? [only] : [];
  // Why not of persons: one word of several is another one's family, and of a firm it is the name.
  const rare = kind === 'person' ? [] : words.filter(({ usual }) => usual === 0);
  return [
    [clause(whole.filter(tellsMuch), 5), clause(whole, 1)],
    ...pairsOf(words).map((pair) => [
      clause(spelledPairKeys(pair), 6),
      clause(spelledTurnedKeys(pair), 5),
      clause(samePairKeys(pair), 4),
      clause(turnedPairKeys(pair), 3),
      clause([...askedSoundPairKeys(pair), ...otherwisePairKeys(pair)], 2),
    ]),
    ...rare.map((word) => [clause(plain(word), 2)]),
    ...alone.map((word) => [clause([...plain(word), ...otherwise(word)], 1)]),
    [
      clause(
        words.flatMap(({ skeletons }) => skeletons.map(onlyKey)),
        1,
      ),
    ],
  ];
}

const tellsMuch = (joinedKey: string): boolean => joinedKey.length > 7;

const clause = (keys: readonly string[], worth: number) => ({ keys, worth });

const plain = ({ skeletons }: KeyedWord): readonly string[] => skeletons.map(plainKey);

/**
 * One word with two letters swapped, or a letter left out, as of a short word and as of a long one: another letter may make the one
 * of the other.
 */
function otherwise(word: KeyedWord): readonly string[] {
  const changed = word.skeletons.slice(0, 2).flatMap((each) => [...keysOfLong(each), ...keysOfShort(each)]);
  return [...turnedSounds(word).map(plainKey), ...changed];
}
