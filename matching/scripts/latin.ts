import anyAscii from 'any-ascii';
import { spellArmenian } from './armenian.js';
import { spellThai } from './southeastAsia/thaiElements.js';
import { spellOtherwise } from './traditions.js';

// Spellings of letters by writers who do not have them, by convention of the language, the likelier first. Where it only means
// leaving out the mark, a letter is not listed.
const written: Readonly<Record<string, readonly string[]>> = {
  ä: ['a', 'ae'],
  ö: ['o', 'oe'],
  ü: ['u', 'ue'],
  ő: ['o', 'oe'],
  ű: ['u', 'ue'],
  å: ['a', 'aa'],
  ø: ['o', 'oe'],
  æ: ['ae', 'a'],
  œ: ['oe', 'o'],
  ß: ['ss', 's'],
  ð: ['d', 'th'],
  þ: ['th', 't'],
  đ: ['d', 'dj'],
  ñ: ['n', 'ny'],
  č: ['c', 'ch'],
  ć: ['c', 'ch'],
  ç: ['c', 'ch'],
  š: ['s', 'sh'],
  ś: ['s', 'sh'],
  ş: ['s', 'sh'],
  ș: ['s', 'sh'],
  ž: ['z', 'zh'],
  ț: ['t', 'ts'],
  ţ: ['t', 'ts'],
  ə: ['a', 'e'],
  ı: ['i'],
  ğ: ['g', ''],
};

const vietnamese =
  /[đơưăạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịĩọỏốồổỗộớờởỡợụủũứừửữựỳỵỷỹ]|^(?:tr|ngh?|nh|kh|ph|th|gi)\p{L}?[âêôãõàáèéìíòóùúý]|[âêôãõàáèéìíòóùúý](?:nh|ng|ch)$/u;
const russian: readonly (readonly [RegExp, string])[] = [
  [/^tr/, 'ch'],
  [/^gi|^d/, 'z'],
  [/đ/g, 'd'],
  [/^x/, 's'],
  [/^ph/, 'f'],
  [/c(?!h)|(?<=i)ch$/g, 'k'],
  [/nh$/, 'n'],
  [/ư/g, 'y'],
];

/** A Vietnamese word as its Russian transcription reads: Đức is Дык. */
function throughRussian(word: string): readonly string[] {
  if (!vietnamese.test(word)) return [];
  // The tones go, and the letters stay.
  const letters = word
    .normalize('NFD')
    .replaceAll(/[\u0300\u0301\u0303\u0309\u0323]/g, '')
    .normalize('NFC');
  return [
    anyAscii(russian.reduce((text, [pattern, becomes]) => text.replaceAll(new RegExp(pattern, 'g'), becomes), letters)),
  ];
}

/** Readings of a word in Latin letters, without its accents: `müller` is read `muller` and `mueller`; and as others spell it. */
export function readLatin(word: string): readonly string[] {
  if (/^[a-z]*$/.test(word)) {
    const other = spellArmenian(word) ?? spellThai(word);
    return [word, ...(other === undefined ? [] : [other]), ...spellOtherwise(word)];
  }
  const letters = [...word.normalize('NFC')].map((letter) => written[letter] ?? [anyAscii(letter)]);
  const first = letters.map(([likely]) => likely).join('');
  // South Slavic: a j is a vowel's.
  const slavic =
    /[čćšžđ]/.test(word) && word.includes('j')
      ? [
          letters
            .map((ways) => ways.at(-1))
            .join('')
            .replaceAll('j', 'y'),
        ]
      : [];
  // Turkish and Azerbaijani.
  const turkic = /[əşğı]/.test(word) && word.includes('c') ? [first.replaceAll('c', 'j')] : [];
  const other = letters.map((ways) => ways.at(-1)).join('');
  return [
    ...(first === other ? [first] : [first, other]),
    ...slavic,
    ...turkic,
    ...throughRussian(word),
    ...spellOtherwise(first),
  ];
}
