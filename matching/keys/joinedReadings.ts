import type { NameToken } from '../names/analysedName.js';
import { ofSyllables, soundOf } from '../names/analysis/sound.js';
import { readHanBy } from '../scripts/han/readHan.js';

/** The most readings of one name: two of each language for each of its words. */
const maxReadings = 14;
const maxOfWord = 2;

/**
 * The sounds of both words of a name in Han characters, in one language after another: a family name is not Cantonese where the
 * given name is Korean. None for any other name.
 */
export function readJoined(words: readonly NameToken[]): readonly (readonly [string, string])[] {
  const [family, given, ...more] = words;
  if (!family || !given || more.length > 0 || !isHan(family) || !isHan(given)) return [];
  const [ofFamily, ofGiven] = [soundsBy(family), soundsBy(given)];
  const pairs = ofFamily.flatMap((sounds, language) =>
    sounds.flatMap((one) => (ofGiven[language] ?? []).map((other) => [one, other] as const)),
  );
  return [...new Map(pairs.map((pair) => [pair.join('+'), pair])).values()].slice(0, maxReadings);
}

const isHan = ({ syllabic }: NameToken): boolean => syllabic?.[0] === 'Hani';

// In the order of `readHanBy`, which is the same for each word of a name.
function soundsBy({ written }: NameToken): readonly (readonly string[])[] {
  return readHanBy(written).map(([, readings]) =>
    [...new Set(readings.map((each) => soundOf(ofSyllables(each))))].slice(0, maxOfWord),
  );
}
