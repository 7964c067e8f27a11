import type { XmlElement } from '../../input/xml/xml.js';

/**
 * Finding one's way in NIEM messages (National Information Exchange Model). Names are local ones: namespaces change with
 * every release, names hardly do.
 */

/** Elements at a path of local names, e.g. `ItemValue/ItemValueAmount`, in file order. */
export function all(element: XmlElement | null | undefined, path: string): XmlElement[] {
  let found = element ? [element] : [];
  for (const name of path.split('/')) {
    found = found.flatMap(({ children }) => children.filter((child) => child.name === name));
  }
  return found;
}

/** The first element at a path, or null. */
export function first(element: XmlElement | null | undefined, path: string): XmlElement | null {
  return all(element, path)[0] ?? null;
}

/** The first text at a path, white space folded; null where there is none. */
export function textAt(element: XmlElement | null | undefined, path: string): string | null {
  for (const found of all(element, path)) {
    const text = fold(found.text);
    if (text !== null) return text;
  }
  return null;
}

/** The first text at any of these paths. */
export function textOf(element: XmlElement | null | undefined, ...paths: readonly string[]): string | null {
  for (const path of paths) {
    const text = textAt(element, path);
    if (text !== null) return text;
  }
  return null;
}

/** A number as the message writes it; null where it is none. */
export function numberAt(element: XmlElement | null | undefined, path: string): number | null {
  const text = textAt(element, path)?.replaceAll(',', '') ?? null;
  return text !== null && /^[+-]?\d+(?:\.\d+)?$/.test(text) ? Number(text) : null;
}

/** An indicator; null where it is not stated. */
export function isTrue(element: XmlElement | null | undefined, path: string): boolean | null {
  const text = textAt(element, path)?.toLowerCase();
  if (text === undefined) return null;
  return text === 'true' || text === '1';
}

/** Every element below, in file order. */
export function* below(element: XmlElement): Generator<XmlElement> {
  for (const child of element.children) {
    yield child;
    yield* below(child);
  }
}

/** What a reference (`s:ref`) or an element itself is called (`s:id`) in its message. */
export function referenceOf(element: XmlElement | null | undefined): string | null {
  return element?.attributes.ref ?? null;
}

function fold(text: string): string | null {
  const folded = text.replace(/\s+/gu, ' ').trim();
  return folded === '' ? null : folded;
}
