// SPDX-License-Identifier: Apache-2.0
import type { SubgraphModule } from '../kit/types.js';
import { createLoaders, type PersonsLoaders } from './loaders.js';
import { relationsOfTables } from './repository.js';
import { resolvers } from './resolvers.js';

/** Persons of interest, organizations, vessels and aircraft. */
export const persons: SubgraphModule<PersonsLoaders> = {
  name: 'persons',
  records: ['Person', 'Organization', 'VesselRecord', 'AircraftRecord', 'Relation', 'Interest'],
  tables: {
    Person: 'persons.person',
    Organization: 'persons.organization',
    VesselRecord: 'persons.vessel_record',
    AircraftRecord: 'persons.aircraft_record',
  },
  links: relationsOfTables,
  resolvers,
  createLoaders,
};
