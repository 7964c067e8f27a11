import type { XmlElement } from '../../input/xml/xml.js';

/** Texts under several names, in the order of the names. */
type TextsOf<Names extends readonly string[]> = { readonly [At in keyof Names]: string | null };

/** A text on one line, without the file's line breaks; null where it is empty. */
export function toLine(text: string | null | undefined): string | null {
  return text?.replaceAll(/\s+/g, ' ').trim() || null;
}

/** Text of a child on one line; null where there is none. */
export function textOf(element: XmlElement, name: string): string | null {
  return toLine(linesOf(element, name));
}

/** Texts of several children, each on one line. */
export function textsOf<const Names extends readonly string[]>(element: XmlElement, names: Names): TextsOf<Names> {
  return names.map((name) => textOf(element, name)) as TextsOf<Names>;
}

/** Text of a child with its line breaks; null where there is none. */
export function linesOf(element: XmlElement, name: string): string | null {
  return element.children.find((child) => child.name === name)?.text || null;
}

/** An attribute on one line; null where it is absent or empty. */
export function stated(element: XmlElement, name: string): string | null {
  return toLine(element.attributes[name]);
}

/** Several attributes, each on one line. */
export function allStated<const Names extends readonly string[]>(element: XmlElement, names: Names): TextsOf<Names> {
  return names.map((name) => stated(element, name)) as TextsOf<Names>;
}

/** Elements at a path of names below another, in file order. */
export function below(element: XmlElement, ...path: readonly string[]): readonly XmlElement[] {
  return path.reduce<readonly XmlElement[]>(
    (found, name) => found.flatMap(({ children }) => children.filter((child) => child.name === name)),
    [element],
  );
}

/** Joins the texts that are not null; null where all are. */
export function joinStated(texts: readonly (string | null)[], separator = ', '): string | null {
  return texts.filter((text) => text !== null).join(separator) || null;
}

/** Items of a numbered text, `(1) first (2) second` or `(a) first, (b) second`; any other text is one item. */
export function splitCounted(text: string, first: '1' | 'a'): readonly string[] {
  const signOf = (count: number): string => `(${first === '1' ? count : String.fromCharCode(96 + count)})`;
  if (!text.startsWith(signOf(1))) return [text];
  const items: string[] = [];
  let rest = text.slice(signOf(1).length);
  // Why only by the next number: `(1) +000 (17) 000` is one item.
  for (let count = 2; ; count += 1) {
    const at = rest.indexOf(signOf(count));
    items.push(rest.slice(0, at === -1 ? rest.length : at));
    if (at === -1) break;
    rest = rest.slice(at + signOf(count).length);
  }
  return items.map((item) => item.trim().replace(/[\s,;]+$/, '')).filter((item) => item !== '');
}

/** Distinct values in the order in which their keys are first stated; the last value of a key counts. */
export function distinctBy<Value>(values: readonly Value[], keyOf: (value: Value) => unknown): Value[] {
  return [...new Map(values.map((value) => [keyOf(value), value])).values()];
}
