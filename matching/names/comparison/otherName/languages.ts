import { type HanLanguage, readHanBy } from '../../../scripts/han/readHan.js';
import { readJapanese, readSigns } from '../../../scripts/han/readJapanese.js';
import { inOneRomaji } from '../../../scripts/han/romaji.js';
import type { NameToken } from '../../analysedName.js';
import { ofSyllables, soundsOf } from '../../analysis/sound.js';
import type { Pair } from '../alignment.js';

/**
 * A word in Han characters that is read in another language than the words before it: 徐鹏 is Xu Peng, or Jo Hou in Japan, but not
 * Xu Hou. A word that is like others without being equal to them, and one of a foreign name, may be of any.
 */
export function readInOtherLanguage(pairs: readonly Pair[]): Pair | undefined {
  let shared: ReadonlySet<HanLanguage> | undefined;
  for (const pair of pairs) {
    const languages = languagesOf(pair);
    if (languages.size === 0 || languages.has('foreign')) continue;
    const both: ReadonlySet<HanLanguage> = shared
      ? new Set([...shared].filter((each) => languages.has(each)))
      : languages;
    if (both.size === 0) return pair;
    shared = both;
  }
  return undefined;
}

/** Whether a word is equal to a Japanese one by its sound alone: 江藤 is Eto, and not Ito. */
export function areOtherJapanese(a: NameToken, b: NameToken): boolean {
  const [signs, word] = isHan(a) ? [a, b] : [b, a];
  if (!isHan(signs) || word.syllabic || word.abjad !== undefined) return false;
  const languages = languagesIn(signs, word);
  if (languages.size !== 1 || !languages.has('Japanese')) return false;
  const spelt = [...readJapanese(signs.written), ...readSigns(signs.written)].map(inOneRomaji);
  return !word.readings.some((each) => spelt.includes(inOneRomaji(each)));
}

function languagesOf({ a: [a, ...moreA], b: [b, ...moreB] }: Pair): ReadonlySet<HanLanguage> {
  if (!a || !b || moreA.length + moreB.length > 0 || isHan(a) === isHan(b)) return new Set();
  const [signs, word] = isHan(a) ? [a, b] : [b, a];
  return word.syllabic ? new Set() : languagesIn(signs, word);
}

function languagesIn(signs: NameToken, word: NameToken): ReadonlySet<HanLanguage> {
  return new Set(
    soundsBy(signs).flatMap(([language, sounds]) => (word.sounds.some((each) => sounds.has(each)) ? [language] : [])),
  );
}

const isHan = ({ syllabic }: NameToken): boolean => syllabic?.[0] === 'Hani';

type SoundsBy = readonly (readonly [HanLanguage, ReadonlySet<string>])[];

// Cached: a word is compared with many.
const known = new WeakMap<NameToken, SoundsBy>();

function soundsBy(signs: NameToken): SoundsBy {
  const kept = known.get(signs);
  if (kept) return kept;
  const readings = [...readHanBy(signs.written), ['Japanese', readSigns(signs.written)] as const];
  const found = readings.map(([language, each]) => [language, inSounds(each)] as const);
  known.set(signs, found);
  return found;
}

// As `tokenOf` has them.
const inSounds = (readings: readonly string[]): ReadonlySet<string> => new Set(soundsOf(readings.map(ofSyllables)));
