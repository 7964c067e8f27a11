// SPDX-License-Identifier: Apache-2.0
import { type RawBuilder, sql } from 'kysely';
import type { LinkColumns } from '../../policy/rows/linkPredicate.js';
import type { LinksOfTable, Listing } from '../kit/types.js';
import { linkSubjectColumn } from '../kit/wall/linkSubject.js';
import * as mapping from './mapping.js';
import type * as rows from './rows.js';

// Every link joins its incident as `r` and so carries the incident's envelope and wall.
const under = (table: string): RawBuilder<unknown> =>
  sql`${sql.table(`incidents.${table}`)} x join incidents.incident r on r.id = x.incident_id`;

/** Vessels with a part in an incident: `incidents.incident_vessel`. */
export const vesselListing: Listing<rows.IncidentVesselRow, object> = {
  type: 'IncidentVessel',
  from: under('incident_vessel'),
  columns: sql`r.id, x.id as child_id, x.stated_name, x.stated_type, x.stated_flag, x.stated_activity, x.imo`,
  key: sql`x.id`,
  toNode: (session, row) => session.project('IncidentVessel', row, mapping.toIncidentVessel(row)),
};

/** Containers in an incident: `incidents.incident_container`. */
export const containerListing: Listing<rows.IncidentContainerRow, object> = {
  type: 'IncidentContainer',
  from: under('incident_container'),
  columns: sql`r.id, x.id as child_id, x.stated_number, x.container_id`,
  key: sql`x.id`,
  toNode: (session, row) => session.project('IncidentContainer', row, mapping.toIncidentContainer(row)),
};

/** Consignments in an incident: `incidents.incident_consignment`. */
export const consignmentListing: Listing<rows.IncidentConsignmentRow, object> = {
  type: 'IncidentConsignment',
  from: under('incident_consignment'),
  columns: sql`r.id, x.id as child_id, x.stated_mrn, x.consignment_ref`,
  key: sql`x.id`,
  toNode: (session, row) => session.project('IncidentConsignment', row, mapping.toIncidentConsignment(row)),
};

/** Seizures that belong to an incident: `incidents.incident_seizure`. */
export const seizureListing: Listing<rows.IncidentSeizureRow, object> = {
  type: 'IncidentSeizure',
  from: under('incident_seizure'),
  columns: sql`r.id, x.id as child_id, x.stated_case_reference, x.seizure_ref`,
  key: sql`x.id`,
  toNode: (session, row) => session.project('IncidentSeizure', row, mapping.toIncidentSeizure(row)),
};

/** Who stands at the end of `incidents.incident_person`, alias `x`. */
const personLink: LinkColumns = {
  alias: 'x',
  person: 'person_ref',
  role: 'role',
  birthDate: null,
  noPerson: null,
};

/** Persons with a part in an incident: `incidents.incident_person`. */
export const personListing: Listing<rows.IncidentPersonRow, object> = {
  type: 'IncidentPerson',
  from: under('incident_person'),
  columns: sql`r.id, x.id as child_id, x.role, x.stated_name, x.stated_description, x.person_ref,
    ${linkSubjectColumn(personLink)} as link_subject`,
  link: personLink,
  key: sql`x.id`,
  toNode: (session, row) => session.project('IncidentPerson', row, mapping.toIncidentPerson(row)),
};

/** Organizations with a part in an incident: `incidents.incident_organization`. */
export const organizationListing: Listing<rows.IncidentOrganizationRow, object> = {
  type: 'IncidentOrganization',
  from: under('incident_organization'),
  columns: sql`r.id, x.id as child_id, x.role, x.stated_name, x.stated_description, x.organization_ref`,
  key: sql`x.id`,
  toNode: (session, row) => session.project('IncidentOrganization', row, mapping.toIncidentOrganization(row)),
};

/** Agencies in a joint operation, under the operation's envelope: `incidents.operation_agency`. */
export const agencyListing: Listing<rows.OperationAgencyRow, object> = {
  type: 'OperationAgency',
  from: sql`incidents.operation_agency x join incidents.joint_operation r on r.id = x.joint_operation_id`,
  columns: sql`r.id, x.id as child_id, x.role, x.agency`,
  key: sql`x.id`,
  toNode: (session, row) => session.project('OperationAgency', row, mapping.toOperationAgency(row)),
};

/** Keys that pages of links are asked by. */
export const parents = {
  incident: sql<string>`x.incident_id`,
  operation: sql<string>`x.joint_operation_id`,
  operationOfIncident: sql<string>`r.operation_id`,
  person: sql<string>`x.person_ref`,
  organization: sql<string>`x.organization_ref`,
  consignment: sql<string>`x.consignment_ref`,
  seizure: sql<string>`x.seizure_ref`,
  container: sql<string>`x.container_id`,
  vessel: sql<string>`x.imo`,
  agency: sql<string>`x.agency`,
} as const;

/** Who is named by an incident. */
export const incidentPersons: LinksOfTable = {
  from: personListing.from,
  record: parents.incident,
  link: personLink,
};
