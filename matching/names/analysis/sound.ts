import { consonantsOf, skeletonOf } from '../../scripts/skeleton.js';

/** A reading as it sounds: its skeleton, in which `ch` is one letter, as it is one sound. */
export function soundOf(reading: string): string {
  return skeletonOf(reading).replaceAll('ch', 'c');
}

/** The sounds of a word's readings, one each; of Korean syllables also as the North writes them (Jeong, Jong), of abdul and abdel also abd. */
export function soundsOf(readings: readonly string[]): readonly string[] {
  const others = readings.flatMap((reading) => {
    if (/^abd[aeou]+l$/.test(reading)) return ['abd'];
    return reading.length < 7 && /e[ou]/.test(reading) ? [reading.replace(/e(?=[ou])/, '')] : [];
  });
  return [...new Set([...readings, ...others].map(soundOf))];
}

/** The consonants of a reading, in which `ch` is one letter. */
export function consonantsIn(reading: string): string {
  return consonantsOf(reading).replaceAll('ch', 'c');
}
