// SPDX-License-Identifier: Apache-2.0
import { type RawBuilder, sql } from 'kysely';
import { createEdgeLoader, createLoader } from '../kit/loader.js';
import type { EnvelopeRow, Listing, SourceSession } from '../kit/types.js';
import {
  interestListing,
  organizationInterestListing,
  organizationListing,
  personListing,
  recordsByKey,
  relationListing,
  vesselListing,
} from './repository.js';

/** One loader per key and per edge, made anew for each request: nothing is shared across viewers. */
export function createLoaders(session: SourceSession) {
  const byKey = <Row extends EnvelopeRow, Node extends object>(listing: Listing<Row, Node>, key: 'id' | 'ref') =>
    createLoader((keys: readonly string[]) => recordsByKey(session, listing, key, keys));
  const interests = (field: string, parent: RawBuilder<string>, listing = interestListing) =>
    createEdgeLoader(
      session,
      { ...listing, field },
      parent,
      session.wall('Interest').full('organizations.registration'),
    );
  return {
    personById: byKey(personListing, 'id'),
    personByRef: byKey(personListing, 'ref'),
    organizationById: byKey(organizationListing, 'id'),
    organizationByRef: byKey(organizationListing, 'ref'),
    vesselRecordById: byKey(vesselListing, 'id'),
    vesselRecordByRef: byKey(vesselListing, 'ref'),
    // Why FULL on each edge: who reaches a row by a datum learns that the row holds the datum.
    personsOfOperator: createEdgeLoader(
      session,
      { ...personListing, field: 'EconomicOperator.persons' },
      sql<string>`r.eori`,
      session.wall('Person').full('persons.documents'),
    ),
    organizationsOfOperator: createEdgeLoader(
      session,
      { ...organizationListing, field: 'EconomicOperator.organizations' },
      sql<string>`r.eori`,
      session.wall('Organization').full('organizations.registration'),
    ),
    recordsOfVessel: createEdgeLoader(
      session,
      { ...vesselListing, field: 'Vessel.records' },
      sql<string>`r.imo`,
      session.wall('VesselRecord').full('vessels.identity'),
    ),
    relationsOfPerson: createEdgeLoader(
      session,
      { ...relationListing, field: 'Person.relations' },
      sql<string>`r.person_ref`,
      session.wall('Relation').full('persons.reason'),
    ),
    interestsOfPerson: interests('Person.interests', sql<string>`r.holder_person_ref`),
    interestsOfOrganization: interests(
      'Organization.interests',
      sql<string>`r.organization_end`,
      organizationInterestListing,
    ),
    interestsOfVesselRecord: interests('VesselRecord.interests', sql<string>`r.vessel_record_ref`),
  };
}

export type PersonsLoaders = ReturnType<typeof createLoaders>;
