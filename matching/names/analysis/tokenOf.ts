import { shipPrefixes } from '../../../schema/identifiers/vesselName.js';
import { readForeign } from '../../scripts/han/readForeign.js';
import { foldHan } from '../../scripts/han/readHan.js';
import { romanise } from '../../scripts/romanise.js';
import { isAbjad, type Script, scriptOf } from '../../scripts/scriptOf.js';
import type { NamedKind, NameToken } from '../analysedName.js';
import { letterBits } from '../letters.js';
import { normalised } from './normalised.js';
import { numberIn } from './numbers.js';
import { personToken } from './personToken.js';
import { consonantsIn, soundsOf } from './sound.js';
import type { Word } from './words.js';

const syllabaries: ReadonlySet<Script> = new Set<Script>(['Hani', 'Hang', 'Hira', 'Kana']);
/** Scripts of which romanisation leaves out vowels that are said. */
const fewVowels: ReadonlySet<Script> = new Set<Script>(['Thai', 'Laoo', 'Khmr', 'Mymr']);
/** Characters of a word that may write a foreign one, where no point parts its words. */
const shortestTranscription = 3;
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
/** Letters of Arabic that neighbouring languages write with another sign. */
const arabicLetters: Readonly<Record<string, string>> = { ی: 'ي', ى: 'ي', ک: 'ك', ة: 'ه', ہ: 'ه' };

// Why kept: a few thousand words are most of those of all names, and to read one costs most of what a name does. Why begun
// anew where it is full: to know which was read last costs more than to read a word again.
const known = new Map<string, Map<string, readonly NameToken[]>>();
const mostKnown = 5000;

/** A word of a name, with what it does there; none where nothing of it can be read. */
export function tokenOf(word: Word, kind: NamedKind, index: number): readonly NameToken[] {
  const place = `${kind} ${index === 0} ${word.dotted} ${word.parted}`;
  let words = known.get(place);
  if (!words || words.size >= mostKnown) {
    words = new Map();
    known.set(place, words);
  }
  const kept = words.get(word.text);
  if (kept) return kept;
  const tokens = readToken(word, kind, index === 0).map(normalised);
  words.set(word.text, tokens);
  return tokens;
}

function readToken(word: Word, kind: NamedKind, isFirst: boolean): readonly NameToken[] {
  const plain = plainToken(kind === 'person' ? withLetters(word) : word);
  if (plain === undefined) return [];
  if (kind === 'person') return [personToken(plain, isFirst)];
  const [first = ''] = plain.readings;
  const value = numberIn(first, isFirst);
  if (value !== undefined) return [{ ...plain, role: 'number', value, weight: 1 }];
  if (kind === 'organization') return [{ ...plain, weight: first.length === 1 ? 0.3 : 1 }];
  return [shipPrefixes.has(first.toUpperCase()) && isFirst ? { ...plain, role: 'title', weight: 0.3 } : plain];
}

// A digit among the letters of a person's name stands for a letter.
function withLetters(word: Word): Word {
  const isMixed = /\d/.test(word.text) && /\p{L}/u.test(word.text);
  return isMixed ? { ...word, text: word.text.replace(/\d/g, (digit) => digitLetters[digit] ?? digit) } : word;
}

function plainToken({ text, dotted, parted }: Word): NameToken | undefined {
  const script = scriptOf(text);
  const letters = isAbjad(script) ? lettersOf(text) : fewVowels.has(script) ? text : undefined;
  const readings = readingsOf(text, letters !== undefined, parted);
  const [first] = readings;
  if (first === undefined) return undefined;
  // Why: what stands between two syllables is no soft consonant, as in Damjan.
  const said = syllabaries.has(script) ? readings.map((each) => each.replaceAll('j', 'zh')) : readings;
  const sounds = soundsOf(said);
  return {
    written: text,
    role: 'name',
    readings,
    sounds,
    letters: [letterBits(first), letterBits(sounds[0] ?? '')],
    consonants: consonantsIn(said[0] ?? first),
    ...(letters === undefined ? {} : { abjad: letters, ...otherConsonants(readings.map(consonantsIn)) }),
    ...(syllabaries.has(script) ? { syllabic: [script, script === 'Hani' ? foldHan(text) : text] as const } : {}),
    ...(isTranscription(text, script, parted) ? { transcribed: true as const } : {}),
    ...(dotted ? { acronym: true as const } : {}),
    weight: 1,
  };
}

// Why the article, too: Al-Tikriti, Altikriti, and Alizai, in which it is none.
function readingsOf(text: string, isUnvowelled: boolean, parted: boolean): readonly string[] {
  const bare = isUnvowelled ? withoutArticle(text) : text;
  const readings = romanise(bare).filter(Boolean);
  if (bare !== text && readings[0] !== undefined) return [...readings, `al${readings[0]}`];
  return parted && text.length === 1 ? [...new Set([...readings, ...readForeign(foldHan(text), 1)])] : readings;
}

// Katakana is what Japanese writes foreign words in.
function isTranscription(text: string, script: Script, parted: boolean): boolean {
  if (script === 'Kana') return text.length >= shortestTranscription;
  return (script === 'Hani' || script === 'Hang') && (parted || text.length >= shortestTranscription);
}

function otherConsonants([first = '', ...others]: readonly string[]): Pick<NameToken, 'otherConsonants'> {
  const distinct = [...new Set(others)].filter((each) => each !== first);
  return distinct.length > 0 ? { otherConsonants: distinct } : {};
}

function lettersOf(text: string): string {
  const letters = text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[یىکةہ]/g, (letter) => arabicLetters[letter] ?? letter);
  return withoutArticle(letters);
}

// Why not of short words: in الله, and the like, the letters are the word's own.
function withoutArticle(text: string): string {
  return text.length > 4 ? text.replace(/^ال/, '') : text;
}
