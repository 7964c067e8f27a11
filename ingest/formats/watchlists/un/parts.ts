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

/** A text on one line; null where there is none. */
export function toLine(text: string | null | undefined): string | null {
  return text?.replaceAll(/\s+/g, ' ').trim() || null;
}

/** Items of a text that counts them, `(1) first (2) second` or `(a) first, (b) second`; any other text is its one item. */
export function splitCounted(text: string, first: '1' | 'a'): readonly string[] {
  const signOf = (count: number): string => `(${first === '1' ? count : String.fromCharCode(96 + count)})`;
  if (!text.startsWith(signOf(1))) return [text];
  const items: string[] = [];
  let rest = text.slice(signOf(1).length);
  // Why by the next sign alone: `(1) +000 (17) 000` has one item.
  for (let count = 2; ; count += 1) {
    const at = rest.indexOf(signOf(count));
    items.push(rest.slice(0, at === -1 ? rest.length : at));
    if (at === -1) break;
    rest = rest.slice(at + signOf(count).length);
  }
  return items.map((item) => item.trim().replace(/[\s,;]+$/, '')).filter((item) => item !== '');
}
