import { inPinyin, isPinyin, readPalladius } from '../../../scripts/han/palladius.js';
import { readGiven } from '../../../scripts/korean/hangul.js';
import { readKorean } from '../../../scripts/korean/syllables.js';
import type { NameToken } from '../../analysedName.js';
import { soundOf } from '../../analysis/sound.js';
import { shares } from '../alignment.js';

/** Whether two words are two syllables of Chinese, of which each is another sign: Hong Xiang is not Hong Xing. */
export function areTwoSyllables({ readings: [a = ''] }: NameToken, { readings: [b = ''] }: NameToken): boolean {
  return a !== b && isPinyin(a) && isPinyin(b);
}

/**
 * Whether a word of Chinese syllables is equal to a name in Han characters by its sound alone, and is another syllable: 朱 is not
 * Zhou, nor Чжоу. Who writes Canton or Fujian writes no pinyin, and Russian has Mandarin alone.
 */
export function areOtherPinyin(a: NameToken, b: NameToken): boolean {
  const [signs, word] = a.syllabic ? [a, b] : [b, a];
  if (signs.syllabic?.[0] !== 'Hani' || word.syllabic) return false;
  const russian = readPalladius(word.written)?.pinyin;
  const [latin = '', sound] = [russian ?? word.readings[0], word.sounds[0]];
  if (inPinyin(latin) === undefined || signs.readings.includes(latin)) return false;
  if (russian === undefined && shares(signs.readings, word.readings)) return false;
  return russian !== undefined || !signs.readings.some((each) => !inPinyin(each) && soundOf(each) === sound);
}

/** Whether a given name in Hangul sounds like one in Latin letters, and none of its syllables is written so: 후 is hu, not ho. */
export function areOtherKorean(a: NameToken, b: NameToken): boolean {
  if (!a.korean || !b.korean || (a.syllabic === undefined) === (b.syllabic === undefined)) return false;
  const [signs, { readings }] = a.syllabic ? [a, b] : [b, a];
  const [neutral = ''] = readGiven(signs.written);
  if (signs.syllabic?.[0] !== 'Hang' || signs.written.length < 2) return false;
  return !readings.some((each) => southern(each) === southern(neutral));
}

// The South does not say the r of 률, nor of 림.
const southern = (reading: string): string => reading.replaceAll(/r(?=[yi])/g, '');

/** Words that are syllables of the signs' own language are no foreign name in them: 章文彬 is not Jiang Wenbin. */
export function areOwnSyllables(parts: readonly NameToken[], { syllabic }: NameToken): boolean {
  const script = syllabic?.[0];
  const isOwn = ({ readings: [first = ''] }: NameToken): boolean =>
    script === 'Hani' ? inPinyin(first) !== undefined : script === 'Hang' && readKorean(first).length > 0;
  return parts.every(isOwn);
}

const vietnamese =
  /^(?:ph|th|tr|ngh?|nh|kh|gi|qu|ch|[bcdghklmnpstvx])?(?:[aeiou]{1,3}|[aeiou]?y)(?:ng|nh|ch|[cmnpt])?$/;
const ofVietnam = /^(?:ph|th|tr|ng|nh|kh|gi)|(?:ng|nh)$/;

/** Whether two words are syllables of Vietnamese, of which another one is another name: Pham is not Phan. */
export function areVietnamese({ readings: [a = ''] }: NameToken, { readings: [b = ''] }: NameToken): boolean {
  return vietnamese.test(a) && vietnamese.test(b) && ofVietnam.test(a) && ofVietnam.test(b);
}

/** Whether two words in pinyin are other syllables, which are other signs: Jianlin is not Jianping. An n for ng is a slip. */
export function areOtherSyllables(
  { readings: [a = ''], sounds: [one] }: NameToken,
  { readings: [b = ''], sounds: [other] }: NameToken,
): boolean {
  return (
    inPinyin(a) !== undefined &&
    inPinyin(b) !== undefined &&
    one?.replaceAll('ng', 'n') !== other?.replaceAll('ng', 'n')
  );
}
