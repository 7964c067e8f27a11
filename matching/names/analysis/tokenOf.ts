import { shipPrefixes } from '../../../schema/identifiers/vesselName.js';
import { isVowelled } from '../../scripts/abjad/vowelled.js';
import { foldHan } from '../../scripts/han/foldHan.js';
import { foldFamilySigns } from '../../scripts/han/japaneseSigns.js';
import { readForeign } from '../../scripts/han/readForeign.js';
import { readSigns } from '../../scripts/han/readJapanese.js';
import { spelledLetter } from '../../scripts/indic/indicLetters.js';
import { withSouthernInitial } from '../../scripts/korean/hangul.js';
import { readKorean } from '../../scripts/korean/syllables.js';
import { romanise } from '../../scripts/romanise.js';
import { isAbjad, type Script, scriptOf } from '../../scripts/scriptOf.js';
import { foreignNames, nameForms, ordinals } from '../../tables/tables.js';
import type { NamedKind, NameToken } from '../analysedName.js';
import { letterBits } from '../letters.js';
import { lettersOf, withoutArticle } from './abjadLetters.js';
import { firmMeaning, translationsOf } from './firms/firmWords.js';
import { normalised } from './normalised.js';
import { numberIn } from './numbers.js';
import { personToken } from './personToken.js';
import { shipMeaning } from './shipWords.js';
import { consonantsIn, ofSyllables, soundsOf, soundsWithoutAdded } from './sound.js';
import type { Word } from './text/words.js';

const syllabaries: ReadonlySet<Script> = new Set<Script>(['Hani', 'Hang', 'Hira', 'Kana']);
/** Characters that a transcription of a foreign word has at least, where no middle dot marks it. */
const shortestTranscription = 3;
/** Digits written for letters. */
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

/** One digit among letters that is hardly a number: Carg0, P0WER, not AR16 or H2O. */
const digitForLetter = /^(?=(?:.*[a-z]){3})(?:0[a-z]+|[a-z]+[013458][a-z]+|[a-z]+0)$/;

// Cached: a few thousand words make up most names, and reading words is most of an analysis. Cleared when full: tracking the
// least recently used would cost more than reading a word again.
const known = new Map<string, Map<string, readonly NameToken[]>>();
const maxKnown = 5000;

/** The token of a word; none where nothing of it can be read. */
export function tokenOf(word: Word, kind: NamedKind, index: number): readonly NameToken[] {
  const place = `${kind} ${index === 0} ${word.dotted} ${word.parted} ${word.cut}`;
  let words = known.get(place);
  if (!words || words.size >= maxKnown) {
    words = new Map();
    known.set(place, words);
  }
  const key = word.syllables ?? word.text;
  const kept = words.get(key);
  if (kept) return kept;
  const tokens = readToken(word, kind, index === 0).map(normalised);
  words.set(key, tokens);
  return tokens;
}

function readToken(word: Word, kind: NamedKind, isFirst: boolean): readonly NameToken[] {
  const plain = plainToken(kind === 'person' ? withLetters(word) : word);
  if (plain === undefined) return [];
  if (kind === 'person') return [personToken(plain, isFirst)];
  return thingToken(word, kind, isFirst, withJapanese(plain));
}

// The words of firms and ships of Japan are in few tables of names: their signs are read before other lands' names are.
function withJapanese(token: NameToken): NameToken {
  const likely = token.syllabic?.[0] === 'Hani' ? readSigns(token.written).slice(0, 2) : [];
  if (likely.length === 0) return token;
  const [[first, ...readings], [sound, ...sounds]] = [token.readings, token.sounds] as const;
  return {
    ...token,
    readings: [first as string, ...likely, ...readings],
    sounds: [...new Set([sound as string, ...soundsOf(likely), ...sounds])],
  };
}

function thingToken(word: Word, kind: NamedKind, isFirst: boolean, plain: NameToken): readonly NameToken[] {
  const meant = digitForLetter.test(word.text) ? plainToken(withLetters(word)) : undefined;
  if (meant)
    return [{ ...plain, readings: [...plain.readings, ...meant.readings], sounds: [...plain.sounds, ...meant.sounds] }];
  const [first = ''] = plain.readings;
  const ship = kind === 'vessel' ? shipMeaning(word, isFirst) : undefined;
  if (ship) return [{ ...plain, ...ship }];
  const value = numberIn(first, isFirst) ?? (kind === 'vessel' && !isFirst ? ordinals().get(first)?.[0] : undefined);
  if (value !== undefined) return [{ ...plain, role: 'number', value, weight: 1 }];
  if (kind === 'organization')
    return [
      { ...withStem(plain), ...translated(word), weight: first.length === 1 ? 0.3 : 1, ...firmMeaning(word, isFirst) },
    ];
  if (kind === 'vessel' && !shipPrefixes.has(first.toUpperCase())) return [{ ...plain, ...named(plain, word) }];
  return [shipPrefixes.has(first.toUpperCase()) && isFirst ? { ...plain, role: 'title', weight: 0.3 } : plain];
}

function translated({ text }: Word): Pick<NameToken, 'forms'> {
  const forms = translationsOf(text);
  return forms.length > 0 ? { forms } : {};
}

/** A word of a ship's name, which may be that of a person. */
function named({ readings }: NameToken, word: Word): Pick<NameToken, 'forms' | 'given'> {
  const given = readings.slice(0, 2).flatMap((each) => nameForms().get(each) ?? []);
  const forms = [...translationsOf(word.text), ...given];
  return forms.length === 0 ? {} : { forms, ...(given.length > 0 ? { given: true } : {}) };
}

