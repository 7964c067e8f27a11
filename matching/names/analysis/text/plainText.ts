import { withoutInvisible } from '../../../../schema/invisible.js';

/** Characters of a name that are read; no name is longer. */
const longestName = 400;
/** A gap that a Persian word has inside, where others have a real one or none: حسینی‌پور. */
const innerGap = /(?<=\p{Script=Arabic}{2})\u200c(?=\p{Script=Arabic}{2})/gu;
/** María, as Spanish shortens it. */
const maria = /(?<!\p{L})M\.?ª(?!\p{L})/giu;

/**
 * A text in its normalised, well-formed form. It is cut both before and after normalising: one character may become eighteen
 * (U+FDFA), and a text that is far too long should not be normalised at all.
 */
export function plainText(text: string): string {
  const kept = text.slice(0, longestName).toWellFormed().replace(maria, 'María');
  const normalised = kept.normalize('NFKC').slice(0, longestName).toWellFormed();
  return withoutInvisible(normalised)
    .replaceAll('İ', 'I')
    .replace(/\u200c|\u200d|\u0640/g, '');
}

/** A text with the gaps inside its words as real ones; undefined where it has none. */
export function withGaps(text: string): string | undefined {
  const parted = text.replace(innerGap, '-');
  return parted === text ? undefined : plainText(parted);
}
