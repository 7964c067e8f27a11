import { joinSpokenNumbers } from './numbers.js';

/** A word as it was written, and what its surroundings say of it. */
export interface Word {
  /** In small letters. */
  readonly text: string;
  /** Letters with points between them. */
  readonly dotted: boolean;
  /** A point in the middle parts the words, as in foreign names in Chinese. */
  readonly parted: boolean;
}

const apostrophes = /['`´’‘ʼʻʿʾ′"“”„«»‹›]/gu;
/** What joins two words in Persian and Urdu, which is no number: Lashkar-i-Taiba. */
const izafet = /(?<=\p{L}{3})-i-(?=\p{L}{3})/giu;
const dottedLetters = /(?<![\p{L}\p{N}])(?:\p{L}[.]\s?)+\p{L}(?:[.]|(?![\p{L}\p{N}]))/gu;

/**
 * The words of a text. Apostrophes are no gaps, all other signs are; letters with points between them are one word where a
 * company is named (J.P. Morgan), and several initials where a person is.
 */
export function wordsOf(text: string, isPerson: boolean): readonly Word[] {
  const plain = (isPerson ? text : joinSpokenNumbers(text).replace(izafet, '-e-'))
    .replace(apostrophes, '')
    .replace(/&/g, ' and ')
    .replace(/%/g, ' percent ');
  // Why U+2024: it looks like a point, is no letter, and so marks what was joined.
  const joined = isPerson ? plain : plain.replace(dottedLetters, (each) => `${each.replace(/[.\s]/g, '')}\u2024`);
  const parted = /\p{Script=Han}[·•・‧∙]\p{Script=Han}/u.test(joined);
  return [...joined.matchAll(/([\p{L}\p{M}\p{N}]+)(\u2024)?/gu)].map(([, word = '', mark]) => ({
    text: word.toLowerCase(),
    dotted: mark !== undefined,
    parted,
  }));
}

/**
 * A text as it is read: well-formed, and of the many ways to write a sign the plain one.
 * Why cut twice: one sign may be eighteen in plain (U+FDFA), and what is far too long is not to be made plain at all.
 */
export function plainText(text: string): string {
  return text
    .slice(0, longestName)
    .toWellFormed()
    .normalize('NFKC')
    .slice(0, longestName)
    .toWellFormed()
    .replace(/\u200c|\u200d|\u00ad|\u0640/g, '');
}

/** Characters of a name that are read; names are shorter, and what is longer is no name. */
const longestName = 400;

/** The names that slashes part, where each is long enough to be one: `A/S` is none. */
export function namesBetweenSlashes(text: string): readonly string[] {
  const parts = text.split('/').map((part) => part.trim());
  return parts.length > 1 && parts.every((part) => part.length > 4) ? parts : [];
}
