import { isSpellingOfAnother } from '../../../scripts/abjad/abjadNames.js';
import type { NameToken } from '../../analysedName.js';
import type { Likeness } from '../alignment.js';
import { haveOtherConsonants } from '../editCost.js';
import { shares } from '../shares.js';
import { isThai } from '../unvowelled.js';
import { areOfTwoGenders } from './genders.js';
import { areReadOtherwise } from './otherLetters.js';
import { areOtherSyllables, areVietnamese } from './otherSyllables.js';

/** Whether two words of ships' names are those of two persons: Maria is not Marta. */
export function areTwoBearers(a: NameToken, b: NameToken): boolean {
  return a.given === true && b.given === true && !shares(a.forms, b.forms);
}

/** Whether one word is a known name in an abjad, and the other is how another one is spelt: أمير is not Amer. */
export function areSpeltOtherwise(a: NameToken, b: NameToken): boolean {
  if ((a.abjad === undefined) === (b.abjad === undefined)) return false;
  const [letters, { readings }] = a.abjad === undefined ? [b.abjad, a] : [a.abjad, b];
  return isSpellingOfAnother(letters ?? '', readings[0] ?? '');
}

/** Whether two words of persons' names that are nearly alike are two names, and no slip of the pen. */
export function areTwoNames(a: NameToken, b: NameToken, like: Likeness): boolean {
  const { how } = like;
  if (haveOtherEnding(a, b)) return true;
  if (areOtherSyllables(a, b) || areReadOtherwise(a, b, like) || (how === 'typo' && areVietnamese(a, b))) return true;
  if (a.given && b.given && !shares(a.petNames, b.petNames)) return true;
  // The last vowel of a Thai word may be guessed.
  if (isThai(a) === isThai(b) && areOfTwoGenders(a, b)) return true;
  return how === 'typo' && isUsual(a) && isUsual(b) && haveOtherConsonants(a, b);
}

const vowelLast = /[اویيىאוייוהهةہ\u0E30-\u0E3A]$/u;
const vowelOrBreath = /[aeiouyhtw]$/;

// The last vowel of a name is written, also where others are not: فرزانه is Farzaneh, and not Farzan.
function haveOtherEnding(a: NameToken, b: NameToken): boolean {
  if ((a.abjad === undefined) === (b.abjad === undefined)) return false;
  const [letters, { readings, written }] = a.abjad === undefined ? [b, a] : [a, b];
  if (!/^\p{Script=Latin}/u.test(written)) return false;
  return vowelLast.test(letters.written) && !readings.some((each) => vowelOrBreath.test(each));
}

// Borne by many somewhere: another usual name is seldom a slip of the pen.
function isUsual({ role, weight }: NameToken): boolean {
  return role === 'name' && weight < 1;
}
