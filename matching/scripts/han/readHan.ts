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

/** A language in which a name in Han characters is read; a foreign name is read in its own. */
export type HanLanguage = 'Chinese' | 'Japanese' | 'Korean' | 'Vietnamese' | 'foreign';

/** Readings of a word in Han characters, the likeliest first: see `readHanBy`. */
export function readHan(word: string): readonly string[] {
  return readHanBy(word).flatMap(([, readings]) => readings);
}

/**
 * Readings of a word in Han characters, with their languages: as a foreign name, first where it is long; in pinyin; as a Japanese
 * name, in both orders; as a Korean, Cantonese or Vietnamese name; in Wade-Giles; with each reading of its first character as a
 * family name, and with the family's spellings in Canton, Fujian and abroad.
 */
export function readHanBy(word: string): readonly ReadIn[] {
  const text = foldHan(word);
  const known = foreignNames().get(word) ?? foreignNames().get(text) ?? [];
  const foreign = [...known, ...readForeign(text)];
  const japanese = readJapanese(word);
  if ([...text].length > longestName)
    return [
      ['foreign', foreign],
      ['Japanese', japanese],
      ['Chinese', [read(text, 'off').join('')]],
    ];
  return foreign[0] === 'al' ? [['foreign', foreign]] : readName(text, japanese, foreign, Math.max(1, known.length));
}

type ReadIn = readonly [HanLanguage, readonly string[]];

// The likeliest of each language, before the others of any.
function readName(
  text: string,
  japanese: readonly string[],
  foreign: readonly string[],
  likelyForeign: number,
): readonly ReadIn[] {
  const characters = [...text];
  const syllables = read(text, 'head');
  const chinese: ReadIn = ['Chinese', [syllables.join('')]];
  const { korean, cantonese, hokkien, vietnamese } = readElsewhere(characters);
  const [likely, ...others] = foreign;
  const isForeign = characters.length > 2 && likely !== undefined;
  const length = familyReadings.has(characters.slice(0, 2).join('')) ? 2 : 1;
  const rest = syllables.slice(length).join('');
  const families = familyReadings.get(characters.slice(0, length).join('')) ?? [];
  return [
    ...(isForeign ? [inForeign([likely]), chinese] : [chinese, inForeign(foreign.slice(0, likelyForeign))]),
    ['Japanese', japanese.slice(0, 2)],
    ['Korean', korean.slice(0, 2)],
    ['Chinese', [...cantonese, syllables.map(toWadeGiles).join('')]],
    ['Chinese', characters.length < longestName ? hokkien : []],
    ['foreign', others],
    ['Japanese', japanese.slice(2)],
    ['Vietnamese', vietnamese],
    ['Korean', korean.slice(2)],
    ['Chinese', families.map((family) => family + rest)],
    ['Chinese', readAll(characters[0] as string).map((family) => family + syllables.slice(1).join(''))],
  ];
}

const inForeign = (readings: readonly string[]): ReadIn => ['foreign', readings];

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
