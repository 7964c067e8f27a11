import { toCountryCode } from '../../../codes/countries.js';
import type { XmlElement } from '../../../input/xml/xml.js';
import type { Flags } from '../flags.js';
import { joinStated, toLine } from '../un/parts.js';

/** An attribute on one line. Null where it is absent or empty, which says the same in this list. */
export function stated(element: XmlElement, name: string): string | null {
  return toLine(element.attributes[name]);
}

/** Several attributes, in the order of the names. */
export function allStated<const Names extends readonly string[]>(
  element: XmlElement,
  names: Names,
): { readonly [At in keyof Names]: string | null } {
  return names.map((name) => stated(element, name)) as { readonly [At in keyof Names]: string | null };
}

/** Children of a name, in file order. */
export function childrenOf(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.filter((child) => child.name === name);
}

/** What an element says in words: its remarks, and pairs of a key and a value. */
export function wordsOf(element: XmlElement): readonly string[] {
  return [
    ...childrenOf(element, 'remark').map(({ text }) => toLine(text)),
    ...childrenOf(element, 'additionalInformation').map((pair) => joinStated(allStated(pair, ['key', 'value']), ': ')),
  ].filter((words) => words !== null);
}

/** A country as an element states it: its code, and how the list names it. */
export interface ListedCountry {
  readonly code: string | null;
  readonly name: string | null;
}

/** Reads the country of an element. `00` and `UNKNOWN` say that none is known: no doubt is left, and nothing is flagged. */
export function readCountry(element: XmlElement, flags: Flags): ListedCountry {
  const [iso, description] = allStated(element, ['countryIso2Code', 'countryDescription']);
  const code = iso === '00' ? null : iso;
  const name = description?.toUpperCase() === 'UNKNOWN' ? null : description;
  const found = toCountryCode(code) ?? toCountryCode(name);
  if (found === null && (code ?? name) !== null) flags.raise('COUNTRY_UNKNOWN');
  return { code: found, name: name ?? code };
}

/** True where an attribute says `true`. */
export function isTrue(element: XmlElement, name: string): boolean {
  return stated(element, name)?.toLowerCase() === 'true';
}
