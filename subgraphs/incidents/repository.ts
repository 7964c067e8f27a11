import { sql } from 'kysely';
import type { LinkColumns } from '../../policy/rows/linkPredicate.js';
import { incident } from '../../schema/records/incident.js';
import { jointOperation } from '../../schema/records/jointOperation.js';
import { envelopeFilters } from '../kit/described/conditions.js';
import { describe, type RecordNode } from '../kit/described/describe.js';
import { lookUp } from '../kit/described/records.js';
import type { RecordRow } from '../kit/described/toObject.js';
import type { LinksOfTable, SourceSession } from '../kit/types.js';

/** What an incident has that is no field of its own, or is shown in another form. */
type IncidentRow = RecordRow & {
  /** Name of the incident's first vessel. */
  readonly stated_vessel_name: string | null;
  readonly position_precision_m: number | null;
};

/** Who stands at the end of `incidents.incident_person`, alias `x`. */
const personLink: LinkColumns = {
  alias: 'x',
  person: 'person_ref',
  role: 'role',
  birthDate: null,
  noPerson: null,
};

const incidents = describe(incident, {
  columns: sql`r.position_precision_m,
    (select v.stated_name from incidents.incident_vessel v where v.incident_id = r.id order by v.id limit 1)
      as stated_vessel_name`,
  members: {
    caseReference: (row: IncidentRow) => row.env_case_reference,
    statedVesselName: (row: IncidentRow) => row.stated_vessel_name,
    positionPrecisionM: ({ position_precision_m: metres }: IncidentRow) =>
      metres === null ? null : Math.round(metres),
  },
  children: { persons: { link: personLink } },
  sorts: { CASE_REFERENCE: envelopeFilters.caseReference },
});

/** Incidents: `incidents.incident`. */
export const incidentListing = incidents.listing;

const operations = describe(jointOperation);

/** Joint operations: `incidents.joint_operation`. */
export const operationListing = operations.listing;

/** Lists of an incident that have tables of their own, under its envelope. */
export const lists = {
  vessels: incidents.child('vessels'),
  containers: incidents.child('containers'),
  consignments: incidents.child('consignments'),
  seizures: incidents.child('seizures'),
  persons: incidents.child('persons'),
  organizations: incidents.child('organizations'),
} as const;

/** Agencies in a joint operation, under the operation's envelope. */
export const agencies = operations.child('agencies');

/** Keys by which incidents and operations are found from elsewhere. */
export const parents = {
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
  from: lists.persons.listing.from,
  record: lists.persons.parent,
  link: personLink,
};

/** The incident under a case reference, in full or as a hit; null where none is known to this viewer. */
export function findByCaseReference(session: SourceSession, caseReference: string): Promise<RecordNode | null> {
  return lookUp(session, {
    argument: 'Query.incident(caseReference:)',
    listing: incidentListing,
    where: sql<boolean>`r.case_reference = ${caseReference}`,
  });
}
