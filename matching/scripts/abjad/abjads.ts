import { abjadNames } from './abjadNames.js';
import { isVowelled, readVowelled } from './vowelled.js';

type Letters = Readonly<Record<string, string>>;

const pairs = (text: string): Letters =>
  Object.fromEntries(text.split(' ').map((pair) => [pair.charAt(0), pair.slice(1)]));

const arabic = pairs(
  'اa أa إi آa ٱa ىa ةa بb تt ثth جj حh خkh دd ذdh رr زz سs شsh صs ضd طt ظz عa غgh فf قq كk لl مm نn هh ؤu ئi ء ' +
    'پp چch ژzh گg کk ڤv ٹt ڈd ڑr ںn ھh ہh ۂh ۃa ےe ێe ۆo ڕr ڵl ەa ڭng ۋv ۇu ۈu ېe ځz څts ټt ډd ړr ښsh ږzh ڼn ګg َa ُu ِi',
);
const hebrew = pairs('אa בv גg דd הh זz חh טt כkh ךkh לl מm םm נn ןn סs עa פf ףf צts ץts קk רr שsh תt');
// At the beginning of a word three letters are stops.
const hebrewFirst = pairs('בb כk פp');

const marks = /[\u064B-\u064D\u0651-\u065F\u0670\u06D6-\u06ED\u0591-\u05C7\u0640]/g;
const glides: Readonly<Record<string, readonly [consonant: string, vowel: string]>> = {
  و: ['w', 'u'],
  ي: ['y', 'i'],
  ی: ['y', 'i'],
  ו: ['v', 'o'],
  י: ['y', 'i'],
};
const carrier = /^[اأإعא][ويیוי]/;
const beforeVowel = /^[اآأىةאوו]/;
const article = /^(ال|آل)(?=..)/;
// Letters that would read as one in Latin, but have a vowel between them: s and h are not sh, t and s are not ts. Two equal letters
// too, since a doubled letter is written once. T and h may be one.
const apartInLatin =
  /[كکقسصزظپקכסזפ](?=[هحהח])|[تطدضذ](?=[سصزظ])|[سصش](?=[شزظخ])|ج(?=[زظسص])|(?![اويیווי])([\u0621-\u06D3\u05D0-\u05EA])(?=\1)/g;
/** The breath of an Urdu stop, which many leave out. */
const aspirate = /(?<=[کگتدپبجچٹڈ])ھ/g;
const doubled = /(?![اويیווי])([\u0621-\u06D3\u05D0-\u05EA])\1/;
const stopAndBreath = /[تدطضگبג](?=[هح])/;
const silentWaw = /خو(?=[اشردی])/;
const broad = /(?<=[^aeiou])aw(?=[^aeiouw])/;
const servant = /^عبد ?(ال)?(?=..)/;
// Names that end in one of these have two parts, written together or not.
const compound = /^(..+?)(الدین|الدين|الله)$/;
/** Letters that are pronounced differently in Persian, Turkish and Indian languages. */
const eastern: Letters = { ض: 'ز', ظ: 'ز', ذ: 'ز', ث: 'س' };
/** Hebrew letters with a geresh, as the Arabic or Persian letter of that sound. */
const foreign: Letters = { ג: 'ج', ד: 'ذ', ז: 'ژ', ח: 'خ', ע: 'غ', צ: 'چ', ץ: 'چ', ת: 'ث' };
/** Hebrew letters of two sounds, the likelier first, at the beginning of a word the other. */
const twofold: Readonly<Record<string, readonly [string, string]>> = {
  ב: ['v', 'b'],
  כ: ['kh', 'k'],
  פ: ['f', 'p'],
};
/** A word with more of them is read in fewer ways. */
const maxTwofold = 3;

/**
 * Readings of a word in Arabic or Hebrew letters: a common name with its vowels; any other by its letters, with glides once as
 * vowels and once as consonants, and with the g of Cairo and Tripoli.
 */
