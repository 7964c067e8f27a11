// SPDX-License-Identifier: Apache-2.0
import { type RawBuilder, sql } from 'kysely';
import { createEdgeLoader, createLoader } from '../kit/loader.js';
import type { EnvelopeRow, Listing, SourceSession } from '../kit/types.js';
import {
  consignmentListing,
  containerListing,
  itemListing,
  organizationListing,
  personListing,
  seizuresByKey,
  vesselListing,
} from './repository.js';

/** One loader per key and per edge, made anew for each request: nothing is shared across viewers. */
export function createLoaders(session: SourceSession) {
  const wall = session.wall('Seizure');
  const below = <Row extends EnvelopeRow>(listing: Listing<Row, object>, field: string) =>
    createEdgeLoader(session, { ...listing, field }, sql<string>`x.seizure_id`);
  // Why FULL: who reaches a seizure by a datum learns that the seizure holds the datum.
  const back = <Row extends EnvelopeRow>(
    listing: Listing<Row, object>,
    field: string,
    key: RawBuilder<string>,
    category: string,
  ) => createEdgeLoader(session, { ...listing, field }, key, wall.full(category));
  return {
    seizureById: createLoader((keys: readonly string[]) => seizuresByKey(session, 'id', keys)),
    seizureByRef: createLoader((keys: readonly string[]) => seizuresByKey(session, 'ref', keys)),
    items: below(itemListing, 'Seizure.items'),
    persons: below(personListing, 'Seizure.persons'),
    organizations: below(organizationListing, 'Seizure.organizations'),
    consignments: below(consignmentListing, 'Seizure.consignments'),
    containers: below(containerListing, 'Seizure.containers'),
    ofPerson: back(personListing, 'Person.seizures', sql<string>`x.person_ref`, 'seizures.persons'),
    ofOrganization: back(
      organizationListing,
      'Organization.seizures',
      sql<string>`x.organization_ref`,
      'seizures.persons',
    ),
    ofConsignment: back(consignmentListing, 'Consignment.seizures', sql<string>`x.consignment_ref`, 'seizures.core'),
    ofContainer: back(containerListing, 'Container.seizures', sql<string>`x.container_id`, 'seizures.core'),
    ofVessel: back(vesselListing, 'Vessel.seizures', sql<string>`r.vessel_imo`, 'seizures.core'),
  };
}

export type SeizuresLoaders = ReturnType<typeof createLoaders>;
