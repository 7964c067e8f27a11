import { consonantsOf, skeletonOf } from '../../scripts/skeleton.js';

/** The sound of a reading: its skeleton, with `ch` as one letter, as it is one sound. */
export function soundOf(reading: string): string {
  return skeletonOf(reading).replaceAll('ch', 'c');
}

/** A reading of syllables, in which a j is no soft consonant, as it is in Damjan. */
export const ofSyllables = (reading: string): string => reading.replaceAll('j', 'zh');

/** Alternative spellings of parts of names. */
const spellings: readonly (readonly [pattern: RegExp, alternative: string])[] = [
  [/^abd[aeou]+l$/, 'abd'],
  // Abderrahman, Abdessalam: the l is assimilated to the next letter.
  [/^abd[aeiou](?=([rsdztn])\1)./, 'abdul'],
  [/(?<=..)[aeiou]+l?d?d[ie]+ne?$/, 'uddin'],
  [/(?<=..)[aeiou]+(?:llah?|lah)$/, 'ullah'],
  // Jankowski and Chodorkowski, as Poles and Germans write them.
  [/(?<=^.{0,9})j(?=[aeou].*(?<=.{5})$)/g, 'y'],
  [/^ch(?=[aorlu].{3})/, 'kh'],
  // Belarusian, as Russian writes it: Halavanau, Zimouski, Sukharenka.
  [/(?<=.{3})[ao]u$/, 'ov'],
  [/(?<=.{2})[ao]u(?=sk[iy]+$)/, 'ov'],
  [/(?<=.{2})enka$/, 'enko'],
  // Korean syllables as the North writes them (Jeong, Jong).
  [/(?<=^.{0,4})e(?=[ou].{0,2}$)/, ''],
];

/** The sounds of a word's readings and of their alternative spellings, each once. */
export function soundsOf(readings: readonly string[]): readonly string[] {
  const others = readings.flatMap((reading) =>
    spellings.map(([pattern, alternative]) => reading.replace(pattern, alternative)),
  );
  return [...new Set([...readings, ...others].map(soundOf))];
}

/** What some write with a word and others leave out: Benchekroun, Elkaddafi, Jayeshbhai, Ziaul, Tsakhiagiin, Dvořáková. */
const added = [
  /^ben(?=[^aeiou].{4})/,
  /^el(?=[^aeiouy].{4})/,
  /(?<=.{4})bh?ai$/,
  /(?<=.{4})ben$/,
  /(?<=.{3})ul$/,
  /(?<=.{4})(?:g?i[iy]n|yn)$/,
];

/** The sounds of a word without what is added to it; none where nothing is. These make it like another word, and equal to none. */
export function soundsWithoutAdded(written: string, readings: readonly string[]): readonly string[] {
  const bare = readings.flatMap((reading) =>
    added.filter((part) => part.test(reading)).map((part) => reading.replace(part, '')),
  );
  const [first = ''] = readings;
  const ofMen = written.normalize('NFC').endsWith('ov\u00e1') && first.length > 5 ? first.slice(0, -3) : undefined;
  return [...bare, ...(ofMen === undefined ? [] : [ofMen, `${ofMen}a`])].map(soundOf);
}

/** The consonants of a reading, with `ch` as one letter. */
export function consonantsIn(reading: string): string {
  return consonantsOf(reading).replaceAll('ch', 'c');
}
