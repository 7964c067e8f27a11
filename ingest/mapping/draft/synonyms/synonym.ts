// SPDX-License-Identifier: Apache-2.0

/**
 * How files head their columns, by the field that is meant: words in English, German, French, Dutch, Spanish, Italian,
 * Polish, Portuguese. Headers are compared in lower case, without accents, words parted by one space. Weight: how much such a
 * column says about the kind of record; 3 says it alone.
 */
export interface Synonym {
  readonly field: string;
  readonly weight: 0 | 1 | 2 | 3;
  readonly words: readonly string[];
}

/** Words parted by `|`. */
export function synonym(field: string, weight: 0 | 1 | 2 | 3, words: string): Synonym {
  return { field, weight, words: words.split('|') };
}
