// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely';
import type { LinkColumns } from '../../policy/rows/linkPredicate.js';
import { sqlText } from '../../policy/rows/sqlText.js';
import { PortcullisError } from '../../schema/errors.js';
import {
  compactNumber,
  countriesOf,
  lookUpKeys,
  type StatedIdentification,
} from '../../schema/identifiers/documentNumber.js';
import { parseEori } from '../../schema/identifiers/eori.js';
import { parseIcaoAddress } from '../../schema/identifiers/icaoAddress.js';
import { parseImo } from '../../schema/identifiers/imo.js';
import { nameKey } from '../../schema/identifiers/nameKey.js';
import { lookUp, MAX_SAME } from '../kit/described/records.js';
import type { LinksOfTable, Listing, SourceSession } from '../kit/types.js';
import { envelope } from '../kit/wall/envelope.js';
import { linkSubjectColumn } from '../kit/wall/linkSubject.js';
import { verdictOf } from '../kit/wall/verdict.js';
import * as mapping from './mapping.js';
import type {
  AircraftRecordRow,
  InterestRow,
  OrganizationRow,
  PersonRow,
  RelationRow,
  VesselRecordRow,
} from './rows.js';

const upper = (text: string): string => text.trim().toUpperCase();

/** Persons: `persons.person`. */
export const personListing: Listing<PersonRow, mapping.PersonNode> = {
  type: 'Person',
  field: 'Query.persons',
  from: sql`persons.person r`,
  columns: sql`r.id, r.ref, r.name, r.names, r.first_name, r.middle_name, r.last_name, r.father_name, r.title,
    r.birth_date, r.birth_dates, r.birth_place, r.birth_country, r.death_date, r.nationality, r.countries, r.positions,
    r.gender, r.identifications, r.eori, r.addresses, r.phones, r.emails, r.websites, r.physical, r.alerts, r.reason, r.notes, r.topics, r.sanctions, r.special`,
  filterType: 'PersonFilter',
  filters: {
    name: { sql: sql`r.name_keys`, type: 'text[]', normalise: nameKey },
    birthDate: { sql: sql`r.birth_date`, type: 'text' },
    birthCountry: { sql: sql`r.birth_country`, type: 'text', normalise: upper },
    nationality: { sql: sql`r.nationality`, type: 'text[]', normalise: upper },
    gender: { sql: sql`r.gender`, type: 'text' },
    programme: { sql: sql`r.programmes`, type: 'text[]' },
    topic: { sql: sql`r.topics`, type: 'text[]' },
    source: { sql: sql`r.source`, type: 'text' },
  },
  sortType: 'PersonSortField',
  sorts: { NAME: { sql: sql`r.name_key`, type: 'text' }, BIRTH_DATE: { sql: sql`r.birth_date`, type: 'text' } },
  toNode: (session, row) => session.project<mapping.PersonNode>('Person', row, mapping.toPerson(row)),
};

/** Organizations: `persons.organization`. */
export const organizationListing: Listing<OrganizationRow, mapping.OrganizationNode> = {
  type: 'Organization',
  field: 'Query.organizations',
  from: sql`persons.organization r`,
  columns: sql`r.id, r.ref, r.name, r.aliases, r.countries, r.jurisdiction, r.legal_form, r.incorporation_date, r.dissolution_date,
    r.registration_number, r.eori, r.vat_code, r.lei_code, r.tax_number, r.identifications, r.phones, r.emails, r.websites,
    r.addresses, r.reason, r.notes, r.topics, r.sanctions`,
  filterType: 'OrganizationFilter',
  filters: {
    name: { sql: sql`r.name_keys`, type: 'text[]', normalise: nameKey },
    jurisdiction: { sql: sql`r.jurisdiction`, type: 'text', normalise: upper },
    eori: { sql: sql`r.eori`, type: 'text', normalise: (text) => parseEori(text) ?? text },
    registrationNumber: { sql: sql`r.registration_key`, type: 'text', normalise: compactNumber },
    programme: { sql: sql`r.programmes`, type: 'text[]' },
    topic: { sql: sql`r.topics`, type: 'text[]' },
    source: { sql: sql`r.source`, type: 'text' },
  },
  sortType: 'OrganizationSortField',
  sorts: {
    NAME: { sql: sql`r.name_key`, type: 'text' },
    INCORPORATION_DATE: { sql: sql`r.incorporation_date`, type: 'text' },
  },
  toNode: (session, row) => session.project<mapping.OrganizationNode>('Organization', row, mapping.toOrganization(row)),
};

