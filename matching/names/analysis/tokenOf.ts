import type { NamedKind, NameToken, TokenRole } from '../analysedName.js';
import { consonantsOf, readingsOf, soundOf } from './latin.js';
import { numberIn } from './numbers.js';
import {
  genericWords,
  nameParts,
  organizationForms,
  organizationGlue,
  personGlue,
  shortenings,
  titles,
  vesselTitles,
} from './roleWords.js';
import type { Word } from './words.js';

const abjads = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}]/u;
const syllabaries = {
  Han: /\p{Script=Han}/u,
  Hangul: /\p{Script=Hangul}/u,
  Kana: /[\p{Script=Hiragana}\p{Script=Katakana}]/u,
};
const patronymic =
  /.{3}(ovich|evich|ovych|evych|ovitch|evitch|ovic|evic|ovna|evna|ivna|ichna|oglu|ogly|qizi|qyzy|kyzy|uly|uulu)$/;
/** Digits that stand for letters. */
const digitLetters: Readonly<Record<string, string>> = {
  0: 'o',
  1: 'i',
  3: 'e',
  4: 'a',
  5: 's',
  7: 't',
  8: 'b',
  9: 'g',
};
const weights: Readonly<Record<TokenRole, number>> = {
  name: 1,
  patronymic: 0.7,
  initial: 0.3,
  title: 0.3,
  glue: 0,
  form: 0,
  generic: 0.4,
  number: 1,
  place: 0.8,
};

/** A word of a name, with what it does there; none where nothing of it can be read. */
export function tokenOf({ text, dotted }: Word, kind: NamedKind, index: number): readonly NameToken[] {
  const isMixed = kind === 'person' && /\d/.test(text) && /\p{L}/u.test(text);
  const written = isMixed ? text.replace(/\d/g, (digit) => digitLetters[digit] ?? digit) : text;
  const abjad = abjads.test(written);
  const stem = abjad && written.length > 4 ? written.replace(/^ال/, '') : written;
  const readings = readingsOf(stem).map((reading) =>
    kind === 'organization' ? (shortenings.get(reading) ?? reading) : reading,
  );
  const first = readings[0];
  if (first === undefined) return [];
  const value = kind === 'person' ? undefined : numberIn(first, index === 0);
  const role = value === undefined ? roleOf(first, kind, index) : 'number';
  const syllabic = Object.entries(syllabaries).find(([, pattern]) => pattern.test(written))?.[0];
  const sounds = [...new Set(readings.map(soundOf))];
  return [
    {
      written,
      role: role === 'initial' && syllabic ? 'name' : role,
      readings,
      sounds,
      consonants: consonantsOf(first),
      ...(abjad ? { abjad } : {}),
      ...(syllabic ? { syllabic } : {}),
      ...(value === undefined ? {} : { value }),
      ...(dotted ? { acronym: true as const } : {}),
      weight: role === 'name' ? nameWeight(first, kind) : weights[role],
    },
  ];
}

function roleOf(word: string, kind: NamedKind, index: number): TokenRole {
  if (kind === 'organization') {
    if (organizationForms.has(word)) return 'form';
    if (organizationGlue.has(word)) return 'glue';
    return genericWords.has(word) ? 'generic' : 'name';
  }
  if (kind !== 'person') return vesselTitles.has(word) && index === 0 ? 'title' : 'name';
  if (personGlue.has(word) && !(word.length === 1 && index === 0)) return 'glue';
  if (word.length === 1) return 'initial';
  if (titles.has(word)) return 'title';
  return patronymic.test(word) && index > 0 ? 'patronymic' : 'name';
}

function nameWeight(word: string, kind: NamedKind): number {
  if (kind === 'person') return nameParts.has(word) ? 0.4 : word.length < 3 ? 0.7 : 1;
  return word.length === 1 ? 0.3 : 1;
}
