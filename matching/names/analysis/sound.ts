import { consonantsOf, skeletonOf } from '../../scripts/skeleton.js';

/** A reading as it sounds: its skeleton, in which `ch` is one letter, as it is one sound. */
export function soundOf(reading: string): string {
  return skeletonOf(reading).replaceAll('ch', 'c');
}

/** Ways in which one part of a name is written: what is found, and how it is written besides. */
const writtenBesides: readonly (readonly [found: RegExp, besides: string])[] = [
  [/^abd[aeou]+l$/, 'abd'],
  // Abderrahman, Abdessalam: the l has become the letter that follows it.
  [/^abd[aeiou](?=([rsdztn])\1)./, 'abdul'],
  [/(?<=..)[aeiou]+l?d?d[ie]+ne?$/, 'uddin'],
  [/(?<=..)[aeiou]+(?:llah?|lah)$/, 'ullah'],
  // Jankowski and Chodorkowski, as Germans and Poles write them.
  [/(?<=^.{0,9})j(?=[aeou].*(?<=.{5})$)/g, 'y'],
  [/^ch(?=[aorlu].{3})/, 'kh'],
  // Of Korean syllables also as the North writes them (Jeong, Jong).
  [/(?<=^.{0,4})e(?=[ou].{0,2}$)/, ''],
];

/** The sounds of a word's readings, one each, and those of the ways in which it is written besides. */
export function soundsOf(readings: readonly string[]): readonly string[] {
  const others = readings.flatMap((reading) =>
    writtenBesides.flatMap(([found, besides]) => {
      const other = reading.replace(found, besides);
      return other === reading ? [] : [other];
    }),
  );
  return [...new Set([...readings, ...others].map(soundOf))];
}

/** The consonants of a reading, in which `ch` is one letter. */
export function consonantsIn(reading: string): string {
  return consonantsOf(reading).replaceAll('ch', 'c');
}
