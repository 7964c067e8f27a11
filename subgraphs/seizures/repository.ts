// SPDX-License-Identifier: Apache-2.0
import { type RawBuilder, sql } from 'kysely';
import type { LinkColumns } from '../../policy/rows/linkPredicate.js';
import { lookUp } from '../kit/described/records.js';
import type { LinksOfTable, Listing, SourceSession } from '../kit/types.js';
import { linkSubjectColumn } from '../kit/wall/linkSubject.js';
import * as mapping from './mapping.js';
import type * as rows from './rows.js';

/** A condition on one item, as a condition on its seizure. */
const withinItem = (leaf: RawBuilder<boolean>) =>
  sql<boolean>`exists (select 1 from seizures.seized_item i where i.seizure_id = r.id and ${leaf})`;

const normalisedKg = sql`(select sum(i.normalised_kg) from seizures.seized_item i where i.seizure_id = r.id)`;

/** Seizures: `seizures.seizure`. */
export const seizureListing: Listing<rows.SeizureRow, mapping.SeizureNode> = {
  type: 'Seizure',
  from: sql`seizures.seizure r`,
  columns: sql`r.id, r.ref, r.seized_at, r.place_kind, r.place_unlocode, r.place_name, r.place_country, r.place_latitude,
    r.place_longitude, r.customs_office, r.seizing_authority, r.legal_status, r.risk_channel, r.detection_method,
    r.concealment, r.route_origin_country, r.route_departure_unlocode, r.route_transit_countries,
    r.route_destination_country, r.conveyance_mode, r.conveyance_registration, r.conveyance_journey, r.vessel_imo,
    r.vessel_stated_name, ${normalisedKg} as normalised_kg`,
  filterType: 'SeizureFilter',
  filters: {
    caseReference: { sql: sql`r.case_reference`, type: 'text' },
    seizedAt: { sql: sql`r.seized_at`, type: 'timestamptz' },
    itemCategory: { sql: sql`i.category`, type: 'text', within: withinItem },
    drugGroup: { sql: sql`i.drug_group`, type: 'text', within: withinItem },
    legalStatus: { sql: sql`r.legal_status`, type: 'text' },
    unlocode: { sql: sql`r.place_unlocode`, type: 'text', normalise: unlocodeKey },
    normalisedKg: { sql: normalisedKg, type: 'float8' },
    source: { sql: sql`r.source`, type: 'text' },
  },
  sortType: 'SeizureSortField',
  sorts: {
    SEIZED_AT: { sql: sql`r.seized_at`, type: 'timestamptz' },
    CASE_REFERENCE: { sql: sql`r.case_reference`, type: 'text' },
    NORMALISED_KG: { sql: normalisedKg, type: 'float8' },
  },
  toNode: (session, row) => session.project<mapping.SeizureNode>('Seizure', row, mapping.toSeizure(row)),
};

/** What was seized, item by item, in the order of the report: `seizures.seized_item`. */
export const itemListing: Listing<rows.SeizedItemRow, object> = {
  type: 'SeizedItem',
  from: sql`seizures.seized_item x join seizures.seizure r on r.id = x.seizure_id`,
  columns: sql`r.id, x.id as child_id, x.category, x.drug_group, x.drug, x.quantity, x.unit, x.normalised_kg,
    cast(x.value_minor_units as float8) as value_minor_units, x.value_currency, x.description`,
  order: { sql: sql`x.position`, type: 'int4' },
  key: sql`x.id`,
  toNode: (session, row) => session.project('SeizedItem', row, mapping.toSeizedItem(row)),
};

/** Who stands at the end of `seizures.seizure_person`, alias `x`. */
const personLink: LinkColumns = {
  alias: 'x',
  person: 'person_ref',
  role: 'role',
  birthDate: 'stated_birth_date',
  noPerson: null,
};

/** Persons with a part in a seizure: `seizures.seizure_person`. */
export const personListing: Listing<rows.SeizurePersonRow, object> = {
  type: 'SeizurePerson',
  from: sql`seizures.seizure_person x join seizures.seizure r on r.id = x.seizure_id`,
  columns: sql`r.id, x.id as child_id, x.role, x.stated_name, x.stated_birth_date, x.person_ref,
    ${linkSubjectColumn(personLink)} as link_subject`,
  link: personLink,
  key: sql`x.id`,
  toNode: (session, row) => session.project('SeizurePerson', row, mapping.toSeizurePerson(row)),
};

/** Organizations with a part in a seizure: `seizures.seizure_organization`. */
export const organizationListing: Listing<rows.SeizureOrganizationRow, object> = {
  type: 'SeizureOrganization',
  from: sql`seizures.seizure_organization x join seizures.seizure r on r.id = x.seizure_id`,
  columns: sql`r.id, x.id as child_id, x.role, x.stated_name, x.organization_ref`,
  key: sql`x.id`,
  toNode: (session, row) => session.project('SeizureOrganization', row, mapping.toSeizureOrganization(row)),
};

/** Consignments that seized goods were found in: `seizures.seizure_consignment`. */
export const consignmentListing: Listing<rows.SeizureConsignmentRow, object> = {
  type: 'SeizureConsignment',
  from: sql`seizures.seizure_consignment x join seizures.seizure r on r.id = x.seizure_id`,
  columns: sql`r.id, x.id as child_id, x.stated_mrn, x.consignment_ref`,
  key: sql`x.id`,
  toNode: (session, row) => session.project('SeizureConsignment', row, mapping.toSeizureConsignment(row)),
};

/** Containers that seized goods were found in: `seizures.seizure_container`. */
export const containerListing: Listing<rows.SeizureContainerRow, object> = {
  type: 'SeizureContainer',
  from: sql`seizures.seizure_container x join seizures.seizure r on r.id = x.seizure_id`,
  columns: sql`r.id, x.id as child_id, x.stated_number, x.container_id`,
  key: sql`x.id`,
  toNode: (session, row) => session.project('SeizureContainer', row, mapping.toSeizureContainer(row)),
};

/** Vessels that carried seized goods, one a seizure: columns of `seizures.seizure`. */
export const vesselListing: Listing<rows.SeizureVesselRow, object> = {
  type: 'SeizureVessel',
  from: sql`seizures.seizure r`,
  columns: sql`r.id, r.id as child_id, r.vessel_imo, r.vessel_stated_name`,
  toNode: (session, row) => session.project('SeizureVessel', row, mapping.toSeizureVessel(row)),
};

/** Keys that pages of links are asked by. */
export const parents = {
  seizure: sql<string>`x.seizure_id`,
  person: sql<string>`x.person_ref`,
  organization: sql<string>`x.organization_ref`,
  consignment: sql<string>`x.consignment_ref`,
  container: sql<string>`x.container_id`,
  vessel: sql<string>`r.vessel_imo`,
} as const;

/** The seizure under a case reference, in full or as a hit; null where none is known to this viewer. */
export function findByCaseReference(
  session: SourceSession,
  caseReference: string,
): Promise<mapping.SeizureNode | null> {
  return lookUp(session, {
    argument: 'Query.seizure(caseReference:)',
    listing: seizureListing,
    where: sql<boolean>`r.case_reference = ${caseReference}`,
  });
}

function unlocodeKey(text: string): string {
  return text.replace(/\s+/g, '').toUpperCase();
}

/** Who is named by a seizure. */
export const seizurePersons: LinksOfTable = {
  from: personListing.from,
  record: parents.seizure,
  link: personLink,
};
