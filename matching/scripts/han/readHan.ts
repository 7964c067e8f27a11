import { createRequire } from 'node:module';
import type { Table } from '../../tables/readTable.js';
import { foreignNames, japaneseFamilyNames, japaneseGivenNames } from '../../tables/tables.js';
import { familyReadings } from './families.js';
import { foldFamilySigns, foldJapanese } from './japaneseSigns.js';
import { readElsewhere } from './readElsewhere.js';
import { readForeign } from './readForeign.js';
import { otherRomaji } from './romaji.js';
import { toWadeGiles } from './wadeGiles.js';

const require = createRequire(import.meta.url);
let pinyin: typeof import('pinyin-pro').pinyin | undefined;
let simplify: ((text: string) => string) | undefined;

// The most characters of a personal name; longer texts are firms and places.
const longestName = 4;
const longestJapanese = 6;

/** A text with traditional and Japanese Han characters simplified: 陳 and 陈 are one, as are 澤, 沢 and 泽. */
export function foldHan(text: string): string {
  simplify ??= simplifier();
  return foldJapanese(simplify(text));
}

/** By the folded signs of a Japanese name: its readings. */
const known = new Map<() => Table, ReadonlyMap<string, readonly string[]>>();

function japanese(table: () => Table, name: string): readonly string[] {
  let folded = known.get(table);
  if (!folded) {
    const all = new Map<string, readonly string[]>();
    for (const [signs, readings] of table()) {
      const key = foldFamilySigns(foldHan(signs));
      all.set(key, [...(all.get(key) ?? []), ...readings]);
    }
    folded = all;
    known.set(table, folded);
  }
  return folded.get(foldFamilySigns(foldHan(name))) ?? [];
}

/**
 * Readings of a word in Han characters: as a foreign name, first where it is long; in pinyin; as a Japanese name, in both orders;
 * as a Korean, Cantonese or Vietnamese name; in Wade-Giles; with each reading of its first character as a family name, and with
 * the family's spellings in Canton, Fujian and abroad.
 */
export function readHan(word: string): readonly string[] {
  const text = foldHan(word);
  const characters = [...text];
  const japanese = readJapanese(word);
  const known = foreignNames().get(word) ?? foreignNames().get(text) ?? [];
  const foreign = [...known, ...readForeign(text)];
  if (characters.length > longestName) return [...foreign, ...japanese, read(text, 'off').join('')];
  if (foreign[0] === 'al') return foreign;
  const syllables = read(text, 'head');
  const chinese = syllables.join('');
  const { korean, cantonese, hokkien, vietnamese } = readElsewhere(characters);
  const [likely, ...others] = foreign;
  const first =
    characters.length > 2 && likely !== undefined
      ? [likely, chinese]
      : [chinese, ...foreign.slice(0, Math.max(1, known.length))];
  // The likeliest of each language, before the others of any.
  const readings = [
    ...first,
    ...japanese.slice(0, 2),
    ...korean.slice(0, 2),
    ...cantonese,
    syllables.map(toWadeGiles).join(''),
    ...(characters.length < longestName ? hokkien : []),
  ];
  readings.push(...others, ...japanese.slice(2), ...vietnamese, ...korean.slice(2));
  const length = familyReadings.has(characters.slice(0, 2).join('')) ? 2 : 1;
  const rest = syllables.slice(length).join('');
  for (const family of familyReadings.get(characters.slice(0, length).join('')) ?? []) readings.push(family + rest);
  for (const family of readAll(characters[0] as string)) readings.push(family + syllables.slice(1).join(''));
  return readings;
}

/** Where a Japanese name without a gap has its family name's end, by the tables; the likelier first. */
export function japaneseSplits(name: string): readonly number[] {
  const characters = [...name];
  const places = Array.from({ length: Math.min(characters.length, longestJapanese) - 1 }, (_, at) => at + 1);
  const isFamily = (at: number): boolean => japanese(japaneseFamilyNames, characters.slice(0, at).join('')).length > 0;
  const isGiven = (at: number): boolean => japanese(japaneseGivenNames, characters.slice(at).join('')).length > 0;
  const both = places.filter((at) => isFamily(at) && isGiven(at));
  // A family name of two characters is known as one: the rest is a given name that no table has.
  return [...both, ...places.filter((at) => at > 1 && isFamily(at) && !both.includes(at))];
}

// A name may have many readings; the table has the likelier ones first.
const likeliest = (readings: readonly string[]): readonly string[] => readings.slice(0, 2);

function readJapanese(word: string): readonly string[] {
  const readings = [
    ...likeliest(japanese(japaneseFamilyNames, word)),
    ...likeliest(japanese(japaneseGivenNames, word)),
  ];
  const characters = [...word];
  if (characters.length > longestJapanese) return [...readings, ...readings.flatMap(otherRomaji)];
  for (let at = 1; at < characters.length; at += 1) {
    const families = likeliest(japanese(japaneseFamilyNames, characters.slice(0, at).join('')));
    const given = likeliest(japanese(japaneseGivenNames, characters.slice(at).join('')));
    for (const family of families) for (const each of given) readings.push(family + each, each + family);
  }
  return [...readings.slice(0, 4), ...readings.slice(0, 2).flatMap(otherRomaji)];
}

function read(text: string, surname: 'head' | 'off'): readonly string[] {
  pinyin ??= (require('pinyin-pro') as typeof import('pinyin-pro')).pinyin;
  return pinyin(text, { toneType: 'none', surname, type: 'array' }).map(plain);
}

function readAll(character: string): readonly string[] {
  return pinyin?.(character, { toneType: 'none', multiple: true, type: 'array' }).map(plain) ?? [];
}

const plain = (syllable: string): string =>
  syllable
    .replaceAll('ü', 'u')
    .replace(/^([nl])v/, '$1u')
    .replaceAll(/[^a-z]/g, '');

function simplifier(): (text: string) => string {
  const { Converter } = require('opencc-js/t2cn') as typeof import('opencc-js/t2cn');
  return Converter({ from: 't', to: 'cn' });
}
