import { isSpellingOfAnother } from '../../scripts/abjad/abjadNames.js';
import { inPinyin, isPinyin } from '../../scripts/han/palladius.js';
import { scriptOf } from '../../scripts/scriptOf.js';
import { soundClasses } from '../../scripts/soundClasses.js';
import type { NameToken } from '../analysedName.js';
import { soundOf } from '../analysis/sound.js';
import type { Likeness } from './alignment.js';
import { haveOtherConsonants } from './editCost.js';
import { areOfTwoGenders } from './genders.js';
import { isThai } from './unvowelled.js';

/** Whether two lists have a member in common. */
export function shares(a: readonly string[] | undefined, b: readonly string[] | undefined): boolean {
  return a !== undefined && b !== undefined && a.some((each) => b.includes(each));
}

/** Whether two words of ships' names are those of two persons: Maria is not Marta. */
export function areTwoBearers(a: NameToken, b: NameToken): boolean {
  return a.given === true && b.given === true && !shares(a.forms, b.forms);
}

/** Whether two words are two syllables of Chinese, of which each is another sign: Hong Xiang is not Hong Xing. */
export function areTwoSyllables({ readings: [a = ''] }: NameToken, { readings: [b = ''] }: NameToken): boolean {
  return a !== b && isPinyin(a) && isPinyin(b);
}

/** Whether one word is a known name in an abjad, and the other is how another one is spelt: أمير is not Amer. */
export function areSpeltOtherwise(a: NameToken, b: NameToken): boolean {
  if ((a.abjad === undefined) === (b.abjad === undefined)) return false;
  const [letters, { readings }] = a.abjad === undefined ? [b.abjad, a] : [a.abjad, b];
  return isSpellingOfAnother(letters ?? '', readings[0] ?? '');
}

/** Whether a word in pinyin is equal to a name in Han characters by its sound alone, and is another syllable: 朱 is not Zhou. */
export function areOtherPinyin(a: NameToken, b: NameToken): boolean {
  const [signs, word] = a.syllabic ? [a, b] : [b, a];
  if (signs.syllabic?.[0] !== 'Hani' || word.syllabic) return false;
  const [latin = ''] = word.readings;
  if (inPinyin(latin) === undefined || shares(signs.readings, word.readings)) return false;
  const alike = signs.readings.filter((each) => word.sounds.includes(soundOf(each)));
  return alike.length > 0 && alike.every((each) => inPinyin(each) !== undefined);
}

/** Whether two nearly alike words are in letters of which nobody reads the one as the other. */
export function areReadOtherwise(a: NameToken, b: NameToken, { how }: Likeness): boolean {
  return how === 'typo' && (areOfTwoAlphabets(a, b) || isShortInAbjad(a, b));
}

/** Whether two words of persons' names that are nearly alike are two names, and no slip of the pen. */
export function areTwoNames(a: NameToken, b: NameToken, like: Likeness): boolean {
  const { how } = like;
  if (areOtherSyllables(a, b) || areReadOtherwise(a, b, like) || (how === 'typo' && areVietnamese(a, b))) return true;
  if (a.given && b.given && !shares(a.petNames, b.petNames)) return true;
  // The last vowel of a Thai word may be guessed.
  if (isThai(a) === isThai(b) && areOfTwoGenders(a, b)) return true;
  return how === 'typo' && isUsual(a) && isUsual(b) && haveOtherConsonants(a, b);
}

const vietnamese =
  /^(?:ph|th|tr|ngh?|nh|kh|gi|qu|ch|[bcdghklmnpstvx])?(?:[aeiou]{1,3}|[aeiou]?y)(?:ng|nh|ch|[cmnpt])?$/;
const ofVietnam = /^(?:ph|th|tr|ng|nh|kh|gi)|(?:ng|nh)$/;

// Of syllables another one is another name: Pham is not Phan.
function areVietnamese({ readings: [a = ''] }: NameToken, { readings: [b = ''] }: NameToken): boolean {
  return vietnamese.test(a) && vietnamese.test(b) && ofVietnam.test(a) && ofVietnam.test(b);
}

// Another syllable is another sign: Jianlin is not Jianping. An n for ng is a slip.
function areOtherSyllables(
  { readings: [a = ''], sounds: [one] }: NameToken,
  { readings: [b = ''], sounds: [other] }: NameToken,
): boolean {
  return (
    inPinyin(a) !== undefined &&
    inPinyin(b) !== undefined &&
    one?.replaceAll('ng', 'n') !== other?.replaceAll('ng', 'n')
  );
}

/** Consonants of a word that has many neighbours where its vowels are unknown: Barak is not Barkat. */
const manyNeighbours = 6;

function isShortInAbjad({ consonants: one, abjad }: NameToken, { consonants: other, abjad: its }: NameToken): boolean {
  if ((abjad === undefined) === (its === undefined) || Math.max(one.length, other.length) >= manyNeighbours)
    return false;
  // An h may be heard of two letters (Azhar).
  return one.length !== other.length && without(one, 'h').length !== without(other, 'h').length;
}

