// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely';
import type { EnvelopeRow, Listing, SourceSession } from '../kit/types.js';
import { envelope } from '../kit/wall/envelope.js';
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

/** Records that this viewer may see, by `id` or `ref`: one statement for all keys, absent where there is none. */
export async function recordsByKey<Row extends EnvelopeRow, Node extends object>(
  session: SourceSession,
  listing: Listing<Row, Node>,
  key: 'id' | 'ref',
  keys: readonly string[],
): Promise<ReadonlyMap<string, Node>> {
  const column = sql.ref(`r.${key}`);
  const found = await session.db.rows(sql<Row & { readonly record_key: string }>`
    select ${column} as record_key, ${listing.columns}, ${envelope('r')} from ${listing.from}
    where ${column} = any(cast(${[...keys]} as text[])) and ${session.wall(listing.type).visible}`);
  return new Map(
    found.flatMap((row) => {
      const node = listing.toNode(session, row);
      return node ? [[row.record_key, node] as const] : [];
    }),
  );
}

/** Incidents under a case reference that this viewer may know of: those that may be seen first, then hits, by id. */
export function findByCaseReference(session: SourceSession, caseReference: string): Promise<rows.IncidentRow[]> {
  const wall = session.wall('Incident');
  // Why a case: where nothing is visible the wall is a bare `false`, which PostgreSQL does not order by.
  return session.db.rows(sql<rows.IncidentRow>`
    select ${incidentListing.columns}, ${envelope('r')} from ${incidentListing.from}
    where r.case_reference = ${caseReference} and ${wall.known} order by case when ${wall.visible} then 0 else 1 end, r.id limit 10`);
}
