import { sql } from '../../storage/kysely.js';
import { datum, type MatchedKind } from '../kit/matching/matchedKind.js';
import { aircraftListing, organizationListing, personListing, vesselListing } from './repository.js';

/** A document or number, as jsonb keeps it. */
interface StoredNumber {
  readonly type: string;
  readonly number: string;
}

/** An address, as jsonb keeps it. */
interface StoredAddress {
  readonly full?: string | null;
  readonly street?: string | null;
  readonly city?: string | null;
  readonly region?: string | null;
  readonly postalCode?: string | null;
}

const addresses = { matched_addresses: sql<readonly StoredAddress[]>`r.addresses` };
const numbers = { matched_numbers: sql<readonly StoredNumber[]>`r.identifications` };
const nameAndAliases = {
  names: sql<readonly string[]>`array_remove(array_prepend(r.name, r.aliases), null)`,
  // Why a length of 0: where nothing is found there is a row of nulls.
  nameKinds: sql<readonly string[]>`array_fill('NAME'::text, array[num_nonnulls(r.name)])
    || array_fill('ALIAS'::text, array[coalesce(cardinality(r.aliases), 0)])`,
};

/** Persons, by all their names; compared by birth, nationality, sex and documents. */
const matchedPersons: MatchedKind = {
  kind: 'person',
  match: { type: 'PersonMatch', end: 'person' },
  listing: personListing,
  known: {
    type: 'PersonMatches',
    birthDates: {
      category: 'persons.identity',
      has: (date) => sql<boolean>`r.birth_dates @> array[${date}]`,
      named: (key) => sql<boolean>`r.match_keys @> array[${key}]`,
    },
    numbers: {
      document: { category: 'persons.documents', has: (key) => sql<boolean>`r.identification_keys @> array[${key}]` },
    },
  },
  category: 'persons.identity',
  names: sql`array(select stated ->> 'name' from jsonb_array_elements(r.names) stated)`,
  nameKinds: sql`array(select stated ->> 'kind' from jsonb_array_elements(r.names) stated)`,
  data: [
    datum(
      'persons.identity',
      {
        matched_births: sql<readonly string[]>`r.birth_dates`,
        matched_periods: sql<readonly { readonly from: string; readonly to: string }[]>`r.birth_periods`,
        matched_place: sql<string | null>`r.birth_place`,
        matched_nationality: sql<readonly string[]>`r.nationality`,
        matched_gender: sql<string | null>`r.gender`,
      },
      ({ matched_births, matched_periods, matched_place, matched_nationality, matched_gender }) => ({
        birthDates: [...matched_births, ...matched_periods.map(({ from, to }) => `${from}/${to}`)],
        ...(matched_place ? { birthPlaces: [matched_place] } : {}),
        nationalities: matched_nationality,
        ...(matched_gender ? { gender: matched_gender } : {}),
      }),
    ),
    datum('persons.contact', addresses, ({ matched_addresses }) => ({ addresses: matched_addresses.map(inOneLine) })),
    datum(
      'persons.documents',
      { ...numbers, matched_eori: sql<string | null>`r.eori` },
      ({ matched_numbers, matched_eori }) => ({
        documents: [
          ...matched_numbers.map(numbered),
          ...(matched_eori ? [{ kind: 'registered', number: matched_eori }] : []),
        ],
      }),
    ),
  ],
};

/** Organizations. Why register numbers are no identifiers: a firm has a different one in each register. */
const matchedOrganizations: MatchedKind = {
  kind: 'organization',
  match: { type: 'OrganizationMatch', end: 'organization' },
  listing: organizationListing,
  known: {
    type: 'OrganizationMatches',
    numbers: {
      eori: { category: 'organizations.registration', has: (eori) => sql<boolean>`r.eori = ${eori}` },
      registration: {
        category: 'organizations.registration',
        has: (number) => sql<boolean>`r.registration_key = ${number}`,
      },
    },
  },
  category: 'organizations.identity',
  ...nameAndAliases,
  data: [
    datum('organizations.identity', { matched_country: sql<string | null>`r.jurisdiction` }, ({ matched_country }) =>
      matched_country ? { nationalities: [matched_country] } : {},
    ),
    datum(
      'organizations.registration',
      {
        ...numbers,
        ...addresses,
        matched_lei: sql<string | null>`r.lei_code`,
        matched_registered: sql<
          readonly string[]
        >`array_remove(array[r.registration_number, r.eori, r.vat_code, r.tax_number], null)`,
      },
      ({ matched_numbers, matched_lei, matched_registered, matched_addresses }) => ({
        addresses: matched_addresses.map(inOneLine),
        ...(matched_lei ? { identifiers: [{ kind: 'lei', number: matched_lei }] } : {}),
        documents: [
          ...matched_registered.map((number) => ({ kind: 'registered', number })),
          ...matched_numbers.map(numbered),
        ],
      }),
    ),
  ],
};

/** Ships. Why call signs and MMSI are no identifiers: they change with a ship's flag. */
const matchedVessels: MatchedKind = {
  kind: 'vessel',
  match: { type: 'VesselMatch', end: 'vesselRecord' },
  listing: vesselListing,
  known: {
    type: 'VesselMatches',
    numbers: { imo: { category: 'vessels.identity', has: (imo) => sql<boolean>`r.imo = ${imo}` } },
  },
  category: 'vessels.identity',
  ...nameAndAliases,
  data: [
    datum(
      'vessels.identity',
      {
        matched_imo: sql<string | null>`r.imo`,
        matched_flag: sql<string | null>`r.flag`,
        matched_flags: sql<readonly string[]>`r.past_flags`,
        matched_type: sql<string | null>`r.type`,
      },
      ({ matched_imo, matched_flag, matched_flags, matched_type }) => ({
        ...(matched_imo ? { identifiers: [{ kind: 'imo', number: matched_imo }] } : {}),
        ...(matched_flag ? { flag: matched_flag } : {}),
        formerFlags: matched_flags,
        ...(matched_type ? { type: matched_type } : {}),
      }),
    ),
    datum(
      'vessels.registration',
      {
        ...numbers,
        matched_signs: sql<readonly string[]>`array_remove(array[r.call_sign, r.mmsi], null)`,
      },
      ({ matched_numbers, matched_signs }) => ({
        documents: [...matched_signs.map((number) => ({ kind: 'sign', number })), ...matched_numbers.map(numbered)],
      }),
    ),
  ],
};

/** Aircraft. */
const matchedAircraft: MatchedKind = {
  kind: 'aircraft',
  match: { type: 'AircraftMatch', end: 'aircraftRecord' },
  listing: aircraftListing,
  category: 'aircraft.identity',
  ...nameAndAliases,
  data: [
    datum(
      'aircraft.identity',
      {
        matched_serial: sql<string | null>`r.serial_number`,
        matched_marks: sql<readonly string[]>`array_remove(array_prepend(r.registration, r.past_registrations), null)`,
      },
      ({ matched_serial, matched_marks }) => ({
        ...(matched_serial ? { identifiers: [{ kind: 'serial', number: matched_serial }] } : {}),
        documents: matched_marks.map((number) => ({ kind: 'mark', number })),
      }),
    ),
  ],
};

function inOneLine({ full, street, city, region, postalCode }: StoredAddress): string {
  return full ?? [street, postalCode, city, region].filter(Boolean).join(' ');
}

function numbered({ type, number }: StoredNumber) {
  return { kind: type, number };
}

/** The kinds that this source searches by similar names. */
export const matchedKinds = {
  persons: matchedPersons,
  organizations: matchedOrganizations,
  vessels: matchedVessels,
  aircraft: matchedAircraft,
} as const;
