// SPDX-License-Identifier: Apache-2.0
import type { XmlElement } from '../../input/xml/xml.js';
import type { ElementFates } from '../format.js';

/** Attributes of NIEM structures and XML Schema, which say nothing of the subject. */
const structural = new Set(['id', 'ref', 'metadata', 'linkMetadata', 'uri', 'nil', 'type', 'schemaLocation', 'lang']);

/** Reports every element and attribute of a record that has a value and that the format does not name. */
export type ReportUnmapped = (record: XmlElement, report: (element: string) => void) => void;

/**
 * Builds `ReportUnmapped` from a format's own list of elements. Elements are paths of local names from the record down;
 * a listed path that ends in `/*` stands for all below it.
 */
export function createUnmapped({ mapped, raw, dropped }: ElementFates): ReportUnmapped {
  const known = new Set<string>();
  const trees = new Set<string>();
  for (const listed of [...Object.keys(mapped), ...raw, ...Object.keys(dropped)]) {
    if (listed.endsWith('/*')) trees.add(listed.slice(0, -2));
    else known.add(listed);
  }
  const walk = (element: XmlElement, path: string, report: (element: string) => void): void => {
    if (trees.has(path)) return;
    if (element.text !== '' && !known.has(path)) report(path);
    for (const [name, value] of Object.entries(element.attributes)) {
      if (value !== '' && !structural.has(name) && !known.has(`${path}/@${name}`)) report(`${path}/@${name}`);
    }
    for (const child of element.children) walk(child, `${path}/${child.name}`, report);
  };
  return (record, report) => walk(record, record.name, report);
}