/** The ending of an adjective made of a place: Муромский завод is Murom Plant. */
const adjective = /(?<=.{4})с(?:к|ьк)(?:ий|ая|ое|ие|ой|а|е|ого|их)$/;

/** The ending of a name that is of something, in Greek: Ελαιουργεία Μεσσηνίας. */
const genitive = /(?<=\p{Script=Greek}{4}[αήάηίί])ς$/u;

function withStem(token: NameToken): NameToken {
  const stem = token.written.replace(adjective, '').replace(genitive, '');
  // Дніпровський is of Дніпро.
  return stem === token.written
    ? token
    : {
        ...token,
        sounds: [...token.sounds, ...soundsOf([...romanise(stem), ...romanise(stem.replace(/(?<=о)в$/u, ''))])],
      };
}

// A digit among the letters of a person's name is meant as a letter, and an initial may be spelt.
function withLetters(word: Word): Word {
  const letter = word.cut ? spelledLetter(word.text) : undefined;
  if (letter !== undefined) return { ...word, text: letter };
  const isMixed = /\d/.test(word.text) && /\p{L}/u.test(word.text);
  if (!isMixed) return word;
  const text = word.text.replace(/1(?=[aeiou1l])|(?<=[aeiou1l])1/giu, 'l');
  return { ...word, text: text.replace(/\d/g, (digit) => digitLetters[digit] ?? digit) };
}

function plainToken({ text, dotted, cut, parted, syllables }: Word): NameToken | undefined {
  const script = scriptOf(text);
  const letters = unvowelled(text, script);
  const korean = syllables === undefined ? [] : readKorean(syllables);
  const readings = [...readingsOf(text, letters !== undefined, parted), ...korean];
  const [first] = readings;
  if (first === undefined) return undefined;
  const spoken = syllabaries.has(script) ? readings.map(ofSyllables) : readings;
  const heard = isSyllables(text, script) ? spoken.map(withSeamHeard) : [];
  const equal = soundsOf(korean.length > 0 ? korean.map(withSeamHeard) : [...spoken, ...heard]);
  const like = syllabaries.has(script) ? [] : soundsWithoutAdded(text, readings);
  const sounds = [...new Set([...equal, ...like])];
  return {
    written: text,
    role: 'name',
    readings,
    sounds,
    letters: [letterBits(first), letterBits(sounds[0] ?? '')],
    ...(sounds.length > equal.length ? { equal } : {}),
    consonants: consonantsIn(spoken[0] ?? first),
    ...(letters === undefined
      ? otherConsonants([consonantsIn(first), ...readings.slice(1).map(consonantsIn), ...like.map(withoutVowels)])
      : { abjad: letters, ...otherConsonants(readings.map(consonantsIn)) }),
    ...(syllabaries.has(script) ? { syllabic: [script, signsOf(text, script)] as const } : {}),
    ...(korean.length > 0 || isSyllables(text, script) ? { korean: true as const } : {}),
    ...(syllabaries.has(script) ? foreign(text) : {}),
    ...(isTranscription(text, script, parted) ? { transcribed: true as const } : {}),
    ...(dotted ? { acronym: true as const } : {}),
    ...(cut ? { cut: true as const } : {}),
    weight: 1,
  };
}

// The h of Kyong Hyok is heard behind the ng of another syllable.
const withSeamHeard = (reading: string): string => reading.replaceAll('ngh', 'nkh');

const withoutVowels = (sound: string): string => sound.replaceAll(/[aiu]/g, '');

function foreign(text: string): Pick<NameToken, 'foreign'> {
  const names = foreignNames().get(text) ?? foreignNames().get(foldHan(text));
  return names ? { foreign: names } : {};
}

function signsOf(text: string, script: Script): string {
  if (script === 'Hani') return foldFamilySigns(foldHan(text));
  return script === 'Hang' ? withSouthernInitial(text) : text;
}

function unvowelled(text: string, script: Script): string | undefined {
  if (isAbjad(script)) return isVowelled(text) ? undefined : lettersOf(text);
  // Thai is romanised without vowels that are spoken.
  return script === 'Thai' ? text : undefined;
}

// With the article too: Al-Tikriti, Altikriti, and Alizai, in which it is not one.
function readingsOf(text: string, isUnvowelled: boolean, parted: boolean): readonly string[] {
  const bare = isUnvowelled ? withoutArticle(text) : text;
  const readings = romanise(bare).filter(Boolean);
  if (bare !== text) return [...readings, ...readings.map((each) => `al${each}`)];
  return parted && text.length === 1 ? [...new Set([...readings, ...readForeign(foldHan(text), 1)])] : readings;
}

// Longer words in Hangul are foreign ones.
function isSyllables(text: string, script: Script): boolean {
  return script === 'Hang' && text.length < shortestTranscription;
}

// Japanese writes foreign words in katakana.
function isTranscription(text: string, script: Script, parted: boolean): boolean {
  if (script === 'Kana') return text.length >= shortestTranscription;
  if (!parted && text.length < shortestTranscription) return false;
  return script === 'Hang' || (script === 'Hani' && readForeign(foldHan(text), 1).length > 0);
}

function otherConsonants([first = '', ...others]: readonly string[]): Pick<NameToken, 'otherConsonants'> {
  const distinct = [...new Set(others)].filter((each) => each !== first);
  return distinct.length > 0 ? { otherConsonants: distinct } : {};
}
