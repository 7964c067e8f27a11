import { joinSpokenNumbers } from '../numbers.js';

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
/** The ezafe between two words in Persian and Urdu, which is not a roman numeral: Lashkar-i-Taiba. */
const izafet = /(?<=\p{L}{3})-i-(?=\p{L}{3})/giu;

/** The text of a name of a firm, a ship or an aircraft with its numbers in digits and its forms as words. */
export function thingText(text: string): string {
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
