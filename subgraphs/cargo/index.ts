import { ownRecords } from '../kit/described/ownRecords.js';
import type { SubgraphModule } from '../kit/types.js';
import { consignmentParties } from './repository.js';
import { resolvers } from './resolvers.js';

/** Consignments, containers and the parties named in advance cargo information. */
export const cargo: SubgraphModule = {
  name: 'cargo',
  ...ownRecords('cargo'),
  links: { 'cargo.consignment': consignmentParties },
  resolvers,
};
