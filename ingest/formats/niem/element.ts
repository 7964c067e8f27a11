import type { XmlElement } from '../../input/xml/xml.js';

/*
 * Look-ups in NIEM messages (National Information Exchange Model). Names are local: namespaces change with every release,
 * names hardly do.
 */

/** Where a path begins; nothing is found below null. */
export type Place = XmlElement | null | undefined;

/** Elements at paths of local names, e.g. `ItemValue/ItemValueAmount`, path by path in file order. */
export function all(element: Place, ...paths: readonly string[]): XmlElement[] {
  return paths.flatMap((path) => {
    let found = element ? [element] : [];
    for (const name of path.split('/')) {
      found = found.flatMap(({ children }) => children.filter((child) => child.name === name));
    }
    return found;
  });
}

/** The first element at any of the paths, or null. */
export function first(element: Place, ...paths: readonly string[]): XmlElement | null {
  return all(element, ...paths)[0] ?? null;
}

/** The first text at any of the paths, white space collapsed; null where there is none. */
export function textOf(element: Place, ...paths: readonly string[]): string | null {
  for (const { text } of all(element, ...paths)) {
    const collapsed = text.replace(/\s+/gu, ' ').trim();
    if (collapsed !== '') return collapsed;
  }
  return null;
}

/** The first text at each path, without paths that have none. */
export function textsOf(element: Place, ...paths: readonly string[]): string[] {
  return paths.flatMap((path) => textOf(element, path) ?? []);
}

/** The first text at any of the paths in capitals; empty where there is none. */
export function codeOf(element: Place, ...paths: readonly string[]): string {
  return textOf(element, ...paths)?.toUpperCase() ?? '';
}

/** A number, with or without commas between thousands; null for any other text. */
export function toNumber(text: string | null): number | null {
  const digits = text?.replaceAll(',', '') ?? '';
  return /^[+-]?\d+(?:\.\d+)?$/.test(digits) ? Number(digits) : null;
}

/** The first number at any of the paths; null where there is none. */
export function numberOf(element: Place, ...paths: readonly string[]): number | null {
  const numbers = textsOf(element, ...paths).map(toNumber);
  return numbers.find((number) => number !== null) ?? null;
}

/** Value of an indicator; null where it is not stated. */
export function isTrue(element: Place, path: string): boolean | null {
  const text = textOf(element, path);
  return text === null ? null : /^(?:true|1)$/i.test(text);
}

/** Every descendant, in file order. */
export function* below(element: XmlElement): Generator<XmlElement> {
  for (const child of element.children) {
    yield child;
    yield* below(child);
  }
}

/** Ids to which the elements at the paths refer (`s:ref`), in order. */
export function refsOf(element: Place, ...paths: readonly string[]): string[] {
  return all(element, ...paths).flatMap(({ attributes }) => attributes.ref ?? []);
}

/** The first text among elements with any of the names, in the order of the names; null where there is none. */
export function textAmong(elements: readonly XmlElement[], ...names: readonly string[]): string | null {
  const texts = names.map((name) =>
    elements.find((element) => element.name === name && element.text.trim() !== '')?.text.trim(),
  );
  return texts.find((text) => text !== undefined) ?? null;
}