export function readAbjad(word: string): readonly string[] {
  const text = word
    .normalize('NFC')
    .replaceAll(/(.)\u05BF/gu, (written, letter: string) => foreign[letter] ?? written)
    .replaceAll(marks, '');
  const known = abjadNames(text);
  // What was aw is often spoken as one vowel: Tawfiq, Toufik.
  if (known) return [...new Set([...known, ...known.map((each) => each.replace(broad, 'u')), ...known.map(inCairo)])];
  if (isVowelled(text)) return readVowelled(text);
  if (servant.test(text)) return readAbjad(text.replace(servant, '')).flatMap((rest) => join('abdu', rest));
  if (article.test(text)) return readAbjad(text.replace(article, '')).flatMap((rest) => join('a', rest));
  const [, first = '', second = ''] = compound.exec(text) ?? [];
  if (first) return readAbjad(first).map((each) => `${each}${second === 'الله' ? 'ullah' : 'uddin'}`);
  // A vowel before a final h: it is heard only after a vowel (Salih).
  const apart = text.replaceAll(apartInLatin, '$&\u064E').replace(/(?<=[^اويیאוי])ح$/, '\u064Eح');
  const readings = [spell(apart, 1), spell(apart, 0)];
  if (stopAndBreath.test(text)) readings.push(spell(apart.replace(stopAndBreath, '$&\u064E'), 1));
  for (const letters of [/[جق]/g, /ق/g])
    if (letters.test(text)) readings.push(...bothWays(apart.replaceAll(letters, 'گ')));
  // The ending of many women's names is pronounced t before another word.
  if (text.endsWith('ة')) readings.push(spell(`${apart.slice(0, -1)}ت`, 1));
  // By ear, Omar begins with the letter of its vowel, and letters are doubled as in Latin.
  if (/^[ويی](?=[^اويی])/.test(text)) readings.push(spell(`ا${apart}`, 1));
  if (doubled.test(text)) readings.push(spell(text.replace(doubled, '$1'), 1));
  // Arabic has no p and no v of its own.
  if (/[بف]/.test(text)) readings.push(spell(apart.replaceAll('ب', 'پ').replaceAll('ف', 'ڤ'), 1));
  if (/[ضظذث]/.test(text))
    readings.push(...bothWays(apart.replaceAll(/[ضظذث]/g, (letter) => eastern[letter] ?? letter)));
  if (text.includes('ق')) {
    const persian = apart.replaceAll(/[ضظذثق]/g, (letter) => (letter === 'ق' ? 'غ' : (eastern[letter] ?? letter)));
    readings.push(...bothWays(persian));
  }
  // Persian: Khosh has one consonant, and Urdu writes a last a as h.
  if (silentWaw.test(text)) readings.push(...bothWays(apart.replace(silentWaw, 'خ')));
  if (/[^اويی]وہ$/.test(text)) readings.push(spell(`${apart.slice(0, -1)}ا`, 0));
  if (text.includes('ظ')) readings.push(...bothWays(apart.replaceAll('ظ', 'ث')));
  if (aspirate.test(text)) readings.push(...bothWays(text.replaceAll(aspirate, '')));
  if (/[א-ת]/.test(text)) readings.push(...readHebrew(apart));
  return readings;
}

// Egypt and the Gulf say g: Gamal, Gahtani.
const inCairo = (reading: string): string => reading.replaceAll(/[jq]/g, 'g');

// Each of three letters may be a stop or a breath, and ch is how many write the sound of two others.
function readHebrew(text: string): readonly string[] {
  const at = [...text.matchAll(/[בכפ]/g)].map(({ index }) => index).slice(0, maxTwofold);
  const readings = Array.from({ length: 2 ** at.length }, (_, choice) => {
    const letters = [...text];
    for (const [bit, index] of at.entries()) {
      const [breath, stop] = twofold[letters[index] ?? ''] ?? ['', ''];
      letters[index] = (choice >> bit) & 1 ? stop : breath;
    }
    return spell(letters.join(''), 1);
  });
  const [first = ''] = readings;
  return /[חכך]/.test(text) ? [...readings, spell(text.replaceAll(/[חכך]/g, 'چ'), 1), first] : readings;
}

// As written, and with the l assimilated to the next letter: Abdulrahman, Abdurrahman.
function join(before: string, rest: string): readonly string[] {
  const sun = /^(?:[tdsz]h?|[rn])/.exec(rest)?.[0];
  return sun ? [`${before}l${rest}`, before + sun + rest] : [`${before}l${rest}`];
}

const bothWays = (text: string): readonly string[] => [spell(text, 1), spell(text, 0)];

function spell(text: string, glideAs: 0 | 1, otherwise: Letters = {}): string {
  let latin = '';
  const letters = [...text];
  for (const [index, letter] of letters.entries()) {
    const glide = glides[letter];
    const rest = letters[index + 1] ?? '';
    if (glide) latin += glide[index === 0 || beforeVowel.test(rest) ? 0 : glideAs];
    else if (glideAs === 0 || !isCarrier(letters, index))
      latin += otherwise[letter] ?? read(letter, index, letters.length);
  }
  return latin;
}

// The first letter of Obama, Idris and Uways only carries the vowel that follows.
function isCarrier(letters: readonly string[], index: number): boolean {
  const [letter = '', next = '', other = ''] = letters.slice(index, index + 3);
  return (index === 0 || letter === 'ع') && carrier.test(letter + next) && !beforeVowel.test(other);
}

function read(letter: string, index: number, length: number): string {
  if ((letter === 'ه' || letter === 'ה') && index === length - 1) return 'ah';
  if (/^[a-z]$/.test(letter)) return letter;
  return (index === 0 ? hebrewFirst[letter] : undefined) ?? hebrew[letter] ?? arabic[letter] ?? '';
}
