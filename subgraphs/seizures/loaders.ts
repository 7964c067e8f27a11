import type { DescribedChild, RecordListing } from '../kit/described/describe.js';
import { backLoader, childLoader, recordLoader } from '../kit/described/loaders.js';
import type { EnvelopeRow, Listing, SourceSession } from '../kit/types.js';
import { lists, parents, seizureListing, statisticListing, vesselListing } from './repository.js';

type Parent = (typeof parents)[keyof typeof parents];

/** One loader per key and per edge, made anew for each request: nothing is shared across viewers. */
export function createLoaders(session: SourceSession) {
  const byKey = (listing: RecordListing, key: 'id' | 'ref') => recordLoader(session, listing, key);
  const below = (list: DescribedChild) => childLoader(session, list);
  const back = <Row extends EnvelopeRow>(listing: Listing<Row, object>, field: string, key: Parent, category: string) =>
    backLoader(session, listing, field, key, category);
  const { persons, organizations, consignments, containers } = lists;
  return {
    seizureById: byKey(seizureListing, 'id'),
    seizureByRef: byKey(seizureListing, 'ref'),
    statisticById: byKey(statisticListing, 'id'),
    statisticByRef: byKey(statisticListing, 'ref'),
    items: below(lists.items),
    persons: below(persons),
    organizations: below(organizations),
    consignments: below(consignments),
    containers: below(containers),
    ofPerson: back(persons.listing, 'Person.seizures', parents.person, 'seizures.persons'),
    ofOrganization: back(organizations.listing, 'Organization.seizures', parents.organization, 'seizures.persons'),
    ofConsignment: back(consignments.listing, 'Consignment.seizures', parents.consignment, 'seizures.core'),
    ofContainer: back(containers.listing, 'Container.seizures', parents.container, 'seizures.core'),
    ofVessel: back(vesselListing, 'Vessel.seizures', parents.vessel, 'seizures.core'),
  };
}

export type SeizuresLoaders = ReturnType<typeof createLoaders>;
