// SPDX-License-Identifier: Apache-2.0
import { recordsByKey } from '../kit/described/records.js';
import { createEdgeLoader, createLoader } from '../kit/page/loader.js';
import type { EnvelopeRow, Listing, SourceSession } from '../kit/types.js';
import {
  consignmentListing,
  containerListing,
  itemListing,
  organizationListing,
  parents,
  personListing,
  seizureListing,
  vesselListing,
} from './repository.js';
import { statisticListing } from './statisticRepository.js';

type Parent = (typeof parents)[keyof typeof parents];

/** One loader per key and per edge, made anew for each request: nothing is shared across viewers. */
export function createLoaders(session: SourceSession) {
  const wall = session.wall('Seizure');
  const below = <Row extends EnvelopeRow>(listing: Listing<Row, object>, field: string) =>
    createEdgeLoader(session, { ...listing, field }, parents.seizure);
  // Why FULL: who reaches a seizure by a datum learns that the seizure holds the datum.
  const back = <Row extends EnvelopeRow>(listing: Listing<Row, object>, field: string, key: Parent, category: string) =>
    createEdgeLoader(session, { ...listing, field }, key, wall.full(category, listing.link));
  return {
    seizureById: createLoader((keys: readonly string[]) => recordsByKey(session, seizureListing, 'id', keys)),
    seizureByRef: createLoader((keys: readonly string[]) => recordsByKey(session, seizureListing, 'ref', keys)),
    statisticById: createLoader((keys: readonly string[]) => recordsByKey(session, statisticListing, 'id', keys)),
    statisticByRef: createLoader((keys: readonly string[]) => recordsByKey(session, statisticListing, 'ref', keys)),
    items: below(itemListing, 'Seizure.items'),
    persons: below(personListing, 'Seizure.persons'),
    organizations: below(organizationListing, 'Seizure.organizations'),
    consignments: below(consignmentListing, 'Seizure.consignments'),
    containers: below(containerListing, 'Seizure.containers'),
    ofPerson: back(personListing, 'Person.seizures', parents.person, 'seizures.persons'),
    ofOrganization: back(organizationListing, 'Organization.seizures', parents.organization, 'seizures.persons'),
    ofConsignment: back(consignmentListing, 'Consignment.seizures', parents.consignment, 'seizures.core'),
    ofContainer: back(containerListing, 'Container.seizures', parents.container, 'seizures.core'),
    ofVessel: back(vesselListing, 'Vessel.seizures', parents.vessel, 'seizures.core'),
  };
}

export type SeizuresLoaders = ReturnType<typeof createLoaders>;
