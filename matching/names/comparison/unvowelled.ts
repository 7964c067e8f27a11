import { likeLetters, vowelsAgree } from '../../scripts/abjad/abjadVowels.js';
import { thaiClasses } from '../../scripts/southeastAsia/thai.js';
import type { NameToken } from '../analysedName.js';
import type { Likeness } from './alignment.js';

const spelling: Likeness = { how: 'spelling', loss: 0.03 };
const reading: Likeness = { how: 'reading', loss: 0.05 };
const nearReading: Likeness = { how: 'reading', loss: 0.1 };
/** Consonants of a Thai word that is recognised by their classes alone. */
const fewestOfThai = 3;
/** The loss between a word in an abjad and one with its consonants and another long vowel, which is another name. */
const otherVowel = 0.42;

/** How two words in one abjad agree where they differ in vowels alone; undefined for all others. */
export function likeAbjads(a: NameToken, b: NameToken): Likeness | undefined {
  if (a.abjad === undefined || b.abjad === undefined) return undefined;
  const letters = likeLetters(a.abjad, b.abjad, a.sounds[0] === b.sounds[0]);
  if (letters === 'same') return spelling;
  return letters === 'vowel' ? { how: 'typo', loss: otherVowel / Math.min(1, a.weight, b.weight) } : undefined;
}

/** A likeness of consonants, or less where one of the words is in an abjad, and its vowels are not those of the other. */
export function withVowels(like: Likeness, a: NameToken, b: NameToken): Likeness {
  const [letters, { readings }] = a.abjad === undefined ? [b.abjad, a] : [a.abjad, b];
  if (letters === undefined || readings.some((each) => vowelsAgree(letters, each))) return like;
  return { how: like.how, loss: Math.max(like.loss, otherVowel / Math.min(1, a.weight, b.weight)) };
}

const thai = /^[\u0E01-\u0E4E]/;

/** Whether a word is in Thai letters. */
export function isThai({ abjad }: NameToken): boolean {
  return abjad !== undefined && thai.test(abjad);
}

/**
 * How a word in Thai letters agrees with one in others. Names are made of few parts, of which another is another name: so all
 * consonants agree, though each may be spelt in several ways.
 */
export function likeThai(a: NameToken, b: NameToken): Likeness | undefined {
  if (!endAlike(a, b)) return undefined;
  const [one = [], other = []] = [a, b].map((each) => [each.consonants, ...(each.otherConsonants ?? [])]);
  if (one.some((each) => each.length > 1 && other.includes(each))) return reading;
  const classes = new Set(a.readings.flatMap(thaiClasses));
  const shared = b.readings.flatMap(thaiClasses).filter((each) => classes.has(each));
  return shared.some(({ length }) => length >= fewestOfThai || vowelsOf(a) === vowelsOf(b)) ? nearReading : undefined;
}

const vowelFirst = /^[aeiou]/;
const vowelLast = /[iou]$/;
const vowelOrMuteLast = /[aeiouyhw]$/;

// The first vowel of a word is written in Thai too, and so is a last one: โดนัลด์ is not Adnani.
function endAlike({ readings: one }: NameToken, { readings: other }: NameToken): boolean {
  const isLike = (first: string, second: string): boolean =>
    vowelFirst.test(first) === vowelFirst.test(second) && (!vowelLast.test(first) || vowelOrMuteLast.test(second));
  return one.some((first) => other.some((second) => isLike(first, second) && isLike(second, first)));
}

function vowelsOf({ sounds: [first = ''] }: NameToken): string {
  return first.replaceAll(/[^aiu]/g, '');
}
