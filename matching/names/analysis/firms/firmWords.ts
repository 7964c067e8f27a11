import anyAscii from 'any-ascii';
import { firmPlaces, firmWords, tradeWords } from '../../../tables/tables.js';
import type { TokenRole } from '../../analysedName.js';
import { lettersOf } from '../abjadLetters.js';
import { familyMeanings } from '../roleWords.js';
import type { Word } from '../text/words.js';

/** What a word means in a firm's name. */
export interface Meaning {
  readonly role: TokenRole;
  readonly weight: number;
  readonly value?: string;
}

const weights: Readonly<Partial<Record<TokenRole, number>>> = { generic: 0.6, place: 0.8, number: 1 };
/** The weight of a word that says that a firm is of a family of firms. */
const ofFamily = 0.3;

/** A word for a firm, which is no legal form: a trader alone may have an enterprise. */
const ofFirms = 'enterprise';

/** What a word of a firm does, by its role and value; the weight is that of words that many firms have in their names. */
export function meaningFor(role: TokenRole, value: string): Meaning {
  if (value === ofFirms) return { role: 'glue', weight: 0 };
  return { role, weight: familyMeanings.has(value) ? ofFamily : (weights[role] ?? 0), value };
}
/** Letters that an inflected word may have after its stem. */
const longestEnding = 5;
const isAbjad = /^[\p{Script=Arabic}\p{Script=Hebrew}]/u;
/** And, the, to, of and for, which are written together with the next word, as Amharic writes of. */
const joinedBefore = /^(?:وال|ولل|لل|و|ل|ב|ה|ו|ל|וה|לה|של|የ)(?=.{3})/u;
const isJoined = /^[\p{Script=Arabic}\p{Script=Hebrew}የ]/u;
const tones = /[\u0300\u0301\u0308\u0313\u0314\u0342\u0345]/g;

/** Marks a word that means something else at the beginning of a name. */
const atBeginning = '^';

/**
 * What the table says of a word as it is written, also of an inflected one; undefined for any other word.
 *
 * @param isFirst whether it begins the name: 조선 is Korea there, and else shipbuilding
 */
export function firmMeaning({ text, dotted }: Pick<Word, 'text' | 'dotted'>, isFirst = false): Meaning | undefined {
  const key = keyOf(text);
  const said =
    (isFirst ? meanings().get(atBeginning + key) : undefined) ??
    (dotted ? meanings().get(`${key}.`) : undefined) ??
    meanings().get(key) ??
    stemOf(key) ??
    placeOf(key) ??
    (isJoined.test(text) ? meanings().get(keyOf(text.replace(joinedBefore, ''))) : undefined);
  if (said === undefined) return undefined;
  const [role, value] = said.split(' ') as [TokenRole, string?];
  if (role === 'name') return undefined;
  return value === undefined || value === 'any' ? { role, weight: 0 } : meaningFor(role, value);
}

/** Names that a word of a firm or a ship translates: star for 星 and звезда. */
export function translationsOf(text: string): readonly string[] {
  const plain = isAbjad.test(text) ? text.replace(joinedBefore, '') : text;
  const said = [text, plain].map((each) => meanings().get(keyOf(each)) ?? stemOf(keyOf(each))).find(Boolean);
  return said?.startsWith('name ') ? [said.slice('name '.length)] : [];
}

/** The signs of a word in Han characters, where each is translated: 金龙 is a golden dragon. */
export function translatedSigns(word: Word): readonly Word[] {
  if (!/^\p{Script=Han}{2,6}$/u.test(word.text) || firmMeaning(word)?.role === 'place') return [word];
  const parts: Word[] = [];
  let rest = word.text.replaceAll('之', '');
  while (rest !== '') {
    const text = [rest.slice(0, 2), rest.slice(0, 1)].find((start) => translationsOf(start).length > 0);
    if (text === undefined) return [word];
    parts.push({ ...word, text });
    rest = rest.slice(text.length);
  }
  return parts;
}

/** A city or a province, with the sign for it: 深圳市. */
export function placeOf(key: string): string | undefined {
  const said = /^\p{Script=Han}{2,}[市省県縣]$/u.test(key) ? meanings().get(key.slice(0, -1)) : undefined;
  return said?.startsWith('place ') ? said : undefined;
}

function stemOf(key: string): string | undefined {
  for (let ending = 0; ending <= longestEnding && key.length - ending > 2; ending += 1) {
    const said = meanings().get(`${key.slice(0, key.length - ending)}*`);
    if (said !== undefined) return said;
  }
  return undefined;
}

let known: ReadonlyMap<string, string> | undefined;

function meanings(): ReadonlyMap<string, string> {
  known ??= new Map([
    ...[...firmPlaces()].flatMap(([text, [code = '']]) =>
      [keyOf(text), ...stemsOf(keyOf(text))].map((key) => [key, `place ${code}`] as const),
    ),
    ...[...tradeWords(), ...firmWords()].map(([text, [said = '']]) => [keyOf(text), said] as const),
  ]);
  return known;
}

/** A place in a language that inflects it: without its last vowel, which changes. */
function stemsOf(place: string): readonly string[] {
  if (!/^[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Georgian}\p{Script=Armenian}]+$/u.test(place)) return [];
  const stem = place.replace(/[аеиоуыэюяйьіїαεηιουωიოაե]$/u, '');
  return stem.length > 4 || (stem === place && stem.length > 3) ? [`${stem}*`] : [];
}

// Greek tones and the Russian diaeresis are often left out.
function keyOf(text: string): string {
  const lower = text.toLowerCase();
  if (isAbjad.test(lower)) return lettersOf(lower);
  if (/^\p{Script=Latin}/u.test(lower)) return anyAscii(lower);
  return /^[\p{Script=Greek}\p{Script=Cyrillic}]/u.test(lower)
    ? lower.normalize('NFD').replace(tones, '').normalize('NFC')
    : lower.normalize('NFKC');
}
