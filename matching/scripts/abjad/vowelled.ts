const pairs = (text: string): ReadonlyMap<string, string> =>
  new Map(text.split(' ').map((pair) => [pair.charAt(0), pair.slice(1)]));

const letters = pairs(
  'اa ەa ێe ېe ۆo ۈu ۇu بb پp تt جj چch حh خkh دd رr ڕr زz ژzh سs شsh غgh فf ڤv ۋw قq كk کk گg ڭng لl ڵl مm نn ھh هh ع ئ',
);
const written = /[ەێۆڵڕۈۇۋڭ]/u;
const ofUyghur = /[ۇۈۋڭې]|ى(?=.)/u;
const vowel = /[aeou]$/;
const beforeVowel = /^[اەێېۆۈۇ]/u;

/** Whether a word in Arabic letters writes its vowels, as Kurdish of the South and Uyghur do. */
export function isVowelled(word: string): boolean {
  return written.test(word);
}

/** Readings of such a word: a for the short vowel, then e; with the i that Kurdish does not write. */
export function readVowelled(word: string): readonly string[] {
  const text = word.replaceAll('وو', 'ۇ').replace(/^ئ(?=[اەێېۆۈۇویى])/u, '');
  const isUyghur = ofUyghur.test(word);
  const plain = [...text].reduce(
    (latin, letter, at) => latin + letterAt(letter, text.slice(at + 1), latin, isUyghur),
    '',
  );
  const withI = plain.replace(/(?<=[aeiou])([^aeiou])([nmrl])$/, '$1i$2').replace(/(?<=[^aeiou])h$/, 'ih');
  const others = [withI, plain.replaceAll('a', 'e'), plain.replace(/a$/, 'e'), plain.replaceAll('ay', 'i')];
  return [...new Set([plain, ...others, plain.replaceAll('q', 'k')])];
}

function letterAt(letter: string, rest: string, before: string, isUyghur: boolean): string {
  if (letter === 'و') return isUyghur ? 'o' : isGlide(rest, before) ? 'w' : 'u';
  if (letter === 'ی' || letter === 'ى' || letter === 'ي') return isGlide(rest, before) ? 'y' : 'i';
  return letters.get(letter) ?? '';
}

function isGlide(rest: string, before: string): boolean {
  return beforeVowel.test(rest) || vowel.test(before) || (before === '' && beforeVowel.test(rest));
}
