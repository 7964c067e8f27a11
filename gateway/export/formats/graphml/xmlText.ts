import { rewriteInvisible } from '../../../../schema/invisible.js';

/** Characters that XML 1.0 has no way to write, lone halves of surrogate pairs among them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are meant
const unwritable = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu;

/**
 * Text as content of an element. Line ends, tabs and characters that are not seen are written as references, so that a
 * parser gives them back and a reader of the file sees them; what XML cannot hold becomes U+FFFD.
 *
 * @see https://www.w3.org/TR/xml/#charsets
 */
export function toXmlText(text: string): string {
  if (/^[\x20-\x25\x27-\x3b\x3d\x3f-\x7e]*$/.test(text)) return text;
  const writable = text.replace(unwritable, '\ufffd');
  return rewriteInvisible(writable.replace(/[&<>\t\n\r]/g, toReference), toReference);
}

/** The text that a content stands for. */
export function fromXmlText(content: string): string {
  return content.replace(/&#x([0-9A-F]+);/g, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)));
}

/**
 * A name for an `id`: letters, digits, `-` and `_` as they are, anything else by its number between dots, so that two
 * texts never have one name.
 */
export function toIdPart(text: string): string {
  return text.replace(/[^\w-]/gu, (character) => `.${character.codePointAt(0)?.toString(16)}.`);
}

function toReference(character: string): string {
  return `&#x${character.codePointAt(0)?.toString(16).toUpperCase()};`;
}
