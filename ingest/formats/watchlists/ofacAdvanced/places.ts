import type { XmlElement } from '../../../input/xml/xml.js';
import type { StatedAddress } from '../../../records/persons.js';
import type { Flags } from '../flags.js';
import { below, joinStated, textOf } from '../parts.js';
import { commentsOf, type References } from './references.js';

/** A place to which features and documents refer. */
export interface Place {
  /** All of it in words. */
  readonly text: string | null;
  /** As the file states it; without a country, the untyped part of the place. */
  readonly country: string | null;
  readonly parts: Pick<StatedAddress, 'street' | 'city' | 'region' | 'postalCode'>;
  /** All of it in a second script. */
  readonly otherScript: string | null;
}

/** Context for reading the parts of one party. */
export interface PartyReading {
  readonly references: References;
  readonly flags: Flags;
  /** The place with this number; null where the file has none. */
  placeOf(id: string | undefined): Place | null;
}

/** Types of part in the order of an address. */
const types = {
  street: ['ADDRESS1', 'ADDRESS2', 'ADDRESS3'],
  city: ['CITY'],
  region: ['STATE/PROVINCE', 'REGION'],
  postalCode: ['POSTAL CODE'],
} as const;

const typed: readonly string[] = Object.values(types).flat();

/** Reads a `Location`. */
export function readPlace(location: XmlElement, references: References): Place {
  const main = readParts(location, references, true);
  const parts = {
    street: main(types.street),
    city: main(types.city),
    region: main(types.region),
    postalCode: main(types.postalCode),
  };
  const untyped = main(null);
  const [country, ...names] = readCountries(location, references);
  const comments = commentsOf(location, ...below(location, 'LocationPart', 'LocationPartValue'));
  const words = [...new Set([untyped, ...names]), ...comments.map((comment) => `(${comment})`)];
  return {
    text: joinStated([...Object.values(parts), ...words]),
    country: country ?? untyped,
    parts,
    otherScript: joinStated([typed, null].map(readParts(location, references, false))),
  };
}

/** Reads the parts of given types, or without a type, in one text. @param isMain in the main script, else in a second one */
function readParts(location: XmlElement, references: References, isMain: boolean) {
  const values = below(location, 'LocationPart').flatMap((part) => {
    const type = references.textOf('LocPartType', part.attributes.LocPartTypeID)?.toUpperCase() ?? '';
    return below(part, 'LocationPartValue')
      .filter(({ attributes }) => (attributes.Primary !== 'false') === isMain)
      .map((value) => ({ type: typed.includes(type) ? type : null, text: textOf(value, 'Value') }));
  });
  return (wanted: readonly string[] | null): string | null =>
    joinStated((wanted ?? [null]).flatMap((name) => values.flatMap(({ type, text }) => (type === name ? [text] : []))));
}

/** The first country as code or name, null where none is stated, then the names of all. */
function readCountries(location: XmlElement, references: References): (string | null)[] {
  const stated = below(location, 'LocationCountry').map(({ attributes }) => attributes.CountryID);
  const areas = below(location, 'LocationAreaCode').map(
    ({ attributes }) => references.find('AreaCode', attributes.AreaCodeID)?.attributes.CountryID,
  );
  const isStated = (id: string | undefined): boolean =>
    (references.textOf('Country', id) ?? 'undetermined').toLowerCase() !== 'undetermined';
  const ids = (stated.length > 0 ? stated : areas).filter(isStated);
  return [references.countryOf(ids[0]), ...ids.map((id) => references.textOf('Country', id))];
}
