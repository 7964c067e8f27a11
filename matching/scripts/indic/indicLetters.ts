import { readIndic } from './indic.js';

const indic =
  /^[\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}]{1,5}$/u;
/** By its reading, the letter of which Indic scripts write the English name, and Tamil the syllable: बी. is B., இரா. is R. */
const letters: ReadonlyMap<string, string> = new Map(
  `e:a ei:a bi:b si:c di:d i:e eph:f ef:f ji:g ech:h eich:h aich:h ai:i je:j ke:k el:l em:m en:n o:o pi:p kyu:q ar:r es:s ti:t yu:u vi:v
   dablyu:w eks:x vai:y jed:z ira:r`
    .split(/\s+/)
    .map((pair) => pair.split(':') as [string, string]),
);

/** The Latin letter that a short word in an Indic script spells; undefined for any other word. */
export function spelledLetter(word: string): string | undefined {
  if (!indic.test(word)) return undefined;
  return readIndic(word)
    .map((reading) => letters.get(reading))
    .find(Boolean);
}
