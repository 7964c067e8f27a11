import anyAscii from 'any-ascii';
import { readPalladius } from './han/palladius.js';
import { readPolivanov } from './han/polivanov.js';
import { readCyrillicFamily } from './korean/syllables.js';

// A letter, then its reading.
const pairs = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(text.split(' ').map((pair) => [pair.charAt(0), pair.slice(1)]));

const common = pairs(
  'аa бb вv гg дd еe ёe жzh зz иi йy кk лl мm нn оo пp рr сs тt уu фf хkh цts чch шsh щshch ъ ыy ь эe юyu яya ' +
    'ђdj јj љlj њnj ћc џdzh ѓgj ќkj ѕdz әa ғgh қq ңn өo ұu үu һh ҷj ҳh ӯu ӣi ҹch ӏ іi їi єye ґg ўu',
);

const ukrainian = pairs('гh иy щshch');
const bulgarian = pairs('щsht ъa');

// An ending that other languages write with a vowel: Александр, Alexander.
const ending = /(?<=[дт])р$/;

const english = /(?<![аеиоуэ])у[аиоэ]/;

const belarusian = /ў|дз[еёіюя]|шч|^уладз|^аля|[жшчр]а.*і/;

/** A Belarusian name as Russian has it: Уладзімір is Владимир, Шчарбакоў Щербаков. */
function throughRussian(word: string): readonly string[] {
  const russian = word
    .replace(/^уладз/, 'влад')
    .replaceAll('шч', 'щ')
    .replaceAll(/дз(?=[еёіюя])/g, 'д')
    .replaceAll(/ц(?=[еёіюяь])/g, 'т')
    .replaceAll('ў', 'в');
  const stressed = russian.replaceAll(/(?<=[жшчщ])а|я(?=[^аеиоуыэюяі])/g, 'е').replaceAll('і', 'и');
  return stressed === word ? [] : readCyrillic(stressed).slice(0, 2);
}

/** Readings of a word in Cyrillic letters: as Russian or Ukrainian first, then in other languages and spellings. */
export function readCyrillic(word: string): readonly string[] {
  // Russian writes the Chinese zh as чж.
  const letters = [...word.normalize('NFC').replaceAll('чж', 'ж')];
  const isUkrainian = /[іїєґ]/u.test(word);
  const read = (special: Readonly<Record<string, string>>): string =>
    letters.map((letter) => special[letter] ?? common[letter] ?? anyAscii(letter)).join('');
  const readings = isUkrainian ? [read(ukrainian), read({})] : [read({})];
  const chinese = isUkrainian ? undefined : readPalladius(word);
  if (chinese?.isCertain) readings.unshift(chinese.pinyin);
  else if (chinese) readings.push(chinese.pinyin);
  if (/г/.test(word) && !isUkrainian) readings.push(read({ г: 'h' }));
  if (/ё/.test(word)) readings.push(read({ ё: 'yo' }));
  if (/щ|ъ(?!$)/.test(word)) readings.push(read(bulgarian));
  // In English names: Уильям, William.
  if (english.test(word)) readings.push(read({}).replaceAll(/(?<![aeiou])u(?=[aeio])/g, 'w'));
  if (belarusian.test(word)) readings.push(...throughRussian(word));
  const japanese = readPolivanov(word);
  if (japanese !== undefined) readings.push(japanese);
  readings.push(...readCyrillicFamily(word));
  if (ending.test(word)) readings.push(...readCyrillic(word.replace(ending, 'ер')));
  return readings;
}