const without = (text: string, letter: string): string => text.replaceAll(letter, '');

const withVowelLetters: ReadonlySet<string> = new Set(
  'Latn Cyrl Grek Armn Geor Thaa Sinh Ethi Laoo Khmr Mymr'.split(' '),
);

// Who writes a name in other letters reads it letter by letter: a consonant more or another one is another name.
function areOfTwoAlphabets(a: NameToken, b: NameToken): boolean {
  const [one, other] = [scriptOf(a.written), scriptOf(b.written)];
  if (one !== other && (indic.has(one) || indic.has(other))) return haveOtherVowels(a, b);
  if (one === other || !withVowelLetters.has(one) || !withVowelLetters.has(other)) return false;
  // In Latin letters a c is a k or an s.
  if (/c(?!h)/.test(a.written + b.written)) return false;
  if (haveOtherSibilants(a, b)) return true;
  const bare = one === 'Grek' || other === 'Grek' ? withoutEnding : withoutVowels;
  const consonants = a.sounds.flatMap(inGermanToo).map(bare);
  const its = b.sounds.flatMap(inGermanToo).map(bare);
  // Two letters that changed places are a slip.
  if (its.some((each) => consonants.some((other) => sorted(other) === sorted(each)))) return haveOtherVowels(a, b);
  return true;
}

// A ch of German before a consonant is a kh: Nordlicht.
const inGermanToo = (sound: string): readonly string[] =>
  /c(?=[tn])/.test(sound) ? [sound, sound.replaceAll(/c(?=[tn])/g, 'h')] : [sound];

const sorted = (text: string): string => [...text].sort().join('');

/** Scripts whose vowels are read as they are written; in Indic ones an a may be a u (Gul, Punjab). */
const alphabets: ReadonlySet<string> = new Set('Latn Cyrl Grek Armn Geor Sinh Laoo Khmr Mymr'.split(' '));
const indic: ReadonlySet<string> = new Set('Deva Beng Guru Gujr Orya Telu Knda Mlym'.split(' '));
/** Vowels that no reader of an alphabet takes for one another. */
const otherVowels: ReadonlySet<string> = new Set(['ai', 'ia', 'iu', 'ui', 'au', 'ua', 'io', 'oi', 'eu', 'ue']);
const otherVowelsOfIndic: ReadonlySet<string> = new Set(['ai', 'ia', 'iu', 'ui', 'io', 'oi', 'eu', 'ue']);

// Rashad is not Rashid, nor Beridze Beradze.
function haveOtherVowels(a: NameToken, b: NameToken): boolean {
  const [one, other] = [scriptOf(a.written), scriptOf(b.written)];
  const others = [one, other].some((each) => indic.has(each)) ? otherVowelsOfIndic : otherVowels;
  if (![one, other].every((each) => alphabets.has(each) || indic.has(each))) return false;
  return a.readings.every((one) => b.readings.every((other) => differInVowel(vowelsIn(one), vowelsIn(other), others)));
}

const vowelsIn = (reading: string): readonly string[] => reading.replaceAll('y', 'i').match(/[aeiou]+/g) ?? [];

function differInVowel(a: readonly string[], b: readonly string[], others: ReadonlySet<string>): boolean {
  return a.length === b.length && a.some((one, at) => others.has(`${one}${b[at]}`));
}

const withoutVowels = (sound: string): string => soundClasses(sound.replaceAll(/[aiu]/g, ''));
const withoutEnding = (sound: string): string => withoutVowels(sound.replace(/s$/, ''));

// Hrytsenko is not Hryshchenko, though Germans and Poles write the one as others do the other.
function haveOtherSibilants(a: NameToken, b: NameToken): boolean {
  return a.readings.every((one) => b.readings.every((other) => areHissedOtherwise(one, other)));
}

function areHissedOtherwise(a: string, b: string): boolean {
  const [one, other] = [isHissed(a), isHissed(b)];
  return one !== undefined && other !== undefined && one !== other;
}

const isHissed = (reading: string): boolean | undefined => {
  if (/s+h|sz|sch/.test(reading)) return true;
  return /ts|tz/.test(reading) ? false : undefined;
};

/** Vowels of which nobody who writes the marks writes one for the other: Müller is not Möller. */
const marks: Readonly<Record<string, string>> = { ö: 'o', ø: 'o', ő: 'o', ü: 'u', ű: 'u' };

/** Whether the marks of two words differ. */
export function haveOtherMarks(a: NameToken, b: NameToken): boolean {
  const [one, other] = [marksOf(a.written), marksOf(b.written)];
  return one !== '' && other !== '' && one !== other;
}

function marksOf(written: string): string {
  if (/^[a-z]*$/.test(written)) return '';
  return [...written].map((letter) => marks[letter] ?? '').join('');
}

// Borne by many somewhere: another usual name is seldom a slip of the pen.
function isUsual({ role, weight }: NameToken): boolean {
  return role === 'name' && weight < 1;
}
