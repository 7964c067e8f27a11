import { readTable, type Table } from './readTable.js';

/** A table that is read on first use: a process that compares no names reads none. */
function onFirstUse(name: string): () => Table {
  let table: Table | undefined;
  return () => {
    table ??= readTable(name);
    return table;
  };
}

/** Legal forms (`ooo`, `limited liability company`), each with its class: LLC, JSC, LP and so on, or `any` where it has none. */
export const organisationForms = onFirstUse('organisationForms');
/** Words in the names of many organizations (`bank`, `banco`), with their common meaning. */
export const organisationWords = onFirstUse('organisationWords');
/** Titles and degrees, with their kind: two of one kind mean the same. */
export const honorifics = onFirstUse('honorifics');
/** English pet names and the names they are short for, each name for itself too: names that share one may be of one person. */
export const nicknames = onFirstUse('nicknames');
/** Given names in neighbouring languages (Mykola, Nikolai), and their pet names (Sasha), with the first form. */
export const nameForms = onFirstUse('nameForms');
/** Common names in Arabic and Hebrew letters, folded (`foldAbjad`), with their spellings in Latin letters, vowels and all. */
export const abjadNameTable = onFirstUse('abjadNames');
/** More spellings of them, and of family names. */
export const abjadSpellings = onFirstUse('abjadSpellings');
/** Usual foreign names as Chinese, Japanese and Korean write them, with their spellings in Latin letters. */
export const foreignNames = onFirstUse('foreignNames');
/** Organizations that are known by several names (an acronym, a name in their own script), with one of them. */
export const knownFirms = onFirstUse('knownFirms');
/** Spellings of parts of Thai names, with the part as it sounds. */
export const thaiElements = onFirstUse('thaiElements');
/** Words and signs for whole numbers (`twenty first`, `zwanzig`), with the number. */
export const ordinals = onFirstUse('ordinals');
/** Countries and territories in many languages, with their codes (`ir`, `us-de`). */
export const places = onFirstUse('places');
/** Words of firms in many scripts, as written, with role and meaning (`generic bank`): see `firmWords.txt`. */
export const firmWords = onFirstUse('firmWords');
/** More of them, in more languages. */
export const tradeWords = onFirstUse('tradeWords');
/** Words of firms in several syllables that are written apart, in Latin letters without accents: role and value. */
export const tradePhrases = onFirstUse('tradePhrases');
/** Countries and large cities in other scripts than Latin, as written, with their codes. */
export const firmPlaces = onFirstUse('firmPlaces');
/** How common a name is, by its skeleton: see `commonnessOf`. */
export const commonness = onFirstUse('commonness');

/**
 * How common a name is: 0 to 4, where 4 is a name that one in a hundred bears somewhere, and 0 is rare, or from a country without
 * counts.
 */
export function commonnessOf(skeleton: string): number {
  return Number(commonness().get(skeleton)?.[0] ?? 0);
}
/** Japanese family names in Han characters, with their readings in Latin letters. */
export const japaneseFamilyNames = onFirstUse('japaneseFamilyNames');
/** Japanese given names in Han characters, with their readings in Latin letters. */
export const japaneseGivenNames = onFirstUse('japaneseGivenNames');
/** Simplified Han characters that Japan teaches or allows in names: readings, the likelier first, with spaces between. */
export const japaneseReadings = onFirstUse('japaneseReadings');
/** Simplified Han characters in Korean names: readings in Hangul, the likelier first. */
export const koreanReadings = onFirstUse('koreanReadings');
/** Simplified Han characters in Cantonese names: readings as spelt in Hong Kong. */
export const cantoneseReadings = onFirstUse('cantoneseReadings');
/** The same as customarily spelt, which is often in another way. */
export const cantoneseSpellings = onFirstUse('cantoneseSpellings');
/** Simplified Han characters in Hokkien and Teochew names, as spelt in Singapore and Malaysia. */
export const hokkienReadings = onFirstUse('hokkienReadings');
/** Simplified Han characters in Vietnamese names: readings without accents. */
export const vietnameseReadings = onFirstUse('vietnameseReadings');
