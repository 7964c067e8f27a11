import type { XmlElement } from '../../../input/xml/xml.js';

/** Text of a child on one line: breaks within it are the file's layout. Null where it has none. */
export function textOf(element: XmlElement, name: string): string | null {
  return toLine(linesOf(element, name));
}

/** Texts of several children, each on one line, in the order of the names. */
export function textsOf<const Names extends readonly string[]>(
  element: XmlElement,
  names: Names,
): { readonly [At in keyof Names]: string | null } {
  return names.map((name) => textOf(element, name)) as { readonly [At in keyof Names]: string | null };
}

/** Text of a child as it stands, with its lines. Null where it has none. */
export function linesOf(element: XmlElement, name: string): string | null {
  return element.children.find((child) => child.name === name)?.text || null;
}

/** Children of a name, those that say nothing left out. */
export function partsOf(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.filter(
    (child) => child.name === name && child.children.some((part) => part.text !== '' || part.children.length > 0),
  );
}

/** The texts of `VALUE`, or of the element itself where it holds none. */
export function valuesOf(element: XmlElement, name: string): readonly string[] {
  return element.children
    .filter((child) => child.name === name)
    .flatMap((child) => [child.text, ...child.children.filter((part) => part.name === 'VALUE').map(({ text }) => text)])
    .map((text) => toLine(text))
    .filter((text) => text !== null);
}

/** The stated ones of some texts, with commas between. Null where none is. */
export function joinStated(texts: readonly (string | null)[], separator = ', '): string | null {
  return texts.filter((text) => text !== null).join(separator) || null;
}

function toLine(text: string | null): string | null {
  return text?.replaceAll(/\s+/g, ' ').trim() || null;
}
