import { incident } from '../../schema/records/incident.js';
import { jointOperation } from '../../schema/records/jointOperation.js';
import { sql } from '../../storage/kysely.js';
import { envelopeFilters } from '../kit/described/conditions.js';
import { describe, type RecordNode } from '../kit/described/describe.js';
import { type Edge, foundBy } from '../kit/described/edges.js';
import { type LookUpBy, lookUp, sought } from '../kit/described/lookUps.js';
import { member } from '../kit/described/own.js';
import { areaLeaf, type Positions } from '../kit/page/area.js';
import type { SourceSession } from '../kit/sourceSession.js';

/** Name of the incident's first vessel. */
const firstVessel = sql<string | null>`(select v.stated_name from incidents.incident_vessel v where v.incident_id = r.id
  order by v.id limit 1)`;

/** Where incidents happened. */
export const positions: Positions = { latitude: sql`r.latitude`, longitude: sql`r.longitude` };

const incidents = describe(incident, {
  members: {
    caseReference: member({ case_reference: sql<string | null>`r.case_reference` }, (row) => row.case_reference),
    statedVesselName: member({ stated_vessel_name: firstVessel }, (row) => row.stated_vessel_name),
    positionPrecisionM: member(
      { position_precision_m: sql<number | null>`r.position_precision_m` },
      ({ position_precision_m: metres }) => (metres === null ? null : Math.round(metres)),
    ),
  },
  filters: {
    within: areaLeaf(positions, { unlocode: sql`r.unlocode`, country: sql`r.country_code` }, 'IncidentWithin.box'),
  },
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
const agencies = operations.child('agencies');

const operationOfIncident = sql<string>`r.operation_id`;

const { vessels, containers, consignments, seizures, persons, organizations } = lists;

/** The pages of incidents and operations, and of what others have to do with them. */
export const edges: readonly Edge[] = [
  ...Object.values(lists),
  agencies,
  foundBy('Person.incidents', persons.listing, sql`x.person_ref`),
  foundBy('Organization.incidents', organizations.listing, sql`x.organization_ref`),
  foundBy('Consignment.incidents', consignments.listing, sql`x.consignment_ref`),
  foundBy('Seizure.incidents', seizures.listing, sql`x.seizure_ref`),
  foundBy('Container.incidents', containers.listing, sql`x.container_id`),
  foundBy('Vessel.incidents', vessels.listing, sql`x.imo`),
  foundBy('JointOperation.incidents', incidentListing, operationOfIncident),
  foundBy('JointOperation.seizures', seizures.listing, operationOfIncident),
  foundBy('Agency.jointOperations', agencies.listing, sql`x.agency`),
];

/** Looks an incident up by the originator's case reference. */
export const byCaseReference: LookUpBy = {
  argument: 'Query.incident(caseReference:)',
  of: 'caseReference',
  listing: incidentListing,
  where: sql<boolean>`r.case_reference = ${sought}`,
};

/** The incident under a case reference, in full or as a hit; null where this viewer may know of none. */
export function findByCaseReference(session: SourceSession, caseReference: string): Promise<RecordNode | null> {
  return lookUp(session, { ...byCaseReference, value: caseReference });
}
