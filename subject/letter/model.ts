import type { LetterWords } from '../catalogue/words.js';

/** A line of a letter's head. */
export interface Particular {
  readonly label: string;
  readonly value: string;
}

/** One value that is told. */
export interface LetterDatum {
  readonly field: string;
  readonly value: string;
  readonly category: string;
}

/** One record or link, with what is told of it. */
export interface LetterRecord {
  readonly title: string;
  /** By what it was found, where it comes from, how long it is kept. */
  readonly facts: readonly Particular[];
  readonly data: readonly LetterDatum[];
  /** Words that the officer copied in. */
  readonly copied: readonly Particular[];
}

/** Why data of a category are processed. */
export interface LetterCategory {
  readonly words: string;
  readonly purposes: readonly string[];
  readonly basis: readonly string[];
}

/** What one source holds. */
export interface LetterSource {
  readonly heading: string;
  readonly records: readonly LetterRecord[];
  readonly categories: readonly LetterCategory[];
}

/** To whom data were disclosed, for one purpose. */
export interface LetterRecipient {
  readonly who: string;
  readonly purpose: string | null;
  /** YYYY-MM, in their order. */
  readonly months: readonly string[];
  readonly categories: readonly string[];
  readonly times: number | null;
}

/** Recipients of one kind: of data, in third countries, or told of presence alone. */
export interface RecipientTable {
  readonly heading: string;
  readonly rows: readonly LetterRecipient[];
  /** What is said below them. */
  readonly note: string;
}

/** All that a letter says, in the order in which it says it. Its three forms are written from this alone. */
export interface LetterModel {
  readonly form: 'portcullis-subject-letter-1';
  /** ISO 639-1. */
  readonly language: string;
  /** 128 random bits: they keep the hash of the letter from saying what is in it. */
  readonly nonce: string;
  /** The mark of texts that no lawyer approved; null where one did. */
  readonly proposal: string | null;
  readonly title: string;
  readonly particulars: readonly Particular[];
  readonly opening: readonly string[];
  readonly sources: readonly LetterSource[];
  readonly recipients: readonly RecipientTable[];
  readonly rights: readonly string[];
  readonly last: string;
  readonly words: Pick<LetterWords, 'headings' | 'columns' | 'table'>;
}
