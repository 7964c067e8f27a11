// SPDX-License-Identifier: Apache-2.0
import { recordsByKey } from '../kit/described/records.js';
import { createEdgeLoader, createLoader } from '../kit/page/loader.js';
import type { EnvelopeRow, Listing, SourceSession } from '../kit/types.js';
import {
  agencyListing,
  consignmentListing,
  containerListing,
  organizationListing,
  parents,
  personListing,
  seizureListing,
  vesselListing,
} from './linkRepository.js';
import { matchProbes } from './matching/matching.js';
import { incidentListing, operationListing } from './repository.js';

type Parent = (typeof parents)[keyof typeof parents];

/** One loader per key and per edge, made anew for each request: nothing is shared across viewers. */
export function createLoaders(session: SourceSession) {
  const byKey = <Row extends EnvelopeRow, Node extends object>(listing: Listing<Row, Node>, key: 'id' | 'ref') =>
    createLoader((keys: readonly string[]) => recordsByKey(session, listing, key, keys));
  const below = <Row extends EnvelopeRow>(listing: Listing<Row, object>, field: string) =>
    createEdgeLoader(session, { ...listing, field }, parents.incident);
  // Why FULL: who reaches a record by a datum learns that the record holds the datum.
  const back = <Row extends EnvelopeRow, Node extends object>(
    listing: Listing<Row, Node>,
    field: string,
    key: Parent,
    category: string,
  ) => createEdgeLoader(session, { ...listing, field }, key, session.wall(listing.type).full(category, listing.link));
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
    agencies: createEdgeLoader(session, { ...agencyListing, field: 'JointOperation.agencies' }, parents.operation),
    ofPerson: back(personListing, 'Person.incidents', parents.person, 'incidents.narrative'),
    ofOrganization: back(organizationListing, 'Organization.incidents', parents.organization, 'incidents.narrative'),
    ofConsignment: back(consignmentListing, 'Consignment.incidents', parents.consignment, 'incidents.summary'),
    ofSeizure: back(seizureListing, 'Seizure.incidents', parents.seizure, 'incidents.summary'),
    ofContainer: back(containerListing, 'Container.incidents', parents.container, 'incidents.summary'),
    ofVessel: back(vesselListing, 'Vessel.incidents', parents.vessel, 'incidents.summary'),
    ofOperation: back(incidentListing, 'JointOperation.incidents', parents.operationOfIncident, 'operations.core'),
    seizuresOfOperation: back(
      seizureListing,
      'JointOperation.seizures',
      parents.operationOfIncident,
      'operations.core',
    ),
    operationsOfAgency: back(agencyListing, 'Agency.jointOperations', parents.agency, 'operations.participants'),
    matches: createLoader((probes: readonly string[]) => matchProbes(session, probes)),
  };
}

export type IncidentsLoaders = ReturnType<typeof createLoaders>;
