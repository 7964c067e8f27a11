import { toCountryCode } from '../../codes/countries.js';
import type { XmlElement } from '../../input/xml/xml.js';
import { first, numberAt, textOf } from '../niem/element.js';
import { type DataItem, references } from './package.js';

/** A `nc:Location` of NIEM 2. */
export interface StatedLocation {
  /** Whole, as one line; null where only a town is stated. */
  readonly address: string | null;
  /** Town, state and postcode: what may be told more widely than an address. */
  readonly area: string | null;
  readonly street: string | null;
  readonly city: string | null;
  readonly region: string | null;
  readonly postalCode: string | null;
  /** ISO 3166-1 alpha-2. */
  readonly country: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
}

/** Reads a location; null where it says nothing. */
export function readLocation(location: XmlElement | null): StatedLocation | null {
  if (location === null) return null;
  const structured =
    first(location, 'LocationAddress/StructuredAddress') ?? first(location, 'LocationAddress/LocationStreet');
  const street =
    textOf(structured, 'LocationStreet/StreetFullText', 'AddressDeliveryPointText') ??
    joined(
      ' ',
      textOf(structured, 'LocationStreet/StreetNumberText'),
      textOf(structured, 'LocationStreet/StreetPredirectionalText'),
      textOf(structured, 'LocationStreet/StreetName'),
      textOf(structured, 'LocationStreet/StreetCategoryText'),
      textOf(structured, 'LocationStreet/StreetPostdirectionalText'),
    );
  const city = textOf(structured, 'LocationCityName');
  const region = textOf(
    structured,
    'LocationStateUSPostalServiceCode',
    'LocationStateName',
    'LocationStateFIPS5-2AlphaCode',
    'LocationStateNCICLSTACode',
  );
  const postalCode = textOf(structured, 'LocationPostalCode');
  const full = textOf(location, 'LocationAddress/AddressFullText', 'LocationAddress/LocationAddressFullText');
  const area = joined(', ', city, joined(' ', region, postalCode));
  const address = full ?? (street === null ? null : joined(', ', street, area));
  const latitude = readDegrees(location, 'Latitude', 90);
  const longitude = readDegrees(location, 'Longitude', 180);
  const stated = textOf(
    structured,
    'LocationCountryISO3166Alpha2Code',
    'LocationCountryISO3166Alpha3Code',
    'LocationCountryName',
  );
  // A state of the United States is stated as such; another country's is not.
  const country =
    toCountryCode(stated) ?? (stated === null && region !== null && /^[A-Z]{2}$/.test(region) ? 'US' : null);
  if (address === null && area === null && latitude === null && country === null) return null;
  return { address, area, street, city, region, postalCode, country, latitude, longitude };
}

function readDegrees(location: XmlElement, axis: 'Latitude' | 'Longitude', limit: number): number | null {
  const coordinate =
    first(location, `LocationTwoDimensionalGeographicCoordinate/GeographicCoordinate${axis}`) ??
    first(location, `Location2DGeospatialCoordinate/GeographicCoordinate${axis}`);
  const degrees = numberAt(coordinate, `${axis}DegreeValue`);
  if (degrees === null) return null;
  const rest =
    (numberAt(coordinate, `${axis}MinuteValue`) ?? 0) / 60 + (numberAt(coordinate, `${axis}SecondValue`) ?? 0) / 3600;
  const value = degrees < 0 ? degrees - rest : degrees + rest;
  return Math.abs(value) <= limit ? Math.round(value * 1e7) / 1e7 : null;
}

function joined(separator: string, ...parts: readonly (string | null)[]): string | null {
  const text = parts.filter((part) => part !== null).join(separator);
  return text === '' ? null : text;
}

/** Where an incident happened: the first place that it, its activity or an offence is linked to. */
export function readIncidentLocation(item: DataItem, activityId: string | undefined): StatedLocation | null {
  const byIncident = item
    .associations('IncidentLocationAssociation')
    .concat(item.associations('ActivityLocationAssociation'))
    .filter(
      (association) => activityId !== undefined && references(association, 'ActivityReference').includes(activityId),
    );
  const associations = [...byIncident, ...item.associations('OffenseLocationAssociation')];
  for (const association of associations) {
    for (const reference of references(association, 'LocationReference')) {
      const location = readLocation(item.byId.get(reference) ?? null);
      if (location !== null) return location;
    }
  }
  return null;
}
