import type { RecordListing } from '../kit/described/describe.js';
import { backLoader, recordLoader } from '../kit/described/loaders.js';
import { createEdgeLoader } from '../kit/page/loader.js';
import type { SourceSession } from '../kit/types.js';
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
  const byKey = (listing: RecordListing, key: 'id' | 'ref') => recordLoader(session, listing, key);
  const interests = (field: string, parent: (typeof parents)['eori'], listing = interestListing) =>
    backLoader(session, listing, field, parent, 'organizations.registration');
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
    personsOfOperator: backLoader(
      session,
      personListing,
      'EconomicOperator.persons',
      parents.eori,
      'persons.documents',
    ),
    organizationsOfOperator: backLoader(
      session,
      organizationListing,
      'EconomicOperator.organizations',
      parents.eori,
      'organizations.registration',
    ),
    recordsOfVessel: backLoader(session, vesselListing, 'Vessel.records', parents.imo, 'vessels.identity'),
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
