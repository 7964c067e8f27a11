import { ownRecords } from '../kit/described/ownRecords.js';
import type { SubgraphModule } from '../kit/types.js';
import { relationsOfTables } from './repository.js';
import { resolvers } from './resolvers.js';

/** Persons of interest, organizations, vessels and aircraft. */
export const persons: SubgraphModule = {
  name: 'persons',
  ...ownRecords('persons'),
  links: relationsOfTables,
  resolvers,
};
