import { toCountryCode } from '../../codes/countries.js';
import type { XmlElement } from '../../input/xml/xml.js';
import { first, numberOf, textOf, textsOf } from '../niem/element.js';
import type { DataItem } from './dataItem.js';

/** A place as a message states it. */
export type StatedLocation = NonNullable<ReturnType<typeof readLocation>>;

/** Parts of a street that is not stated whole, in the order of writing. */
const streetParts = [
  'LocationStreet/StreetNumberText',
  'LocationStreet/StreetPredirectionalText',
  'LocationStreet/StreetName',
  'LocationStreet/StreetCategoryText',
  'LocationStreet/StreetPostdirectionalText',
];
const regionForms = [
  'LocationStateUSPostalServiceCode',
  'LocationStateName',
  'LocationStateFIPS5-2AlphaCode',
  'LocationStateNCICLSTACode',
];
const countryForms = ['LocationCountryISO3166Alpha2Code', 'LocationCountryISO3166Alpha3Code', 'LocationCountryName'];

/** Reads a `nc:Location` of NIEM 2; null where it states nothing. */
export function readLocation(location: XmlElement) {
  const structured = first(location, 'LocationAddress/StructuredAddress', 'LocationAddress/LocationStreet');
  const street =
    textOf(structured, 'LocationStreet/StreetFullText', 'AddressDeliveryPointText') ??
    joined(' ', ...textsOf(structured, ...streetParts));
  const city = textOf(structured, 'LocationCityName');
  const region = textOf(structured, ...regionForms);
  const postalCode = textOf(structured, 'LocationPostalCode');
  /** Town, state and postcode, which may be shown more widely than an address. */
  const area = joined(', ', city, joined(' ', region, postalCode));
  const full = textOf(location, 'LocationAddress/AddressFullText', 'LocationAddress/LocationAddressFullText');
  /** On one line; null where only a town is stated. */
  const address = full ?? (street && joined(', ', street, area));
  const latitude = readDegrees(location, 'Latitude', 90);
  const longitude = readDegrees(location, 'Longitude', 180);
  const stated = textOf(structured, ...countryForms);
  // Without a country, a two-letter state is one of the United States.
  const isState = stated === null && region !== null && /^[A-Z]{2}$/.test(region);
  const country = toCountryCode(stated) ?? (isState ? 'US' : null);
  if (address === null && area === null && latitude === null && country === null) return null;
  return { address, area, street, city, region, postalCode, country, latitude, longitude };
}

function readDegrees(location: XmlElement, axis: 'Latitude' | 'Longitude', limit: number): number | null {
  const coordinate = first(
    location,
    `LocationTwoDimensionalGeographicCoordinate/GeographicCoordinate${axis}`,
    `Location2DGeospatialCoordinate/GeographicCoordinate${axis}`,
  );
  const [degrees, minutes, seconds] = ['Degree', 'Minute', 'Second'].map((part) =>
    numberOf(coordinate, `${axis}${part}Value`),
  );
  if (degrees == null) return null;
  const rest = (minutes ?? 0) / 60 + (seconds ?? 0) / 3600;
  const value = degrees < 0 ? degrees - rest : degrees + rest;
  return Math.abs(value) <= limit ? Math.round(value * 1e7) / 1e7 : null;
}

function joined(separator: string, ...parts: readonly (string | null)[]): string | null {
  return parts.filter((part) => part !== null).join(separator) || null;
}

/** Where an incident happened: the first place linked to its activity or an offence. */
export function readIncidentLocation(item: DataItem, activityId: string | undefined): StatedLocation | null {
  const ofIncident = ['IncidentLocationAssociation', 'ActivityLocationAssociation'];
  const associations = [
    ...item.linked(ofIncident, 'ActivityReference', [activityId]),
    ...item.associations('OffenseLocationAssociation'),
  ];
  return (
    item
      .refersTo(associations, 'LocationReference')
      .map(readLocation)
      .find((place) => place !== null) ?? null
  );
}
