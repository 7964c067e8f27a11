import { createRequire } from 'node:module';
import { foreignNames } from '../../tables/tables.js';
import { familyReadings } from './families.js';
import { foldHan } from './foldHan.js';
import { readElsewhere } from './readElsewhere.js';
import { readForeign } from './readForeign.js';
import { readJapanese } from './readJapanese.js';
import { toWadeGiles } from './wadeGiles.js';

const require = createRequire(import.meta.url);
let pinyin: typeof import('pinyin-pro').pinyin | undefined;

// The most characters of a personal name; longer texts are firms and places.
const longestName = 4;

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
