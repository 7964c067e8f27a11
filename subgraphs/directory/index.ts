// SPDX-License-Identifier: Apache-2.0
import type { SubgraphModule } from '../kit/types.js';
import { createLoaders, type DirectoryLoaders } from './loaders.js';
import { resolvers } from './resolvers.js';

/** Agencies, places, the viewer, and the way from a public id to its record. Holds no records of its own. */
export const directory: SubgraphModule<DirectoryLoaders> = {
  name: 'directory',
  records: [],
  resolvers,
  createLoaders,
};
