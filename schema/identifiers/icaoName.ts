import anyAscii from 'any-ascii';
import { icaoArabic, icaoCyrillic, icaoLanguages, icaoLatin } from './icaoTables.js';
import { longestLatin } from './nameKey.js';

/** Not text: direction marks and other format characters, and the Arabic tatweel, which only stretches a word. */
const formatCharacters = /[\p{Cf}ـ]/gu;

/** What separates the parts of a name in a machine readable zone: spaces, commas, hyphens, fillers (section 4.6). */
const dividers = /[\s,،<\p{Pd}−]+/u;

const shadda = 'ّ';
const tehMarbuta = 'ة';

/**
 * A name as in the machine readable zone of a travel document (ICAO Doc 9303 part 3, 8th edition, sections 4.6 and 6): capitals
 * A to Z, with one space where the document has the filler `<`. `Müller, D'Artagnan` is `MUELLER DARTAGNAN`, `محمود` is `MXHMWD`.
 * Digits, which documents do not have in names, are kept for names of firms.
 *
 * The language of a Cyrillic name is recognised by the letters that only it has; otherwise the table's first column applies.
 * Scripts without a table are written as in `latinName`.
 *
 * @returns an empty text where nothing of the name can be transliterated
 */
export function icaoName(name: string): string {
  // Normalised before capitals: the dotless i and the like are looked up by their capital.
  const capitals = name.normalize('NFKC').replaceAll(formatCharacters, '').toUpperCase().normalize('NFC');
  const language = icaoLanguages.find(({ letters }) => letters.test(capitals));
  return capitals
    .split(dividers)
    .map((word) => transliterate(word, language))
    .filter((word) => word !== '')
    .join(' ')
    .slice(0, longestLatin)
    .trimEnd();
}

function transliterate(word: string, language: (typeof icaoLanguages)[number] | undefined): string {
  const letters = [...word].filter((letter) => letter === shadda || !/\p{M}/u.test(letter));
  let written = '';
  let last = '';
  for (const [at, letter] of letters.entries()) {
    // Section 6 C, notes: shadda doubles the letter before it; a teh marbuta at the end of a word is XAH.
    if (letter === tehMarbuta) last = letters.slice(at + 1).every((rest) => rest === shadda) ? 'XAH' : 'XTA';
    else if (letter !== shadda) {
      const special = (written === '' ? language?.first[letter] : undefined) ?? language?.differs[letter];
      last = special ?? icaoLatin[letter] ?? icaoCyrillic[letter] ?? icaoArabic[letter] ?? toBase(letter);
    }
    written += last;
  }
  return written;
}

/** The letter without its marks, or the general transliteration for scripts without a table; nothing for punctuation. */
function toBase(letter: string): string {
  if (letter === 'Ь' || /\p{P}|\p{S}/u.test(letter)) return '';
  return anyAscii(letter.normalize('NFD').replaceAll(/\p{M}/gu, ''))
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]/g, '');
}
