/**
 * Characters that are not seen in a name: bidirectional controls, zero-width spaces and joiners of words, soft hyphens, byte
 * order marks, annotation marks and tags. Not the zero-width joiner and non-joiner, which Persian and Indic names need.
 *
 * @see Unicode Standard Annex 9, table 2 (bidirectional controls); Unicode Technical Report 36, section 2.6
 */
const invisible =
  /[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

/** Why asked first: most names are, and this is quicker. */
const ascii = /^[\x20-\x7e]*$/;

/** A text without characters that change how it is shown, or compared, and are not seen themselves. */
export function withoutInvisible(text: string): string {
  return ascii.test(text) ? text : text.replace(invisible, '');
}
