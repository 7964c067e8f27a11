import anyAscii from 'any-ascii';
import { readAbjad } from './abjad/abjads.js';
import { readArmenian } from './armenian.js';
import { readCyrillic } from './cyrillic.js';
import { readGreek } from './greek.js';
import { readHan } from './han/readHan.js';
import { readIndic } from './indic/indic.js';
import { readSinhala } from './indic/sinhala.js';
import { readKana } from './kana.js';
import { readHangul } from './korean/hangul.js';
import { readLatin } from './latin.js';
import { type Script, scriptOfCharacter } from './scriptOf.js';
import { skeletonOf } from './skeleton.js';
import { readBurmese } from './southeastAsia/burmese.js';
import { readKhmer } from './southeastAsia/khmer.js';
import { readLao } from './southeastAsia/lao.js';
import { readThai } from './southeastAsia/thai.js';
import { readThaana } from './thaana.js';

type Reader = (word: string) => readonly string[];

const readers: Partial<Record<Script, Reader>> = {
  Latn: readLatin,
  Cyrl: readCyrillic,
  Grek: readGreek,
  Arab: readAbjad,
  Hebr: readAbjad,
  Hani: readHan,
  Hang: readHangul,
  Hira: readKana,
  Kana: readKana,
  Deva: readIndic,
  Beng: readIndic,
  Guru: readIndic,
  Gujr: readIndic,
  Orya: readIndic,
  Taml: readIndic,
  Telu: readIndic,
  Knda: readIndic,
  Mlym: readIndic,
  Sinh: readSinhala,
  Thaa: readThaana,
  Thai: readThai,
  Laoo: readLao,
  Khmr: readKhmer,
  Mymr: readBurmese,
  Armn: readArmenian,
};
const readPlainly: Reader = (word) => [anyAscii(word)];

const maxReadings = 16;
/** Letters of a word that are read; no word of a name is longer. */
const longestWord = 64;

/**
 * The possible spellings of a word in Latin letters, the likeliest first; readings that differ only in romanisation
 * (`skeletonOf`) are one.
 *
 * @param token one word, in any script or mixture of them
 * @returns one to sixteen readings of letters a-z and digits; an empty one where nothing of the word can be romanised
 */
export function romanise(token: string): readonly string[] {
  const word = [
    ...token
      .slice(0, 2 * longestWord)
      .toWellFormed()
      .normalize('NFKC')
      .toLowerCase(),
  ]
    .slice(0, longestWord)
    .join('');
  let readings: readonly string[] = [''];
  for (const [script, part] of partsOf(word)) {
    const next = (readers[script] ?? readPlainly)(part).map(fold);
    // The likeliest reading of all parts comes first.
    readings = next.flatMap((each) => readings.map((before) => before + each)).slice(0, 2 * maxReadings);
  }
  return distinct(readings);
}

/** The parts of a word by script; a character of none belongs to the part before it. */
function partsOf(word: string): readonly (readonly [Script, string])[] {
  const parts: [Script, string][] = [];
  for (const character of word) {
    const script = scriptOfCharacter(character.codePointAt(0) ?? 0);
    const last = parts.at(-1);
    if (last && (script === 'Zyyy' || script === last[0])) last[1] += character;
    else parts.push([script, character]);
  }
  return parts;
}

const fold = (latin: string): string => latin.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

function distinct(readings: readonly string[]): readonly string[] {
  const found = new Map<string, string>();
  for (const reading of readings) {
    const skeleton = skeletonOf(reading);
    if (!found.has(skeleton)) found.set(skeleton, reading);
    if (found.size === maxReadings) break;
  }
  return [...found.values()];
}
