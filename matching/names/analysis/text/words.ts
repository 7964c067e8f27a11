import { seam } from '../../../scripts/korean/syllables.js';
import { burmeseSyllables } from '../../../scripts/southeastAsia/burmese.js';
import { thingText } from './thingText.js';

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

const apostrophes = /['`´’‘ʼʻʿʾ′"“”„«»‹›׳״]/gu;
/** A Hebrew letter with a geresh is another sound (ג׳ is j); the mark becomes one that is kept with its letter. */
const geresh = /(?<=[\u05D2\u05D3\u05D6\u05D7\u05E2\u05E6\u05E5\u05EA])['׳’`´](?!$)/gu;
/** The article of Arabic before a letter of the sun, as Hebrew writes it. */
const hebrewArticle = /(?<!\p{L})א-(?=[דזטנסצרשת])/gu;
const dottedLetters = /(?<![\p{L}\p{M}\p{N}])(?:\p{L}\p{M}*[.]\s?)+\p{L}\p{M}*(?:[.]|(?![\p{L}\p{M}\p{N}]))/gu;

/**
 * The words of a text. All signs but apostrophes separate words. Letters with dots between them are one word in a company's name
 * (J.P. Morgan), and initials in a person's.
 */
export function wordsOf(text: string, isPerson: boolean): readonly Word[] {
  const plain = (isPerson ? personText(text) : thingText(text))
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

const isBurmese = /^\p{Script=Myanmar}/u;

/** The syllables of a word in Burmese, which are words in Latin letters; any other word as it is. */
export function syllablesOf(word: Word): readonly Word[] {
  return isBurmese.test(word.text) ? burmeseSyllables(word.text).map((text) => ({ ...word, text })) : [word];
}

/** Mr, Mrs and Miss in Thai, which are written before a given name without a gap. */
const thaiTitles = /(?<!\p{L})(?:นางสาว|นาย|นาง|ด\.?[ชญ]\.)(?=\s?[เ-ไก-ฮ][\p{L}\p{M}]{2})/gu;

/** What a bearer is called beside the name: Joaquín "El Chapo" Guzmán. */
const calledBeside = /(?<=\S\s)["“„«][\p{L}\p{M}' .-]{2,40}["”“»](?=\s\S)/gu;

/** The O of Irish names, written apart. */
const apart = /(?<=\S\s)O\s(?=\p{L}{5})/gu;

/** The text of a person's name without what stands beside its words. */
function personText(text: string): string {
  return text.replace(thaiTitles, ' ').replace(calledBeside, ' ').replace(apart, 'O');
}

/** Son or daughter of, in Malaysia and Singapore: Kumaran a/l Munusamy, Kumaran s/o Munusamy. */
const sonOf = /(?<=\S\s)[asd]\s?\/\s?[lpo](?=\s\S)/giu;

/** A person's name with the word for son or daughter that other lands have. */
export const withFiliation = (text: string): string => text.replace(sonOf, 'bin');
