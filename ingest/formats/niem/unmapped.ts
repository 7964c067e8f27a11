import { lazy } from '../../codes/codeTable.js';
import type { XmlElement } from '../../input/xml/xml.js';
import { knownElements } from '../fates.js';

/** Attributes of NIEM structures and XML Schema, which say nothing of the subject. */
const structural = new Set(['id', 'ref', 'metadata', 'linkMetadata', 'uri', 'nil', 'type', 'schemaLocation', 'lang']);

/** Reports every element and attribute of a record that has a value and that the format does not name. */
export type ReportUnmapped = (record: XmlElement, report: (element: string) => void) => void;

/**
 * Builds `ReportUnmapped` from a format's own list of elements, by the path of `fatesOf`. Elements are paths of local names from the record down;
 * a listed path that ends in `/*` stands for all below it.
 */
export function createUnmapped(file: string): ReportUnmapped {
  const listed = lazy(() => toListed(knownElements(file)));
  const walk = (element: XmlElement, path: string, list: Listed, report: (element: string) => void): void => {
    const { known, trees } = list;
    if (trees.has(path)) return;
    if (element.text !== '' && !known.has(path)) report(path);
    for (const [name, value] of Object.entries(element.attributes)) {
      if (value !== '' && !structural.has(name) && !known.has(`${path}/@${name}`)) report(`${path}/@${name}`);
    }
    for (const child of element.children) walk(child, `${path}/${child.name}`, list, report);
  };
  return (record, report) => walk(record, record.name, listed(), report);
}

interface Listed {
  readonly known: ReadonlySet<string>;
  /** Paths below which all is listed. */
  readonly trees: ReadonlySet<string>;
}

function toListed(known: ReadonlySet<string>): Listed {
  const trees = [...known].filter((path) => path.endsWith('/*'));
  return { known, trees: new Set(trees.map((path) => path.slice(0, -2))) };
}
