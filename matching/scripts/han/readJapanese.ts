import type { Table } from '../../tables/readTable.js';
import { japaneseFamilyNames, japaneseGivenNames, japaneseReadings } from '../../tables/tables.js';
import { foldHan } from './foldHan.js';
import { foldFamilySigns } from './japaneseSigns.js';
import { otherRomaji } from './romaji.js';

const longestJapanese = 6;
const longestRead = 4;

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

/** Readings of a name in Han characters in Japan, by the tables of names. */
export function readJapanese(word: string): readonly string[] {
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

/** Readings of a word sign by sign: 北陸 is Hokuriku, of words from China; 丸三 Marusan, the first of the land's own. */
export function readSigns(word: string): readonly string[] {
  const signs = [...foldHan(word)];
  const ways = signs.map((sign) => japaneseReadings().get(sign)?.[0]?.split(' ') ?? []);
  if (signs.length < 2 || signs.length > longestRead || ways.some(({ length }) => length === 0)) return [];
  const inWay = (of: (at: number) => number): string => ways.map((each, at) => each[of(at)] ?? each[0]).join('');
  const likely = inWay(() => 0);
  return [...new Set([likely, inWay((at) => (at === 0 ? 1 : 0)), ...otherRomaji(likely), inWay(() => 1)])];
}
