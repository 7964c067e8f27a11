import { PortcullisError } from '../../schema/errors.js';
import { listPage } from '../kit/page/connection.js';
import { foreignRecord, pagesBy, pureIdentifier, resolveRecord } from '../kit/resolvers/references.js';
import type { ConnectionArguments, ResolverMap, SourceContext } from '../kit/types.js';
import { rowKey } from '../kit/wall/stub.js';
import type { SeizuresLoaders } from './loaders.js';
import { findByCaseReference, seizureListing, statisticListing } from './repository.js';

type Context = SourceContext<SeizuresLoaders>;

/** Resolvers of `schema/seizures.graphql`. */
export const resolvers: ResolverMap = {
  Query: {
    seizure(_: unknown, { id, caseReference }: SeizureLookUp, { loaders, session }: Context) {
      if (Boolean(id) === Boolean(caseReference)) {
        throw new PortcullisError('BAD_USER_INPUT', {
          message: 'State either id or caseReference.',
          at: 'Query.seizure',
        });
      }
      if (id) return loaders.seizureById.load(id);
      return findByCaseReference(session, caseReference ?? '');
    },
    seizures: (_: unknown, page: ConnectionArguments, { session }: Context) => listPage(session, seizureListing, page),
    seizureStatistic: (_: unknown, { id }: { readonly id: string }, { loaders }: Context) =>
      loaders.statisticById.load(id),
    seizureStatistics: (_: unknown, page: ConnectionArguments, { session }: Context) =>
      listPage(session, statisticListing, page),
  },
  Seizure: {
    __resolveReference: resolveRecord<SeizuresLoaders>('seizureById', 'seizureByRef'),
    ...pagesBy<SeizuresLoaders>('id', {
      items: 'items',
      persons: 'persons',
      organizations: 'organizations',
      consignments: 'consignments',
      containers: 'containers',
    }),
  },
  SeizureStatistic: { __resolveReference: resolveRecord<SeizuresLoaders>('statisticById', 'statisticByRef') },
  SeizurePerson: { seizure: seizureOf },
  SeizureOrganization: { seizure: seizureOf },
  SeizureConsignment: { seizure: seizureOf },
  SeizureContainer: { seizure: seizureOf },
  SeizureVessel: { seizure: seizureOf },
  Person: foreignRecord<SeizuresLoaders>('Person', { seizures: 'ofPerson' }),
  Organization: foreignRecord<SeizuresLoaders>('Organization', { seizures: 'ofOrganization' }),
  Consignment: foreignRecord<SeizuresLoaders>('Consignment', { seizures: 'ofConsignment' }),
  Container: pureIdentifier<SeizuresLoaders>('Container', 'containerId', { seizures: 'ofContainer' }),
  Vessel: pureIdentifier<SeizuresLoaders>('Vessel', 'imo', { seizures: 'ofVessel' }),
  Location: pureIdentifier('Location', 'unlocode'),
  Agency: pureIdentifier('Agency', 'id'),
};

interface SeizureLookUp {
  readonly id?: string | null;
  readonly caseReference?: string | null;
}

function seizureOf(link: { readonly [rowKey]: string }, _: unknown, { loaders }: Context) {
  return loaders.seizureById.load(link[rowKey]);
}
