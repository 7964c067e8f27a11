// SPDX-License-Identifier: Apache-2.0
import { type RawBuilder, sql } from 'kysely';
import { createEdgeLoader, createLoader } from '../kit/loader.js';
import type { EnvelopeRow, Listing, SourceSession } from '../kit/types.js';
import {
  agencyListing,
  consignmentListing,
  containerListing,
  organizationListing,
  personListing,
  seizureListing,
  vesselListing,
} from './linkRepository.js';
import { matchProbes } from './matching.js';
import { incidentListing, operationListing, recordsByKey } from './repository.js';

/** One loader per key and per edge, made anew for each request: nothing is shared across viewers. */
export function createLoaders(session: SourceSession) {
  const byKey = <Row extends EnvelopeRow, Node extends object>(listing: Listing<Row, Node>, key: 'id' | 'ref') =>
    createLoader((keys: readonly string[]) => recordsByKey(session, listing, key, keys));
  const below = <Row extends EnvelopeRow>(listing: Listing<Row, object>, field: string) =>
    createEdgeLoader(session, { ...listing, field }, sql<string>`x.incident_id`);
  // Why FULL: who reaches a record by a datum learns that the record holds the datum.
  const back = <Row extends EnvelopeRow, Node extends object>(
    listing: Listing<Row, Node>,
    field: string,
    key: RawBuilder<string>,
    category: string,
  ) => createEdgeLoader(session, { ...listing, field }, key, session.wall(listing.type).full(category));
  return {
    incidentById: byKey(incidentListing, 'id'),
    incidentByRef: byKey(incidentListing, 'ref'),
    operationById: byKey(operationListing, 'id'),
    operationByRef: byKey(operationListing, 'ref'),
    vessels: below(vesselListing, 'Incident.vessels'),
    containers: below(containerListing, 'Incident.containers'),
    consignments: below(consignmentListing, 'Incident.consignments'),
    seizures: below(seizureListing, 'Incident.seizures'),
    persons: below(personListing, 'Incident.persons'),
    organizations: below(organizationListing, 'Incident.organizations'),
    agencies: createEdgeLoader(
      session,
      { ...agencyListing, field: 'JointOperation.agencies' },
      sql<string>`x.joint_operation_id`,
    ),
    ofPerson: back(personListing, 'Person.incidents', sql<string>`x.person_ref`, 'incidents.narrative'),
    ofOrganization: back(
      organizationListing,
      'Organization.incidents',
      sql<string>`x.organization_ref`,
      'incidents.narrative',
    ),
    ofConsignment: back(
      consignmentListing,
      'Consignment.incidents',
      sql<string>`x.consignment_ref`,
      'incidents.summary',
    ),
    ofSeizure: back(seizureListing, 'Seizure.incidents', sql<string>`x.seizure_ref`, 'incidents.summary'),
    ofContainer: back(containerListing, 'Container.incidents', sql<string>`x.container_id`, 'incidents.summary'),
    ofVessel: back(vesselListing, 'Vessel.incidents', sql<string>`x.imo`, 'incidents.summary'),
    ofOperation: back(incidentListing, 'JointOperation.incidents', sql<string>`r.operation_id`, 'operations.core'),
    seizuresOfOperation: back(
      seizureListing,
      'JointOperation.seizures',
      sql<string>`r.operation_id`,
      'operations.core',
    ),
    operationsOfAgency: back(agencyListing, 'Agency.jointOperations', sql<string>`x.agency`, 'operations.participants'),
    matches: createLoader((probes: readonly string[]) => matchProbes(session, probes)),
  };
}

export type IncidentsLoaders = ReturnType<typeof createLoaders>;
