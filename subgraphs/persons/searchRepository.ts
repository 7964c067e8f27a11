import { lookUpKeys } from '../../schema/identifiers/documentNumber.js';
import { identificationTypes } from '../../schema/records/parts/subject.js';
import { sql } from '../../storage/kysely.js';
import { Slot } from '../../storage/slot.js';
import type { RecordListing } from '../kit/described/describe.js';
import { compacted, type HeldBy, sought, soughtCompact } from '../kit/described/lookUps.js';
import type { ExactSearch } from '../kit/search/exact.js';
import type { SearchedKind } from '../kit/search/searched.js';
import { byEori, byMark } from './lookUpRepository.js';
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

/** Wallets among them: lists state them as identifications. */
const byDocument: HeldBy = {
  guards: ['persons.documents'],
  listing: personListing,
  where: sql<boolean>`(${hasDocument})`,
};

const isCode = (column: 'lei_code' | 'vat_code' | 'call_sign' | 'mmsi') =>
  sql<boolean>`${compacted(`r.${column}`)} = ${soughtCompact}`;

/** By any of the codes: sources state one as another. */
const byCode: HeldBy = {
  guards: ['organizations.registration'],
  listing: organizationListing,
  where: sql<boolean>`(r.registration_key = ${soughtCompact} or ${isCode('lei_code')} or ${isCode('vat_code')})`,
};

/** By a telephone number or an e-mail address, whichever the value is: no form of one is a form of the other. */
const byContact = (listing: RecordListing, category: string): readonly ExactSearch[] => {
  const by: HeldBy = { guards: [category], listing, where: sql<boolean>`r.contact_keys @> array[${sought}::text]` };
  return [
    { form: 'TELEPHONE', by },
    { form: 'EMAIL', by },
  ];
};

/** What this source adds to a search. */
export const searchedKinds: readonly SearchedKind[] = [
  {
    field: 'persons',
    listing: personListing,
    names: matchedKinds.persons,
    type: 'PersonSearch',
    tellsHits: true,
    exact: [
      ...byContact(personListing, 'persons.contact'),
      { form: 'DOCUMENT_NUMBER', by: byDocument },
      { form: 'WALLET', by: byDocument },
      { form: 'IBAN', by: byDocument },
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
      ...byContact(organizationListing, 'organizations.registration'),
      { form: 'EORI', by: byEori },
      { form: 'LEI', by: byCode },
      { form: 'VAT_NUMBER', by: byCode },
      { form: 'DOCUMENT_NUMBER', by: byCode },
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
        by: { guards: ['vessels.registration'], listing: vesselListing, where: isCode('mmsi') },
      },
      {
        form: 'CALL_SIGN',
        by: { guards: ['vessels.registration'], listing: vesselListing, where: isCode('call_sign') },
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
