import { isSpellingOfAnother } from '../../../scripts/abjad/abjadNames.js';
import type { NameToken } from '../../analysedName.js';
import { type Likeness, shares } from '../alignment.js';
import { haveOtherConsonants } from '../editCost.js';
import { isThai } from '../unvowelled.js';
import { areOfTwoGenders } from './genders.js';
import { areReadOtherwise } from './otherLetters.js';
import { areOtherSyllables, areVietnamese } from './otherSyllables.js';

/** Whether two words of ships' names are those of two persons: Maria is not Marta. */
export function areTwoBearers(a: NameToken, b: NameToken): boolean {
  return a.given === true && b.given === true && !shares(a.forms, b.forms);
}

/**
 * Whether one word is a name in an abjad that ends in another vowel, or a known one, and the other is spelt as another: أمير is not
 * Amer.
 */
export function areSpeltOtherwise(a: NameToken, b: NameToken): boolean {
  if ((a.abjad === undefined) === (b.abjad === undefined)) return false;
  const [letters, { readings }] = a.abjad === undefined ? [b.abjad, a] : [a.abjad, b];
  return haveOtherEnding(a, b) || isSpellingOfAnother(letters ?? '', readings[0] ?? '');
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

const vowelLast = /[اویيىאוייוהهةہ\u0E30-\u0E3A]$/u;
const vowelOrBreath = /[aeiouyhtw]$/;
/** An i, behind which nobody writes a breath: سامی is not Sameh. */
const iLast = /[یيי]$/u;
const bareVowel = /[aeiouyj]$/;

// The last vowel of a name is written, also where others are not: فرزانه is Farzaneh, and not Farzan.
function haveOtherEnding(a: NameToken, b: NameToken): boolean {
  if ((a.abjad === undefined) === (b.abjad === undefined)) return false;
  const [letters, { readings, written }] = a.abjad === undefined ? [b, a] : [a, b];
  if (!/^\p{Script=Latin}/u.test(written)) return false;
  const ending = iLast.test(letters.written) ? bareVowel : vowelOrBreath;
  return vowelLast.test(letters.written) && !readings.some((each) => ending.test(each));
}

// Borne by many somewhere: another usual name is seldom a slip of the pen.
function isUsual({ role, weight }: NameToken): boolean {
  return role === 'name' && weight < 1;
}
