import type { SubgraphModule } from '../kit/types.js';
import { resolvers } from './resolvers.js';

/** Agencies, places, code lists, what is loaded, the viewer, and the way from a public id to its record. */
export const directory: SubgraphModule = {
  name: 'directory',
  records: ['LoadedSource'],
  resolvers,
};
