import type { Table } from '../../tables/readTable.js';
import {
  cantoneseReadings,
  cantoneseSpellings,
  hokkienReadings,
  koreanReadings,
  vietnameseReadings,
} from '../../tables/tables.js';
import { isFamilyName, readGiven, readHangul } from '../korean/hangul.js';
import { familyReadings } from './families.js';

/** Readings of a name in Han characters outside Mandarin: as a Korean, a Cantonese, a Hokkien and a Vietnamese name. */
export interface ReadElsewhere {
  readonly korean: readonly string[];
  readonly cantonese: readonly string[];
  readonly hokkien: readonly string[];
  readonly vietnamese: readonly string[];
}

// The common Korean family names: any other single character is a part of a name, too ambiguous to be read so.
const koreanFamilies = new Set(
  '金李朴崔郑姜赵尹张林吴韩申徐权黄安宋柳全洪高文梁孙裴白许南沈卢河郭成车朱禹具辛任罗田闵俞池陈严元蔡千方玄康咸卞廉吕边秋石苏吉',
);

/** @param characters simplified; a language is left out where one of them has no reading in it */
export function readElsewhere(characters: readonly string[]): ReadElsewhere {
  const [first = ''] = characters;
  if (characters.length === 1 && !koreanFamilies.has(first)) return { ...none, ...asFamily(first) };
  const korean = each(characters, koreanReadings(), (readings) => readings.find(isFamilyName));
  const vietnamese = each(characters, vietnameseReadings());
  return {
    korean: korean ? readKorean(korean) : [],
    cantonese: spelt(characters, cantonese),
    hokkien: spelt(characters, hokkien),
    vietnamese: vietnamese ? [vietnamese.join('')] : [],
  };
}

const none: ReadElsewhere = { korean: [], cantonese: [], hokkien: [], vietnamese: [] };

const asFamily = (family: string): Partial<ReadElsewhere> =>
  familyReadings.has(family) ? { cantonese: cantonese(family).slice(0, 2), hokkien: hokkien(family).slice(0, 2) } : {};

const cantonese = (character: string): readonly string[] => [
  ...(familyReadings.get(character) ?? []).slice(0, 1),
  ...(cantoneseSpellings().get(character) ?? []),
  ...(cantoneseReadings().get(character) ?? []),
];
const hokkien = (character: string): readonly string[] => hokkienReadings().get(character) ?? [];

/** The likeliest spelling of all characters, then with the second of each one. */
function spelt(characters: readonly string[], readings: (character: string) => readonly string[]): readonly string[] {
  const ways = characters.map((character) => [...new Set(readings(character))]);
  if (ways.some((each) => each.length === 0)) return [];
  const likeliest = ways.map(([first = '']) => first);
  const others = ways.flatMap(([, second], at) =>
    second === undefined ? [] : [likeliest.map((each, index) => (index === at ? second : each)).join('')],
  );
  return [...new Set([likeliest.join(''), ...others])].slice(0, 2);
}

// Two characters are most often a given name: the family name has a gap after it.
function readKorean(syllables: readonly string[]): readonly string[] {
  const word = syllables.join('');
  return syllables.length === 2 ? readGiven(word) : readHangul(word).slice(0, 4);
}

function each(
  characters: readonly string[],
  table: Table,
  family: (readings: readonly string[]) => string | undefined = () => undefined,
): readonly string[] | undefined {
  const found = characters.flatMap((character, at) => {
    const readings = table.get(character) ?? [];
    return ((at === 0 ? family(readings) : undefined) ?? readings[0]) || [];
  });
  return found.length === characters.length ? found : undefined;
}
