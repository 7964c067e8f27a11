import { consonantsOf, skeletonOf } from '../../scripts/skeleton.js';

/** The sound of a reading: its skeleton, with `ch` as one letter, as it is one sound. */
export function soundOf(reading: string): string {
  return skeletonOf(reading).replaceAll('ch', 'c');
}

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
  // Brother, whom Gujarat honours in one word with the name.
  [/(?<=.{4})bh?ai$/, ''],
  // Ben, written together with the next name: Benchekroun.
  [/^ben(?=[^aeiou].{4})/, ''],
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

/** The consonants of a reading, with `ch` as one letter. */
export function consonantsIn(reading: string): string {
  return consonantsOf(reading).replaceAll('ch', 'c');
}