/** Records about vessels: `persons.vessel_record`. */
export const vesselListing: Listing<VesselRecordRow, mapping.VesselRecordNode> = {
  type: 'VesselRecord',
  field: 'Query.vessels',
  from: sql`persons.vessel_record r`,
  columns: sql`r.id, r.ref, r.name, r.aliases, r.imo, r.flag, r.past_flags, r.type, r.tonnage,
    r.gross_registered_tonnage, r.build_date, r.registration_port, r.call_sign, r.mmsi, r.owner, r.operator, r.identifications,
    r.notes, r.topics, r.sanctions, r.programmes`,
  filterType: 'VesselFilter',
  filters: {
    name: { sql: sql`r.name_keys`, type: 'text[]', normalise: nameKey },
    imo: { sql: sql`r.imo`, type: 'text', normalise: (text) => parseImo(text) ?? text },
    flag: { sql: sql`r.flag`, type: 'text', normalise: upper },
    type: { sql: sql`r.type`, type: 'text' },
    callSign: { sql: sql`r.call_sign`, type: 'text' },
    mmsi: { sql: sql`r.mmsi`, type: 'text' },
    programme: { sql: sql`r.programmes`, type: 'text[]' },
    source: { sql: sql`r.source`, type: 'text' },
  },
  sortType: 'VesselSortField',
  sorts: { NAME: { sql: sql`r.name_key`, type: 'text' }, BUILD_DATE: { sql: sql`r.build_date`, type: 'text' } },
  toNode: (session, row) => session.project<mapping.VesselRecordNode>('VesselRecord', row, mapping.toVesselRecord(row)),
};

/** Records about aircraft: `persons.aircraft_record`. */
export const aircraftListing: Listing<AircraftRecordRow, mapping.AircraftRecordNode> = {
  type: 'AircraftRecord',
  field: 'Query.aircraftRecords',
  from: sql`persons.aircraft_record r`,
  columns: sql`r.id, r.ref, r.name, r.aliases, r.registration, r.past_registrations, r.country, r.serial_number, r.type,
    r.model, r.manufacturer, r.build_date, r.icao_address, r.identifications, r.owner, r.operator, r.notes, r.topics,
    r.sanctions, r.programmes`,
  filterType: 'AircraftFilter',
  filters: {
    name: { sql: sql`r.name_keys`, type: 'text[]', normalise: nameKey },
    registration: { sql: sql`r.registration_keys`, type: 'text[]', normalise: compactNumber },
    serialNumber: { sql: sql`r.serial_key`, type: 'text', normalise: compactNumber },
    country: { sql: sql`r.country`, type: 'text', normalise: upper },
    type: { sql: sql`r.type`, type: 'text' },
    model: { sql: sql`r.model`, type: 'text' },
    icaoAddress: { sql: sql`r.icao_address`, type: 'text', normalise: (text) => parseIcaoAddress(text) ?? text },
    programme: { sql: sql`r.programmes`, type: 'text[]' },
    source: { sql: sql`r.source`, type: 'text' },
  },
  sortType: 'AircraftSortField',
  sorts: { NAME: { sql: sql`r.name_key`, type: 'text' }, BUILD_DATE: { sql: sql`r.build_date`, type: 'text' } },
  toNode: (session, row) =>
    session.project<mapping.AircraftRecordNode>('AircraftRecord', row, mapping.toAircraftRecord(row)),
};

/** Who stands at the other end of `persons.relation`, alias `r`. Why a name alone is a person's: it may be one. */
const relationLink: LinkColumns = {
  alias: 'r',
  person: 'relative_ref',
  role: null,
  birthDate: null,
  noPerson: sqlText`(r.relative_ref is null and coalesce(r.relative_organization_ref, r.relative_vessel_record_ref,
    r.relative_aircraft_record_ref) is not null)`,
};

/** Relations, under the record that they are listed at: `persons.relation`. */
export const relationListing: Listing<RelationRow, mapping.RelationNode> = {
  type: 'Relation',
  from: sql`persons.relation r`,
  columns: sql`r.id, r.relative_ref, r.relative_organization_ref, r.relative_vessel_record_ref,
    r.relative_aircraft_record_ref, r.kind, r.relationship, r.inverse, r.stated_name, r.start_date, r.end_date, r.summary,
    ${linkSubjectColumn(relationLink)} as link_subject`,
  toNode: (session, row) => session.project<mapping.RelationNode>('Relation', row, mapping.toRelation(row)),
};

const relationsOf = (table: string, column: string): LinksOfTable => ({
  from: sql`persons.relation r join ${sql.table(`persons.${table}`)} o on o.ref = ${sql.ref(`r.${column}`)}`,
  record: sql<string>`o.id`,
  link: relationLink,
});

/** Who is named by the relations of a record. */
export const relationsOfTables: Readonly<Record<string, LinksOfTable>> = {
  'persons.person': relationsOf('person', 'person_ref'),
  'persons.organization': relationsOf('organization', 'organization_ref'),
  'persons.vessel_record': relationsOf('vessel_record', 'vessel_record_ref'),
  'persons.aircraft_record': relationsOf('aircraft_record', 'aircraft_record_ref'),
};

const interestColumns = sql`r.id, r.kind, r.holder_person_ref, r.holder_organization_ref, r.organization_ref,
  r.vessel_record_ref, r.aircraft_record_ref, r.role, r.percentage, r.start_date, r.end_date, r.summary`;

