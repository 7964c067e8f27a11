import type { XmlElement } from '../input/xml/xml.js';

/** Attributes of XML Schema, without content of their own. */
const schemaAttributes = new Set(['nil', 'schemaLocation']);

/** Attributes that a format ignores besides those of XML Schema; see `reportUnmapped`. */
export interface UnmappedOptions {
  /** Path at which `element` is known; empty where known paths begin below it. Its name by default. */
  readonly path?: string;
  readonly ignored?: ReadonlySet<string>;
}

/**
 * Reports every element and attribute of a record that has a value and that the format does not name.
 *
 * @param known paths of local names; one that ends in `/*` covers all below it
 */
export function reportUnmapped(
  element: XmlElement,
  known: ReadonlySet<string>,
  report: (path: string) => void,
  { path: start = element.name, ignored }: UnmappedOptions = {},
): void {
  walk(element, start);

  function walk({ name, text, attributes, children }: XmlElement, path: string): void {
    if (known.has(`${path}/*`)) return;
    const base = path === '' ? '' : `${path}/`;
    for (const [attribute, value] of Object.entries(attributes)) {
      if (value === '' || schemaAttributes.has(attribute) || ignored?.has(attribute)) continue;
      if (!known.has(`${base}@${attribute}`)) report(`${base}@${attribute}`);
    }
    if (text !== '' && !known.has(path)) report(path || name);
    for (const child of children) walk(child, `${base}${child.name}`);
  }
}
