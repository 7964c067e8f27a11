import { scriptOf } from '../../../scripts/scriptOf.js';
import { soundClasses } from '../../../scripts/soundClasses.js';
import type { NameToken } from '../../analysedName.js';
import { type Likeness, shares } from '../alignment.js';

/** Whether two nearly alike words are in letters of which nobody reads the one as the other. */
export function areReadOtherwise(a: NameToken, b: NameToken, { how }: Likeness): boolean {
  return how === 'typo' && (areOfTwoAlphabets(a, b) || isShortInAbjad(a, b));
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
  if (one !== other && (indic.has(one) || indic.has(other)))
    return haveOtherVowels(a, b) || ((one === 'Latn' || other === 'Latn') && areOtherBesideIndic(a, b));
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
const alphabets: ReadonlySet<string> = new Set('Latn Cyrl Grek Armn Geor Thaa Sinh Laoo Khmr Mymr'.split(' '));
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

const vowelsIn = (reading: string): readonly string[] =>
  reading
    .replaceAll('oo', 'u')
    .replaceAll('ee', 'i')
    .replaceAll('y', 'i')
    .match(/[aeiou]+/g) ?? [];

function differInVowel(a: readonly string[], b: readonly string[], others: ReadonlySet<string>): boolean {
  return a.length === b.length && a.some((one, at) => others.has(`${one}${b[at]}`));
}

/** Sounds of Indic letters that Latin letters do not tell apart, or spell in several ways. */
const indicClasses: readonly (readonly [RegExp, string])[] = [
  [/dny|gny?|gy|jny?/g, 'j'],
  [/g(?=[eiy])/g, 'j'],
  [/ph/g, 'f'],
  [/[sc]h+/g, 's'],
  [/(?<=[bcdgjkpt])h/g, ''],
  [/[mn](?![aeiouy])/g, 'n'],
  [/x/g, 'ks'],
  [/[wv]/g, 'b'],
  [/[jz]/g, 'j'],
  [/[qck]/g, 'k'],
  [/^y/g, 'Y'],
  [/[aeiouyh]/g, ''],
  [/(.)\1+/g, '$1'],
];
const inIndicClasses = (reading: string): string =>
  indicClasses.reduce((text, [pattern, becomes]) => text.replace(pattern, becomes), reading);

const isOneOther = (one: string, other: string): boolean =>
  one.length === other.length && sorted(one) !== sorted(other);

/** Whether a name in an Indic script sounds like one in Latin letters, and has another consonant: Jadhav is not Yadav. */
export function areOtherIndic(a: NameToken, b: NameToken): boolean {
  const [one, other] = [scriptOf(a.written), scriptOf(b.written)];
  const isBesideLatin = (indic.has(one) && other === 'Latn') || (indic.has(other) && one === 'Latn');
  return isBesideLatin && !shares(a.forms, b.forms) && haveOtherIndicConsonants(a, b);
}

// An i at the end of a word is written: Vasant is not Vasanti.
function areOtherBesideIndic(a: NameToken, b: NameToken): boolean {
  const isWritten = (reading: string): boolean => /[iy]$|ee$/.test(reading);
  const [ends, itsEnds] = [a.readings, b.readings].map((each) => new Set(each.map(isWritten))) as [
    Set<boolean>,
    Set<boolean>,
  ];
  return ![...ends].some((each) => itsEnds.has(each)) || haveOtherIndicConsonants(a, b);
}

// Sunita is not Sumita; a consonant more may be one that is not spoken, or spoken between two.

function haveOtherIndicConsonants(a: NameToken, b: NameToken): boolean {
  const its = b.readings.map((each) => inIndicClasses(each));
  return a.readings.map(inIndicClasses).every((one) => its.every((other) => isOneOther(one, other)));
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
