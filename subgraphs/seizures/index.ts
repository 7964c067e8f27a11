import { ownRecords } from '../kit/described/ownRecords.js';
import { foreignRecord, ownRecord, pureIdentifier, recordAbove } from '../kit/resolvers/references.js';
import { byId, byOneOf, listOf } from '../kit/resolvers/roots.js';
import { searchResolvers } from '../kit/search/searched.js';
import type { ResolverMap, SubgraphModule } from '../kit/types.js';
import {
  edges,
  findByCaseReference,
  searchedKinds,
  seizureListing,
  seizurePersons,
  statisticListing,
} from './repository.js';

const seizureOf = recordAbove(seizureListing);

/** Resolvers of `schema/seizures.graphql`. */
const resolvers: ResolverMap = {
  Query: {
    seizure: byOneOf('Query.seizure', { id: byId(seizureListing), caseReference: findByCaseReference }),
    seizures: listOf(seizureListing),
    seizureStatistic: byOneOf('Query.seizureStatistic', { id: byId(statisticListing) }),
    seizureStatistics: listOf(statisticListing),
  },
  Seizure: ownRecord(seizureListing, edges),
  SeizureStatistic: ownRecord(statisticListing),
  SeizurePerson: { seizure: seizureOf },
  SeizureOrganization: { seizure: seizureOf },
  SeizureConsignment: { seizure: seizureOf },
  SeizureContainer: { seizure: seizureOf },
  SeizureVessel: { seizure: seizureOf },
  ...searchResolvers(searchedKinds),
  Person: foreignRecord('Person', edges),
  Organization: foreignRecord('Organization', edges),
  Consignment: foreignRecord('Consignment', edges),
  Container: pureIdentifier('Container', 'containerId', edges),
  Vessel: pureIdentifier('Vessel', 'imo', edges),
  Location: pureIdentifier('Location', 'unlocode'),
  Agency: pureIdentifier('Agency', 'id'),
};

/** Goods that customs and police have seized. */
export const seizures: SubgraphModule = {
  name: 'seizures',
  ...ownRecords('seizures'),
  links: { 'seizures.seizure': seizurePersons },
  resolvers,
};
