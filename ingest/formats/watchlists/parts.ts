import type { XmlElement } from '../../input/xml/xml.js';

/** Texts under several names, in the order of the names. */
type TextsOf<Names extends readonly string[]> = { readonly [At in keyof Names]: string | null };

/** A text on one line: breaks within it are the file's layout. Null where there is none. */
export function toLine(text: string | null | undefined): string | null {
  return text?.replaceAll(/\s+/g, ' ').trim() || null;
}

/** Text of a child on one line. Null where it has none. */
export function textOf(element: XmlElement, name: string): string | null {
  return toLine(linesOf(element, name));
}

/** Texts of several children, each on one line. */
export function textsOf<const Names extends readonly string[]>(element: XmlElement, names: Names): TextsOf<Names> {
  return names.map((name) => textOf(element, name)) as TextsOf<Names>;
}

/** Text of a child as it stands, with its lines. Null where it has none. */
export function linesOf(element: XmlElement, name: string): string | null {
  return element.children.find((child) => child.name === name)?.text || null;
}

/** An attribute on one line. Null where it is absent or empty, which says the same in lists. */
export function stated(element: XmlElement, name: string): string | null {
  return toLine(element.attributes[name]);
}

/** Several attributes. */
export function allStated<const Names extends readonly string[]>(element: XmlElement, names: Names): TextsOf<Names> {
  return names.map((name) => stated(element, name)) as TextsOf<Names>;
}

/** Elements at the end of a path of names below another, in file order. */
export function below(element: XmlElement, ...path: readonly string[]): readonly XmlElement[] {
  return path.reduce<readonly XmlElement[]>(
    (found, name) => found.flatMap(({ children }) => children.filter((child) => child.name === name)),
    [element],
  );
}

/** The stated ones of some texts, with commas between. Null where none is. */
export function joinStated(texts: readonly (string | null)[], separator = ', '): string | null {
  return texts.filter((text) => text !== null).join(separator) || null;
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

/** Each of some values once, in the order in which they are first stated; of values with one key the last counts. */
export function distinctBy<Value>(values: readonly Value[], keyOf: (value: Value) => unknown): Value[] {
  return [...new Map(values.map((value) => [keyOf(value), value])).values()];
}
