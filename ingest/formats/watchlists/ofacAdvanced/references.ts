import type { XmlElement } from '../../../input/xml/xml.js';
import { textOf, toLine } from '../parts.js';

/**
 * The reference values of a file, which give its numbers their meaning. Values are found by the name of their element, e.g.
 * `AliasType`.
 */
export interface References {
  /** Adds a set of values, e.g. `AliasTypeValues`. */
  add(set: XmlElement): void;
  find(kind: string, id: string | undefined): XmlElement | null;
  /** Text of a value on one line; null where the file has none with this number. */
  textOf(kind: string, id: string | undefined): string | null;
  /** Code of a country where one is stated, else its name. */
  countryOf(id: string | undefined): string | null;
}

/** Opens an empty set of reference values. */
export function createReferences(): References {
  const values = new Map<string, XmlElement>();
  const find = (kind: string, id: string | undefined) => values.get(`${kind} ${id}`) ?? null;
  const text = (kind: string, id: string | undefined) => toLine(find(kind, id)?.text);
  return {
    add: (set) => {
      for (const value of set.children) values.set(`${value.name} ${value.attributes.ID}`, value);
    },
    find,
    textOf: text,
    countryOf: (id) => find('Country', id)?.attributes.ISO2 || text('Country', id),
  };
}

/** Comments of elements, without empty ones. */
export function commentsOf(...elements: readonly XmlElement[]): readonly string[] {
  return elements.flatMap((element) => textOf(element, 'Comment') ?? []);
}
