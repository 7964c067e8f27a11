/**
 * Characters that are not seen in a name: bidirectional controls, zero-width spaces and joiners of words, soft hyphens, byte
 * order marks, annotation marks and tags. Not the zero-width joiner and non-joiner, which Persian and Indic names need.
 *
 * @see Unicode Standard Annex 9, table 2 (bidirectional controls); Unicode Technical Report 36, section 2.6
 */
const invisible =
  /[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

/** Control characters, and separators of lines and paragraphs, which some readers take for line ends. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are meant
const controls = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]/g;

/** Why asked first: most names are, and this is quicker. */
const ascii = /^[\x20-\x7e]*$/;

/** A text without characters that change how it is shown, or compared, and are not seen themselves. */
export function withoutInvisible(text: string): string {
  return ascii.test(text) ? text : text.replace(invisible, '');
}

/** A text in which each such character, and each control character but tab and line ends, is written as `write` says. */
export function rewriteInvisible(text: string, write: (character: string) => string): string {
  return ascii.test(text) ? text : text.replace(controls, write).replace(invisible, write);
}
