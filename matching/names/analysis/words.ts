import { withoutInvisible } from '../../../schema/invisible.js';
import { seam } from '../../scripts/korean/syllables.js';
import { burmeseSyllables } from '../../scripts/southeastAsia/burmese.js';
import { organisationForms } from '../../tables/tables.js';
import { joinSpokenNumbers } from './numbers.js';
import { placeShortenings } from './roleWords.js';

/** A word as written, with what the text around it says of it. */
export interface Word {
  /** In lower case. */
  readonly text: string;
  /** It was letters with dots between them. */
  readonly dotted: boolean;
  /** A dot after it says that it may be cut. */
  readonly cut: boolean;
  /** Middle dots separate the words, as in foreign names in Chinese. */
  readonly parted: boolean;
  /** The word with a `seam` between its syllables, which are read as Korean. */
  readonly syllables?: string | undefined;
}

/** Written without gaps, while in Latin letters each syllable is a word. */
const burmese = /\p{Script=Myanmar}+/gu;
const apostrophes = /['`´’‘ʼʻʿʾ′"“”„«»‹›׳״]/gu;
/** The sign before a number: No. 7, № 7. */
const numberSign = /(?<![\p{L}\p{N}])(?:no|nr|n°|nº)[.\s]*(?=\d)/giu;
const otherDigits = /(?!\d)\p{Nd}/gu;
const anyDigit = /\d/;
/** Legal forms that a bracket marks, in Japanese and Korean: ㈱ is normalised to (株). */
const bracketed: readonly (readonly [RegExp, string])[] = [
  [/\(株\)/g, ' 株式会社 '],
  [/\(有\)/g, ' 有限会社 '],
  [/\(주\)/g, ' 주식회사 '],
  [/\(유\)/g, ' 유한회사 '],
];
/** The article, or of, before a vowel in French and Italian: l'électricité. */
const elided = /(?<!\p{L})(?:dell|nell|all|[ld])['’](?=[aeiouhàâéèêëîïôöûü]\p{L}{2})/giu;
/** Forms and words of firms that are shortened with signs inside: (P) Ltd, F.lli, ኃ/የተ/የግ/ማ. */
const shortened: readonly (readonly [RegExp, string])[] = [
  [/\(p\)(?=\s*l(?:td|imited))/iu, ' '],
  [/(?<=ltd\.?),?\s*part(?:nership)?(?!\p{L})/iu, ' lp'],
  [/(?<!\p{L})f\.?\s?lli(?!\p{L})/giu, 'fratelli'],
  [/ኃ\s?[/.]\s?የተ\s?[/.]\s?የ?ግ\s?[/.]?\s?ማ(?:ኅበር|ህበር)?/u, 'plc'],
  [/(?<=\S\s)ឯ\.?\s?ក(?!\p{L})/u, 'ltd'],
];
/** A Hebrew letter with a geresh is another sound (ג׳ is j); the mark becomes one that is kept with its letter. */
const geresh = /(?<=[\u05D2\u05D3\u05D6\u05D7\u05E2\u05E6\u05E5\u05EA])['׳’`´](?!$)/gu;
/** The article of Arabic before a letter of the sun, as Hebrew writes it. */
const hebrewArticle = /(?<!\p{L})א-(?=[דזטנסצרשת])/gu;
/** The ezafe between two words in Persian and Urdu, which is not a roman numeral: Lashkar-i-Taiba. */
const izafet = /(?<=\p{L}{3})-i-(?=\p{L}{3})/giu;
const dottedLetters = /(?<![\p{L}\p{M}\p{N}])(?:\p{L}\p{M}*[.]\s?)+\p{L}\p{M}*(?:[.]|(?![\p{L}\p{M}\p{N}]))/gu;

/** Mr, Mrs and Miss in Thai, which are written before a given name without a gap. */
const thaiTitles = /(?<!\p{L})(?:นางสาว|นาย|นาง|ด\.?[ชญ]\.)(?=\s?[เ-ไก-ฮ][\p{L}\p{M}]{2})/gu;

/**
 * The words of a text. All signs but apostrophes separate words. Letters with dots between them are one word in a company's name
 * (J.P. Morgan), and initials in a person's.
 */
export function wordsOf(text: string, isPerson: boolean): readonly Word[] {
  const plain = (isPerson ? personText(text) : thingText(text))
    .replace(burmese, (each) => (isPerson ? burmeseSyllables(each).join(' ') : each))
    .replace(geresh, '\u05BF')
    .replace(hebrewArticle, 'אל-')
    .replace(apostrophes, '')
    .replace(/&/g, ' and ')
    .replace(/%/g, ' percent ');
  // U+2024, which is not a letter, marks what was joined.
  const joined = isPerson ? plain : plain.replace(dottedLetters, (each) => `${each.replace(/[.\s]/g, '')}\u2024`);
  const parted = /\p{Script=Han}[·•・‧∙]\p{Script=Han}/u.test(joined);
  return [...joined.matchAll(/([\p{L}\p{M}\p{N}]+(?:\u2027[\p{L}\p{M}]*)?)(\u2024)?(\.)?/gu)].map(
    ([, word = '', mark, dot]) => ({
      text: word.replace(seam, '').toLowerCase(),
      dotted: mark !== undefined,
      cut: dot !== undefined && word.length > 1,
      parted,
      ...(word.includes(seam) ? { syllables: word.toLowerCase() } : {}),
    }),
  );
}

/** What a bearer is called beside the name: Joaquín "El Chapo" Guzmán. */
const calledBeside = /(?<=\S\s)["“„«][\p{L}\p{M}' .-]{2,40}["”“»](?=\s\S)/gu;

/** The O of Irish names, written apart. */
const apart = /(?<=\S\s)O\s(?=\p{L}{5})/gu;

function personText(text: string): string {
  return text.replace(thaiTitles, ' ').replace(calledBeside, ' ').replace(apart, 'O');
}

function thingText(text: string): string {
  let plain = joinSpokenNumbers(text).replace(izafet, '-e-').replace(otherDigits, inLatinDigits);
  if (anyDigit.test(plain)) plain = plain.replace(numberSign, '');
  plain = plain.replace(elided, '');
  for (const [pattern, form] of shortened) plain = plain.replace(pattern, form);
  if (plain.includes('(')) for (const [pattern, form] of bracketed) plain = plain.replace(pattern, form);
  return plain;
}

// Each script's ten digits are one after another.
function inLatinDigits(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let zero = code;
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String(code - zero);
}

/** Son or daughter of, in Malaysia and Singapore: Kumaran a/l Munusamy, Kumaran s/o Munusamy. */
const sonOf = /(?<=\S\s)[asd]\s?\/\s?[lpo](?=\s\S)/giu;

/** A person's name with the word for son or daughter that other lands have. */
export const withFiliation = (text: string): string => text.replace(sonOf, 'bin');

/** A gap that a Persian word has inside, where others have a real one or none: حسینی‌پور. */
const innerGap = /(?<=\p{Script=Arabic}{2})\u200c(?=\p{Script=Arabic}{2})/gu;
/** María, as Spanish shortens it. */
const maria = /(?<!\p{L})M\.?ª(?!\p{L})/giu;

/** A text with the gaps inside its words as real ones; undefined where it has none. */
export function withGaps(text: string): string | undefined {
  const parted = text.replace(innerGap, '-');
  return parted === text ? undefined : plainText(parted);
}

/**
 * A text in its normalised, well-formed form. It is cut both before and after normalising: one character may become eighteen
 * (U+FDFA), and a text that is far too long should not be normalised at all.
 */
export function plainText(text: string): string {
  const kept = text.slice(0, longestName).toWellFormed().replace(maria, 'María');
  const normalised = kept.normalize('NFKC').slice(0, longestName).toWellFormed();
  return withoutInvisible(normalised)
    .replaceAll('İ', 'I')
    .replace(/\u200c|\u200d|\u0640/g, '');
}

/** Characters of a name that are read; no name is longer. */
const longestName = 400;

/** What joins two names of one ship or firm: ex, formerly, also known as, doing business as. */
const alsoNamed =
  /[\s,;([]+(?:ex(?:[\s.:-]|(?=\())|(?:f\.?k\.?a|a\.?k\.?a|n\.?k\.?a|d[./]?b[./]?a|f\/k\/a|a\/k\/a)\b\.?|formerly\b|бывш\p{L}*|原名|旧名)[\s.:-]*/iu;

/** The acronym of a firm, in brackets behind its name, which others leave out: (KEXIM). */
const acronymBehind = /^(.*\S{3}\s+\S{3}.*?)\s*\((\p{Lu}[\p{Lu}&-]{2,9})\)$/u;

/** A firm's name without the acronym in brackets behind it, then as it is. */
export function acronymAside(text: string): readonly string[] {
  const [, name, acronym = ''] = acronymBehind.exec(text.trim()) ?? [];
  const says = acronym.toLowerCase();
  const isApart = name !== undefined && !placeShortenings.has(says) && !organisationForms().has(says);
  return isApart ? [name, text] : [text];
}

/** A second name in brackets: Dong Fang Zhi Xing (Eastern Star). */
const bracketedName = /^(.{5,}?)\s*\(([^()]{5,})\)$/u;

/** The names between slashes, or of a ship or a firm before and after `ex`, where each is long enough to be one: not `A/S`. */
export function namesBetweenSlashes(text: string, isPerson: boolean): readonly string[] {
  const beside = isPerson ? undefined : bracketedName.exec(text)?.slice(1);
  const also = isPerson ? [text] : (beside ?? text.split(alsoNamed));
  const parts = (also.length > 1 ? also : text.split('/')).map((part) => part.trim());
  return parts.length > 1 && parts.every((part) => part.length > 4) ? parts : [];
}
