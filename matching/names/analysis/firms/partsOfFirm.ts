import { syllablesOf, type Word } from '../text/words.js';
import { firmMeaning, type Meaning, placeOf } from './firmWords.js';

const longestTerm = 12;
/** Scripts without gaps between words, or whose names are written together with them. */
const withoutGaps =
  /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Khmer}\p{Script=Lao}\p{Script=Myanmar}ー\d]+$/u;
/** In Thai, Khmer and Lao a word precedes the name that it describes. */
const describesBefore = /^[\p{Script=Thai}\p{Script=Khmer}\p{Script=Lao}]/u;

/**
 * The parts of a word of a firm in a script without gaps: 上海|恒达|国际|贸易|有限公司. Words that the table knows are taken from
 * both ends, as long as a name of two signs, or nothing, is left: inside it they would be found by chance.
 */
export function partsOfFirm(word: Word): readonly Word[] {
  if (!withoutGaps.test(word.text) || firmMeaning(word)) return [word];
  const [before, after]: [string[], string[]] = [[], []];
  let rest = word.text;
  for (;;) {
    const start = termAt(rest, (length) => rest.slice(0, length), isBefore, before.length === 0);
    const end = start === '' ? termAt(rest, (length) => rest.slice(rest.length - length), isAfter) : '';
    if (start !== '') before.push(start);
    else if (end !== '') after.unshift(end);
    else break;
    rest = start === '' ? rest.slice(0, rest.length - end.length) : rest.slice(start.length);
  }
  return [...before, rest, ...after]
    .filter((part) => part !== '')
    .map((text) => ({ ...word, text: placeOf(text) ? text.slice(0, -1) : text }))
    .flatMap((part) => (firmMeaning(part) ? [part] : syllablesOf(part)));
}

function termAt(
  text: string,
  cut: (length: number) => string,
  fits: (meaning: Meaning, term: string) => boolean,
  isFirst = false,
): string {
  for (let length = Math.min(longestTerm, text.length); length > 1; length -= 1) {
    const term = cut(length);
    const meaning = firmMeaning({ text: term, dotted: false }, isFirst);
    const left = text.length - length;
    if (meaning && (left === 0 || (fits(meaning, term) && (left > 1 || meaning.role === 'form')))) return term;
  }
  return '';
}

function isBefore({ role, value }: Meaning, term: string): boolean {
  return role !== 'generic' || value === 'zone' || describesBefore.test(term);
}

function isAfter({ role }: Meaning, term: string): boolean {
  return role !== 'place' || describesBefore.test(term);
}
