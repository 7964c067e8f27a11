import type { Table } from '../../tables/readTable.js';
import { cantoneseReadings, koreanReadings, vietnameseReadings } from '../../tables/tables.js';
import { isFamilyName, readGiven, readHangul } from '../korean/hangul.js';
import { familyReadings } from './families.js';

/** Readings of a name in Han characters outside Mandarin: as a Korean, a Cantonese and a Vietnamese name. */
export interface ReadElsewhere {
  readonly korean: readonly string[];
  readonly cantonese: readonly string[];
  readonly vietnamese: readonly string[];
}

// The common Korean family names: any other single character is a part of a name, too ambiguous to be read so.
const koreanFamilies = new Set(
  '金李朴崔郑姜赵尹张林吴韩申徐权黄安宋柳全洪高文梁孙裴白许南沈卢河郭成车朱禹具辛任罗田闵俞池陈严元蔡千方玄康咸卞廉吕边秋石苏吉',
);

/** @param characters simplified; a language is left out where one of them has no reading in it */
export function readElsewhere(characters: readonly string[]): ReadElsewhere {
  if (characters.length === 1 && !koreanFamilies.has(characters[0] as string))
    return { korean: [], cantonese: [], vietnamese: [] };
  const korean = each(characters, koreanReadings(), (readings) => readings.find(isFamilyName));
  const cantonese = each(characters, cantoneseReadings());
  const vietnamese = each(characters, vietnameseReadings());
  const [family = ''] = characters;
  const families = familyReadings.get(family) ?? [];
  const given = cantonese?.slice(1).join('');
  return {
    korean: korean ? readKorean(korean) : [],
    cantonese: cantonese ? [...families, cantonese[0]].slice(0, 2).map((first) => `${first}${given}`) : [],
    vietnamese: vietnamese ? [vietnamese.join('')] : [],
  };
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
