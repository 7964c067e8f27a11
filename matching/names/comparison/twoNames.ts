import { inPinyin, isPinyin } from '../../scripts/han/palladius.js';
import { scriptOf } from '../../scripts/scriptOf.js';
import { soundClasses } from '../../scripts/soundClasses.js';
import type { NameToken } from '../analysedName.js';
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

/** Whether two words of persons' names that are nearly alike are two names, and no slip of the pen. */
export function areTwoNames(a: NameToken, b: NameToken, { how }: Likeness): boolean {
  if (areOtherSyllables(a, b) || (how === 'typo' && (areOfTwoAlphabets(a, b) || isShortInAbjad(a, b)))) return true;
  if (a.given && b.given && !shares(a.petNames, b.petNames)) return true;
  // The last vowel of a Thai word may be guessed.
  if (isThai(a) === isThai(b) && areOfTwoGenders(a, b)) return true;
  return how === 'typo' && isUsual(a) && isUsual(b) && haveOtherConsonants(a, b);
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
const manyNeighbours = 5;

function isShortInAbjad({ consonants: one, abjad }: NameToken, { consonants: other, abjad: its }: NameToken): boolean {
  if ((abjad === undefined) === (its === undefined) || Math.max(one.length, other.length) >= manyNeighbours)
    return false;
  // An h may be heard of two letters (Azhar).
  return one.length !== other.length && without(one, 'h').length !== without(other, 'h').length;
}

const without = (text: string, letter: string): string => text.replaceAll(letter, '');

const withVowelLetters: ReadonlySet<string> = new Set(['Latn', 'Cyrl', 'Grek', 'Armn', 'Geor']);

// Who writes a name in other letters reads it letter by letter: a consonant more or another one is another name.
function areOfTwoAlphabets(a: NameToken, b: NameToken): boolean {
  const [one, other] = [scriptOf(a.written), scriptOf(b.written)];
  if (one === other || !withVowelLetters.has(one) || !withVowelLetters.has(other)) return false;
  // In Latin letters a c is a k or an s.
  if (/c(?!h)/.test(a.written + b.written)) return false;
  const consonants = a.sounds.map(bare);
  return !b.sounds.some((each) => consonants.includes(bare(each)));
}

const bare = (sound: string): string => soundClasses(sound.replaceAll(/[aiu]/g, '').replace(/s$/, ''));

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
