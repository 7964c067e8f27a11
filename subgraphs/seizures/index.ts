import { ownRecords } from '../kit/described/ownRecords.js';
import type { SubgraphModule } from '../kit/types.js';
import { seizurePersons } from './repository.js';
import { resolvers } from './resolvers.js';

/** Goods that customs and police have seized. */
export const seizures: SubgraphModule = {
  name: 'seizures',
  ...ownRecords('seizures'),
  links: { 'seizures.seizure': seizurePersons },
  resolvers,
};
