import { romanise } from './romanise.js';

/**
 * The key of a phrase in a table (`../tables/tables.ts`): the likeliest reading of each of its words, separated by one space, with
 * dotted letters as one word: `ООО` is `ooo`, `Sp. z o.o.` is `sp z oo`, `L.L.C.` is `llc`.
 *
 * @returns letters a-z, digits and spaces; empty where nothing of the phrase can be romanised
 */
export function phraseKey(phrase: string): string {
  return phrase
    .normalize('NFKC')
    .replaceAll(/['`´’‘ʼʻʿʾ]/gu, '')
    .replaceAll(/(?<![\p{L}\p{N}])(?:\p{L}\.\s?)+\p{L}(?![\p{L}\p{N}])/gu, (letters) =>
      letters.replaceAll(/[.\s]/g, ''),
    )
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .map((word) => romanise(word)[0])
    .filter(Boolean)
    .join(' ');
}
