import { lookUpKeys } from '../../schema/identifiers/documentNumber.js';
import { identificationTypes } from '../../schema/records/parts/subject.js';
import { sql } from '../../storage/kysely.js';
import { Slot } from '../../storage/slot.js';
import { sought } from '../kit/described/lookUps.js';
import type { SearchedKind } from '../kit/search/searched.js';
import { byEori, byMark, byRegistration } from './lookUpRepository.js';
import { matchedKinds } from './matchedRepository.js';
import { aircraftListing, organizationListing, personListing, vesselListing } from './repository.js';

/** A document of any type and country: a search states only a number. */
const hasDocument = sql.join(
  identificationTypes.stored.map((type) => {
    const key = new Slot(({ sought: number }) => lookUpKeys({ type, number: String(number) })[0] ?? '');
    return sql<boolean>`r.identification_keys @> array[${key}::text]`;
  }),
  sql` or `,
);

/** What this source adds to a search. */
export const searchedKinds: readonly SearchedKind[] = [
  {
    field: 'persons',
    listing: personListing,
    names: matchedKinds.persons,
    type: 'PersonSearch',
    exact: [
      {
        form: 'DOCUMENT_NUMBER',
        by: {
          argument: 'Query.person(identification:)',
          of: 'document',
          listing: personListing,
          where: sql<boolean>`(${hasDocument})`,
        },
        isPart: true,
      },
      {
        form: 'EORI',
        by: { guards: ['persons.documents'], listing: personListing, where: sql<boolean>`r.eori = ${sought}` },
      },
    ],
  },
  {
    field: 'organizations',
    listing: organizationListing,
    names: matchedKinds.organizations,
    type: 'OrganizationSearch',
    exact: [
      { form: 'EORI', by: byEori },
      { form: 'LEI', by: byRegistration, isPart: true },
      { form: 'VAT_NUMBER', by: byRegistration, isPart: true },
      { form: 'DOCUMENT_NUMBER', by: byRegistration, isPart: true },
    ],
  },
  {
    field: 'vessels',
    listing: vesselListing,
    names: matchedKinds.vessels,
    type: 'VesselSearch',
    exact: [
      {
        form: 'IMO',
        by: { guards: ['vessels.identity'], listing: vesselListing, where: sql<boolean>`r.imo = ${sought}` },
      },
      {
        form: 'MMSI',
        by: { guards: ['vessels.registration'], listing: vesselListing, where: sql<boolean>`r.mmsi = ${sought}` },
      },
      {
        form: 'CALL_SIGN',
        by: { guards: ['vessels.registration'], listing: vesselListing, where: sql<boolean>`r.call_sign = ${sought}` },
      },
    ],
  },
  {
    field: 'aircraft',
    listing: aircraftListing,
    names: matchedKinds.aircraft,
    type: 'AircraftSearch',
    exact: [
      { form: 'REGISTRATION_MARK', by: byMark },
      {
        form: 'ICAO_ADDRESS',
        by: {
          guards: ['aircraft.registration'],
          listing: aircraftListing,
          where: sql<boolean>`r.icao_address = ${sought}`,
        },
      },
    ],
  },
];
