import type { DescribedChild, RecordListing } from '../kit/described/describe.js';
import { backLoader, childLoader, recordLoader } from '../kit/described/loaders.js';
import { createLoader } from '../kit/page/loader.js';
import type { EnvelopeRow, Listing, SourceSession } from '../kit/types.js';
import { matchProbes } from './matching/matching.js';
import { agencies, incidentListing, lists, operationListing, parents } from './repository.js';

type Parent = (typeof parents)[keyof typeof parents];

/** One loader per key and per edge, made anew for each request: nothing is shared across viewers. */
export function createLoaders(session: SourceSession) {
  const byKey = (listing: RecordListing, key: 'id' | 'ref') => recordLoader(session, listing, key);
  const below = (list: DescribedChild) => childLoader(session, list);
  const back = <Row extends EnvelopeRow>(listing: Listing<Row, object>, field: string, key: Parent, category: string) =>
    backLoader(session, listing, field, key, category);
  const { vessels, containers, consignments, seizures, persons, organizations } = lists;
  return {
    incidentById: byKey(incidentListing, 'id'),
    incidentByRef: byKey(incidentListing, 'ref'),
    operationById: byKey(operationListing, 'id'),
    operationByRef: byKey(operationListing, 'ref'),
    vessels: below(vessels),
    containers: below(containers),
    consignments: below(consignments),
    seizures: below(seizures),
    persons: below(persons),
    organizations: below(organizations),
    agencies: below(agencies),
    ofPerson: back(persons.listing, 'Person.incidents', parents.person, 'incidents.narrative'),
    ofOrganization: back(organizations.listing, 'Organization.incidents', parents.organization, 'incidents.narrative'),
    ofConsignment: back(consignments.listing, 'Consignment.incidents', parents.consignment, 'incidents.summary'),
    ofSeizure: back(seizures.listing, 'Seizure.incidents', parents.seizure, 'incidents.summary'),
    ofContainer: back(containers.listing, 'Container.incidents', parents.container, 'incidents.summary'),
    ofVessel: back(vessels.listing, 'Vessel.incidents', parents.vessel, 'incidents.summary'),
    ofOperation: back(incidentListing, 'JointOperation.incidents', parents.operationOfIncident, 'operations.core'),
    seizuresOfOperation: back(
      seizures.listing,
      'JointOperation.seizures',
      parents.operationOfIncident,
      'operations.core',
    ),
    operationsOfAgency: back(agencies.listing, 'Agency.jointOperations', parents.agency, 'operations.participants'),
    matches: createLoader((probes: readonly string[]) => matchProbes(session, probes)),
  };
}

export type IncidentsLoaders = ReturnType<typeof createLoaders>;
