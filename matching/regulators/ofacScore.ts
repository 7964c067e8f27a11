import anyAscii from 'any-ascii';

/** Words of at most this many letters are ignored, unless there are no others. */
const shortest = 2;
/** Words that are less alike than this count as different. */
const least = 0.5;
const prefixBonus = 0.1;
const longestPrefix = 4;

/**
 * Approximates the score of OFAC's Sanctions List Search: the higher of the likeness of the whole texts, if they begin with the
 * same letter, and the mean likeness of each word of the query to its nearest word on the list (its FAQ 249 names Jaro-Winkler).
 * For those who must know what the regulator's own tool says; `compareNames` is the better judge.
 *
 * @returns from 0 to 100; 0 for a query without words
 */
export function ofacScore(query: string, listed: string): number {
  const [asked, words] = [wordsOf(query), wordsOf(listed)];
  if (asked.length === 0 || words.length === 0) return 0;
  const [text, other] = [asked.join(' '), words.join(' ')];
  const whole = text[0] === other[0] ? jaroWinkler(text, other) : 0;
  const long = asked.filter((word) => word.length > shortest);
  const looked = long.length > 0 ? long : asked;
  const total = looked.reduce((sum, word) => sum + bestOf(word, words), 0);
  return Math.round(100 * Math.max(whole, total / looked.length));
}

function wordsOf(name: string): readonly string[] {
  return anyAscii(name.toWellFormed())
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
}

function bestOf(word: string, words: readonly string[]): number {
  const best = Math.max(...words.map((each) => jaroWinkler(word, each)));
  return best < least ? 0 : best;
}

function jaroWinkler(a: string, b: string): number {
  const likeness = jaro(a, b);
  let prefix = 0;
  while (prefix < Math.min(longestPrefix, a.length, b.length) && a[prefix] === b[prefix]) prefix += 1;
  return likeness + prefix * prefixBonus * (1 - likeness);
}

function jaro(a: string, b: string): number {
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1);
  const paired = new Set<number>();
  let [ofA, ofB] = ['', ''];
  for (let at = 0; at < a.length; at += 1)
    for (let to = Math.max(0, at - reach); to <= Math.min(b.length - 1, at + reach); to += 1)
      if (a[at] === b[to] && !paired.has(to)) {
        paired.add(to);
        ofA += a[at];
        break;
      }
  if (ofA === '') return 0;
  for (const to of [...paired].sort((x, y) => x - y)) ofB += b[to];
  const turned = [...ofA].filter((letter, at) => letter !== ofB[at]).length / 2;
  return (ofA.length / a.length + ofA.length / b.length + (ofA.length - turned) / ofA.length) / 3;
}
