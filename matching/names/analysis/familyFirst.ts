import { chineseFamilies, familyReadings } from '../../scripts/han/families.js';
import { foldHan } from '../../scripts/han/foldHan.js';
import { readForeign } from '../../scripts/han/readForeign.js';
import { japaneseSplits } from '../../scripts/han/readJapanese.js';
import { isFamilyName } from '../../scripts/korean/hangul.js';
import { withKoreanGiven } from '../../scripts/korean/syllables.js';
import { foreignNames } from '../../tables/tables.js';

const longest = 6;
const signs = /[\p{Script=Hangul}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+/gu;
const isHangul = /^\p{Script=Hangul}+$/u;
const koreanCompounds = new Set('남궁 황보 제갈 사공 선우 독고 서문 동방'.split(' '));

/**
 * A name that is written without a gap, with one between the family name and the given name: `王秀英` is `王 秀英`, `남궁민수` is
 * `남궁 민수`. The likelier first; as it is, where it may be a foreign name or where no family name is known.
 *
 * @param text the whole name of a person
 */
export function familyFirst(text: string): readonly string[] {
  const inSigns = text.match(signs) ?? [];
  if (inSigns.length === 0) {
    const korean = withKoreanGiven(text);
    return [text, ...(korean.length > 0 ? korean : withChineseGiven(text))];
  }
  if (inSigns.length > 1) return [text];
  const [name = ''] = inSigns;
  const length = [...name].length;
  if (length < 2 || length > longest) return [text];
  const ways = isHangul.test(name) ? inHangul(name, length) : inHan(name, length);
  return ways.map((way) => text.replace(name, way));
}

const syllable = /^[bcdfghjklmnpqrstwxyz]{0,3}[aeiou]{1,3}[nmngkpth]{0,2}$/i;

// Tan Chee Beng, whose given name others write as one word.
function withChineseGiven(text: string): readonly string[] {
  const words = text
    .replace(',', ' ')
    .trim()
    .split(/[\s-]+/);
  if (words.length !== 3 || !words.every((word) => syllable.test(word))) return [];
  const [first = '', second = '', third = ''] = words;
  if (chineseFamilies.has(first.toLowerCase())) return [`${first} ${second}${third}`];
  return chineseFamilies.has(third.toLowerCase()) ? [`${third} ${first}${second}`] : [];
}

function inHangul(text: string, length: number): readonly string[] {
  if (length < 5 && length > 2 && koreanCompounds.has(text.slice(0, 2))) return [gapAt(text, 2)];
  return length < 4 && isFamilyName(text.charAt(0)) ? [gapAt(text, 1)] : [text];
}

function inHan(text: string, length: number): readonly string[] {
  if (!/^[\p{Script=Han}ヶケ]+$/u.test(text)) return [text];
  const folded = foldHan(text);
  const compound = length > 2 && familyReadings.has([...folded].slice(0, 2).join('')) ? 2 : 1;
  const japanese = japaneseSplits(text);
  const chinese = length - compound < 3 ? [compound] : [];
  const usual = length === 4 && japanese.length === 0 && compound === 1 ? [2] : [];
  const isForeign = length > 2 && !isChinese(folded, length) && readForeign(folded).length > 0;
  const places = [...new Set(length > 3 && compound === 1 ? [...japanese, ...usual] : [...chinese, ...japanese])];
  const split = places.map((at) => gapAt(text, at));
  if (!isForeign) return split.length > 0 ? split : [text];
  return length > 3 ? [text, ...split] : [...split, text];
}

// Three signs of which the first is a usual family name, unless the whole is known as a foreign name (马杜罗).
function isChinese(folded: string, length: number): boolean {
  return length === 3 && familyReadings.has([...folded][0] as string) && !foreignNames().has(folded);
}

function gapAt(text: string, at: number): string {
  const characters = [...text];
  return `${characters.slice(0, at).join('')} ${characters.slice(at).join('')}`;
}
