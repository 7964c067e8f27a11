import { ownRecords } from '../kit/described/ownRecords.js';
import type { SubgraphModule } from '../kit/types.js';
import { incidentPersons } from './repository.js';
import { resolvers } from './resolvers.js';

/** What happened or was noticed, and the joint operations it belongs to. */
export const incidents: SubgraphModule = {
  name: 'incidents',
  ...ownRecords('incidents'),
  links: { 'incidents.incident': incidentPersons },
  resolvers,
};