/** Interests: `persons.interest`. */
export const interestListing: Listing<InterestRow, mapping.InterestNode> = {
  type: 'Interest',
  from: sql`persons.interest r`,
  columns: interestColumns,
  toNode: (session, row) => session.project<mapping.InterestNode>('Interest', row, mapping.toInterest(row)),
};

/**
 * Interests by the organization at either end, in `r.organization_end`: an organization's page shows who owns it and
 * what it owns. Why a union: one condition over two columns would use neither index.
 */
export const organizationInterestListing: Listing<InterestRow, mapping.InterestNode> = {
  ...interestListing,
  from: sql`(select i.*, i.organization_ref as organization_end from persons.interest i where i.organization_ref is not null
    union all select i.*, i.holder_organization_ref from persons.interest i
    where i.holder_organization_ref is not null and i.holder_organization_ref is distinct from i.organization_ref) r`,
};

/** Parent keys of the edges, over the listings' `r`: for `createEdgeLoader`. */
export const parents = {
  eori: sql<string>`r.eori`,
  imo: sql<string>`r.imo`,
  person: sql<string>`r.person_ref`,
  organization: sql<string>`r.organization_ref`,
  holderPerson: sql<string>`r.holder_person_ref`,
  organizationEnd: sql<string>`r.organization_end`,
  vesselRecord: sql<string>`r.vessel_record_ref`,
  aircraftRecord: sql<string>`r.aircraft_record_ref`,
};

/**
 * The person that a document names, in full or as a hit; null where none is known to this viewer. One whose document has
 * the stated country goes before one whose document has none that is known.
 *
 * @throws PortcullisError BAD_USER_INPUT where no country is stated and documents of several have that number: a person
 *   must not be taken for another
 */
export async function findPersonByIdentification(
  session: SourceSession,
  identification: StatedIdentification,
): Promise<mapping.PersonNode | null> {
  const keys = lookUpKeys(identification);
  // Why one by one: each is a search of the index, and an overlap with all of them a scan of the table.
  const has = keys.map((key) => sql<boolean>`r.identification_keys @> array[${key}::text]`);
  const [exact = sql<boolean>`false`] = has;
  const is = has.length === 0 ? exact : sql<boolean>`(${sql.join(has, sql` or `)})`;
  const wall = session.wall('Person');
  const found: { readonly node: object; readonly countries: readonly string[] }[] = [];
  let isExact = false;
  const best = await session.lookup(
    'Query.person(identification:)',
    () =>
      session.db.rows(
        sql<PersonRow & { readonly exact: boolean; readonly keys: readonly string[] }>`
          select ${personListing.columns}, ${envelope('r')}, ${exact} as exact, r.identification_keys as keys
          from ${personListing.from} where ${is} and ${wall.known}
          order by exact desc, case when ${wall.visible} then 0 else 1 end, r.id limit ${MAX_SAME}`,
      ),
    (row) => {
      if (isExact && !row.exact) return null;
      const node = personListing.toNode(session, row);
      if (!node) return null;
      isExact ||= row.exact;
      found.push({ node, countries: countriesOf(row.keys, identification) });
      return node;
    },
  );
  if (keys.length === 1 && best) assertOneCountry(best, found);
  return best;
}

/** Why those of the same standing alone: beside a record that is shown, a hit is not spoken of. */
function assertOneCountry(
  best: object,
  found: readonly { readonly node: object; readonly countries: readonly string[] }[],
): void {
  const standing = verdictOf(best)?.record?.standing;
  const alike = found.filter(({ node }) => verdictOf(node)?.record?.standing === standing);
  if (new Set(alike.flatMap(({ countries }) => countries)).size < 2) return;
  throw new PortcullisError('BAD_USER_INPUT', {
    message: 'Documents of several countries have this number.',
    at: 'IdentificationInput.country',
    facts: { hint: 'State the country that issued it.' },
  });
}

/** The organization under an EORI, in full or as a hit; null where none is known to this viewer. */
export function findOrganizationByEori(session: SourceSession, eori: string): Promise<mapping.OrganizationNode | null> {
  const where = sql<boolean>`r.eori = ${eori}`;
  return lookUp(session, { argument: 'Query.organization(eori:)', listing: organizationListing, where });
}

/** The organization under a register's number, as `compactNumber` gives it, in full or as a hit. */
export function findOrganizationByRegistration(
  session: SourceSession,
  key: string,
): Promise<mapping.OrganizationNode | null> {
  const where = sql<boolean>`r.registration_key = ${key}`;
  return lookUp(session, { argument: 'Query.organization(registrationNumber:)', listing: organizationListing, where });
}

/**
 * The record of the aircraft under a registration mark, as `compactNumber` gives it, in full or as a hit. Marks are given
 * out again: an aircraft that has it goes before one that had it.
 */
export function findAircraftByRegistration(
  session: SourceSession,
  key: string,
): Promise<mapping.AircraftRecordNode | null> {
  return lookUp(session, {
    argument: 'Query.aircraft(registration:)',
    listing: aircraftListing,
    where: sql<boolean>`r.registration_keys @> array[${key}::text]`,
    first: sql<boolean>`r.registration_key = ${key}`,
  });
}
