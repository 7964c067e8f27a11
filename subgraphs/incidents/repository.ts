// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely';
import { lookUp } from '../kit/described/records.js';
import type { Listing, SourceSession } from '../kit/types.js';
import * as mapping from './mapping.js';
import type * as rows from './rows.js';

/** Incidents: `incidents.incident`. */
export const incidentListing: Listing<rows.IncidentRow, mapping.IncidentNode> = {
  type: 'Incident',
  from: sql`incidents.incident r`,
  columns: sql`r.id, r.ref, r.kind, r.occurred_at, r.occurred_at_precision, r.occurred_to, r.title, r.crime_area,
    r.urgency, r.status, r.narrative, r.assessment, r.latitude, r.longitude, r.position_precision_m, r.area,
    r.address, r.location_type,
    r.country_code, r.sea_area, r.unlocode, r.operation_id,
    (select v.stated_name from incidents.incident_vessel v where v.incident_id = r.id order by v.id limit 1)
      as stated_vessel_name`,
  filterType: 'IncidentFilter',
  filters: {
    caseReference: { sql: sql`r.case_reference`, type: 'text' },
    kind: { sql: sql`r.kind`, type: 'text' },
    crimeArea: { sql: sql`r.crime_area`, type: 'text' },
    occurredAt: { sql: sql`r.occurred_at`, type: 'timestamptz' },
    countryCode: { sql: sql`r.country_code`, type: 'text', normalise: (text) => text.toUpperCase() },
    status: { sql: sql`r.status`, type: 'text' },
  },
  sortType: 'IncidentSortField',
  sorts: {
    OCCURRED_AT: { sql: sql`r.occurred_at`, type: 'timestamptz' },
    CASE_REFERENCE: { sql: sql`r.case_reference`, type: 'text' },
    COUNTRY_CODE: { sql: sql`r.country_code`, type: 'text' },
  },
  toNode: (session, row) => session.project<mapping.IncidentNode>('Incident', row, mapping.toIncident(row)),
};

/** Joint operations: `incidents.joint_operation`. */
export const operationListing: Listing<rows.JointOperationRow, mapping.JointOperationNode> = {
  type: 'JointOperation',
  from: sql`incidents.joint_operation r`,
  columns: sql`r.id, r.ref, r.name, r.objective, r.coordination_unit, r.starts_at, r.ends_at, r.crime_area`,
  filterType: 'JointOperationFilter',
  filters: {
    name: { sql: sql`r.name`, type: 'text' },
    crimeArea: { sql: sql`r.crime_area`, type: 'text' },
    startsAt: { sql: sql`r.starts_at`, type: 'timestamptz' },
    endsAt: { sql: sql`r.ends_at`, type: 'timestamptz' },
  },
  sortType: 'JointOperationSortField',
  sorts: {
    STARTS_AT: { sql: sql`r.starts_at`, type: 'timestamptz' },
    NAME: { sql: sql`r.name`, type: 'text' },
  },
  toNode: (session, row) =>
    session.project<mapping.JointOperationNode>('JointOperation', row, mapping.toJointOperation(row)),
};

/** The incident under a case reference, in full or as a hit; null where none is known to this viewer. */
export function findByCaseReference(
  session: SourceSession,
  caseReference: string,
): Promise<mapping.IncidentNode | null> {
  return lookUp(session, {
    argument: 'Query.incident(caseReference:)',
    listing: incidentListing,
    where: sql<boolean>`r.case_reference = ${caseReference}`,
  });
}
