import type { NameToken } from '../../analysedName.js';

/** Vowels of which nobody who writes the marks writes one for the other: Müller is not Möller. */
const umlauts: Readonly<Record<string, string>> = { ö: 'o', ø: 'o', ő: 'o', ü: 'u', ű: 'u' };

/** Whether two words that sound alike have marks or vowel signs in one script that make them two names. */
export function haveOtherMarks({ written: a }: NameToken, { written: b }: NameToken): boolean {
  if (isPlain(a) || isPlain(b)) return false;
  if (isThai.test(a) && isThai.test(b)) return haveOtherVowels(a, b);
  if (ofVietnam.test(a) || ofVietnam.test(b)) return hasTone(a) && hasTone(b) && inVietnam(a) !== inVietnam(b);
  const [one, other] = [umlautsOf(a), umlautsOf(b)];
  return one !== '' && other !== '' && one !== other;
}

const isPlain = (written: string): boolean => /^[a-z]*$/.test(written);

const umlautsOf = (written: string): string => [...written].map((letter) => umlauts[letter] ?? '').join('');

const isThai = /^\p{Script=Thai}/u;

// A vowel in the place of another makes another name (สมชาย, สมชัย); one that is left out, or looks like the other, is a slip.
function haveOtherVowels(a: string, b: string): boolean {
  const [one, other] = [vowelsOf(a), vowelsOf(b)];
  return one.length === other.length && one !== other;
}

const vowelsOf = (written: string): string =>
  written
    .replaceAll(/[^ะ-ูเ-ไ]/g, '')
    .replaceAll(/[ิ-ื]/g, 'ิ')
    .replaceAll('ู', 'ุ');

/** Letters with a mark of Vietnamese alone. */
const ofVietnam = /[\u1EA0-\u1EF9ơư]/;
const tone = /[\u0300\u0301\u0303\u0309\u0323]/g;

const hasTone = (written: string): boolean => written.normalize('NFD').search(tone) >= 0 || ofVietnam.test(written);

// Hậu is not Hào. The tone of a syllable stands on one vowel of it or on another: Hoà, Hòa.
function inVietnam(written: string): string {
  const letters = written.normalize('NFD');
  return letters.replaceAll(tone, '') + [...letters.matchAll(tone)].join('');
}
