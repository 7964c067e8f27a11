import type { XmlElement } from '../../../input/xml/xml.js';
import type { StatedAddress } from '../../../records/persons.js';
import { joinStated, textOf } from '../un/parts.js';
import { below, commentsOf, type References } from './references.js';

/** A place that features and documents name. */
export interface Place {
  /** The whole in words. */
  readonly text: string | null;
  /** As it is read; where nothing says which country it is, what is said of the place without more. */
  readonly country: string | null;
  readonly parts: Pick<StatedAddress, 'street' | 'city' | 'region' | 'postalCode'>;
  /** The whole once more, in a second script. */
  readonly otherScript: string | null;
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
  const comments = [location, ...below(location, 'LocationPart', 'LocationPartValue')].flatMap(commentsOf);
  return {
    text: joinStated([
      ...Object.values(parts),
      ...new Set([untyped, ...names]),
      ...comments.map((comment) => `(${comment})`),
    ]),
    country: country ?? untyped,
    parts,
    otherScript: joinStated([typed, null].map(readParts(location, references, false))),
  };
}

/** The parts of these types, or of none of them, in one text. @param isMain as written in Latin, else in a second script */
function readParts(location: XmlElement, references: References, isMain: boolean) {
  const values = below(location, 'LocationPart').flatMap((part) => {
    const type = references.textOf('LocPartType', part.attributes.LocPartTypeID)?.toUpperCase() ?? '';
    return below(part, 'LocationPartValue')
      .filter(({ attributes }) => (attributes.Primary !== 'false') === isMain)
      .map((value) => ({ type, text: textOf(value, 'Value') }));
  });
  return (wanted: readonly string[] | null): string | null =>
    wanted === null
      ? joinStated(values.flatMap(({ type, text }) => (typed.includes(type) ? [] : [text])))
      : joinStated(wanted.flatMap((each) => values.flatMap(({ type, text }) => (type === each ? [text] : []))));
}

/** The country as it is read, null where none is stated, then each as the file names it. */
function readCountries(location: XmlElement, references: References): (string | null)[] {
  const stated = below(location, 'LocationCountry').map(({ attributes }) => attributes.CountryID);
  const areas = below(location, 'LocationAreaCode').map(
    ({ attributes }) => references.find('AreaCode', attributes.AreaCodeID)?.attributes.CountryID,
  );
  const ids = (stated.length > 0 ? stated : areas).filter((id) => isStated(references.textOf('Country', id)));
  return [references.countryOf(ids[0]), ...ids.map((id) => references.textOf('Country', id))];
}

function isStated(country: string | null): boolean {
  return country !== null && country.toLowerCase() !== 'undetermined';
}
