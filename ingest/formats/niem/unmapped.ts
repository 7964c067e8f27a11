import type { XmlElement } from '../../input/xml/xml.js';

/** Attributes of NIEM structures and XML Schema, which say nothing of the subject. */
const structural = new Set(['id', 'ref', 'metadata', 'linkMetadata', 'uri', 'nil', 'type', 'schemaLocation', 'lang']);

/**
 * Reports every element and attribute of a record that has a value and that the format does not name.
 *
 * @param known paths of local names from the record down; one that ends in `/*` stands for all below it
 */
export function reportUnmapped(
  element: XmlElement,
  known: ReadonlySet<string>,
  report: (path: string) => void,
  path = element.name,
): void {
  if (known.has(`${path}/*`)) return;
  if (element.text !== '' && !known.has(path)) report(path);
  for (const [name, value] of Object.entries(element.attributes)) {
    if (value !== '' && !structural.has(name) && !known.has(`${path}/@${name}`)) report(`${path}/@${name}`);
  }
  for (const child of element.children) reportUnmapped(child, known, report, `${path}/${child.name}`);
}
