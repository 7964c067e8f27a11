import { readTable, type Table } from './readTable.js';

/** A table that is read when it is first asked for: a process that compares no names reads none. */
function onFirstUse(name: string): () => Table {
  let table: Table | undefined;
  return () => {
    table ??= readTable(name);
    return table;
  };
}

/** Forms of companies (`ooo`, `limited liability company`), each with its kind: LLC, JSC, LP and so on, or `any` where it has none. */
export const organisationForms = onFirstUse('organisationForms');
/** Words that many organisations have in their names (`bank`, `banco`), each with what they mean in common. */
export const organisationWords = onFirstUse('organisationWords');
/** Titles and degrees, with their kind: two of one kind say the same. */
export const honorifics = onFirstUse('honorifics');
/** English pet names and the names that they stand for, each name for itself, too: names that share one may be of one person. */
export const nicknames = onFirstUse('nicknames');
/** Given names as neighbouring languages have them (Mykola, Nikolai), and their pet names elsewhere (Sasha), with the first of them. */
export const nameForms = onFirstUse('nameForms');
/** Words and signs for whole numbers (`twenty first`, `zwanzig`), with the number. */
export const ordinals = onFirstUse('ordinals');
/** Countries and territories in many languages, with their codes (`ir`, `us-de`). */
export const places = onFirstUse('places');
/**
 * How usual a name is, by its skeleton: 1 to 4, where 4 is a name that one in a hundred bears somewhere. A skeleton that
 * is not in it is rare, or of a country of which nothing was counted.
 */
export const usualness = onFirstUse('usualness');
/** Japanese family names in Han characters, with their readings in Latin letters. */
export const japaneseFamilyNames = onFirstUse('japaneseFamilyNames');
/** Japanese given names in Han characters, with their readings in Latin letters. */
export const japaneseGivenNames = onFirstUse('japaneseGivenNames');
/** Han characters, simplified, as Korean names have them: in Hangul, the likelier first. */
export const koreanReadings = onFirstUse('koreanReadings');
/** Han characters, simplified, as Cantonese names have them, spelt as in Hong Kong. */
export const cantoneseReadings = onFirstUse('cantoneseReadings');
/** Han characters, simplified, as Vietnamese names have them, without accents. */
export const vietnameseReadings = onFirstUse('vietnameseReadings');
