// SPDX-License-Identifier: Apache-2.0
import { recordsByKey } from '../kit/described/records.js';
import { createEdgeLoader, createLoader } from '../kit/page/loader.js';
import type { EnvelopeRow, Listing, SourceSession } from '../kit/types.js';
import {
  aircraftListing,
  interestListing,
  organizationInterestListing,
  organizationListing,
  parents,
  personListing,
  relationListing,
  vesselListing,
} from './repository.js';

/** One loader per key and per edge, made anew for each request: nothing is shared across viewers. */
export function createLoaders(session: SourceSession) {
  const byKey = <Row extends EnvelopeRow, Node extends object>(listing: Listing<Row, Node>, key: 'id' | 'ref') =>
    createLoader((keys: readonly string[]) => recordsByKey(session, listing, key, keys));
  const interests = (field: string, parent: (typeof parents)['eori'], listing = interestListing) =>
    createEdgeLoader(
      session,
      { ...listing, field },
      parent,
      session.wall('Interest').full('organizations.registration'),
    );
  const relations = (field: string, parent: (typeof parents)['eori']) =>
    createEdgeLoader(
      session,
      { ...relationListing, field },
      parent,
      // Why not of the link as well: a relation is found by the end that it is listed at, not by the other one.
      session.wall('Relation').full('persons.reason'),
    );
  return {
    personById: byKey(personListing, 'id'),
    personByRef: byKey(personListing, 'ref'),
    organizationById: byKey(organizationListing, 'id'),
    organizationByRef: byKey(organizationListing, 'ref'),
    vesselRecordById: byKey(vesselListing, 'id'),
    vesselRecordByRef: byKey(vesselListing, 'ref'),
    aircraftRecordById: byKey(aircraftListing, 'id'),
    aircraftRecordByRef: byKey(aircraftListing, 'ref'),
    // Why FULL on each edge: who reaches a row by a datum learns that the row holds the datum.
    personsOfOperator: createEdgeLoader(
      session,
      { ...personListing, field: 'EconomicOperator.persons' },
      parents.eori,
      session.wall('Person').full('persons.documents'),
    ),
    organizationsOfOperator: createEdgeLoader(
      session,
      { ...organizationListing, field: 'EconomicOperator.organizations' },
      parents.eori,
      session.wall('Organization').full('organizations.registration'),
    ),
    recordsOfVessel: createEdgeLoader(
      session,
      { ...vesselListing, field: 'Vessel.records' },
      parents.imo,
      session.wall('VesselRecord').full('vessels.identity'),
    ),
    relationsOfPerson: relations('Person.relations', parents.person),
    relationsOfOrganization: relations('Organization.relations', parents.organization),
    relationsOfVesselRecord: relations('VesselRecord.relations', parents.vesselRecord),
    relationsOfAircraftRecord: relations('AircraftRecord.relations', parents.aircraftRecord),
    interestsOfPerson: interests('Person.interests', parents.holderPerson),
    interestsOfOrganization: interests('Organization.interests', parents.organizationEnd, organizationInterestListing),
    interestsOfVesselRecord: interests('VesselRecord.interests', parents.vesselRecord),
    interestsOfAircraftRecord: interests('AircraftRecord.interests', parents.aircraftRecord),
  };
}

export type PersonsLoaders = ReturnType<typeof createLoaders>;
