// SPDX-License-Identifier: Apache-2.0
import { PortcullisError } from '../../schema/errors.js';
import { listPage } from '../kit/page/connection.js';
import type { ConnectionArguments, ResolverMap, SourceContext } from '../kit/types.js';
import { identifier, rowKey, visible } from '../kit/wall/stub.js';
import type { SeizuresLoaders } from './loaders.js';
import type { SeizureNode } from './mapping.js';
import { findByCaseReference, seizureListing } from './repository.js';
import { statisticListing } from './statisticRepository.js';

type Context = SourceContext<SeizuresLoaders>;

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
    __resolveReference: ({ ref, visibleRef, nodeKey }: Representation, { loaders }: Context) =>
      nodeKey ? loaders.seizureById.load(nodeKey) : loaders.seizureByRef.load(ref ?? visibleRef ?? ''),
    items: below('items'),
    persons: below('persons'),
    organizations: below('organizations'),
    consignments: below('consignments'),
    containers: below('containers'),
  },
  SeizureStatistic: {
    __resolveReference: ({ ref, visibleRef, nodeKey }: Representation, { loaders }: Context) =>
      nodeKey ? loaders.statisticById.load(nodeKey) : loaders.statisticByRef.load(ref ?? visibleRef ?? ''),
  },
  SeizurePerson: { seizure: seizureOf },
  SeizureOrganization: { seizure: seizureOf },
  SeizureConsignment: { seizure: seizureOf },
  SeizureContainer: { seizure: seizureOf },
  SeizureVessel: { seizure: seizureOf },
  Person: {
    __resolveReference: (reference: Representation) => visible('Person', reference),
    seizures: (parent: Representation, page: ConnectionArguments, { loaders }: Context) =>
      loaders.ofPerson(pseudonym(parent), page),
  },
  Organization: {
    __resolveReference: (reference: Representation) => visible('Organization', reference),
    seizures: (parent: Representation, page: ConnectionArguments, { loaders }: Context) =>
      loaders.ofOrganization(pseudonym(parent), page),
  },
  Consignment: {
    __resolveReference: (reference: Representation) => visible('Consignment', reference),
    seizures: (parent: Representation, page: ConnectionArguments, { loaders }: Context) =>
      loaders.ofConsignment(pseudonym(parent), page),
  },
  Container: {
    __resolveReference: ({ containerId }: { readonly containerId: string }) => identifier('Container', { containerId }),
    seizures: ({ containerId }: { readonly containerId: string }, page: ConnectionArguments, { loaders }: Context) =>
      loaders.ofContainer(containerId, page),
  },
  Vessel: {
    __resolveReference: ({ imo }: { readonly imo: string }) => identifier('Vessel', { imo }),
    seizures: ({ imo }: { readonly imo: string }, page: ConnectionArguments, { loaders }: Context) =>
      loaders.ofVessel(imo, page),
  },
  Location: {
    __resolveReference: ({ unlocode }: { readonly unlocode: string }) => identifier('Location', { unlocode }),
  },
  Agency: { __resolveReference: ({ id }: { readonly id: string }) => identifier('Agency', { id }) },
};

interface SeizureLookUp {
  readonly id?: string | null;
  readonly caseReference?: string | null;
}

interface Representation {
  readonly ref?: string;
  readonly visibleRef?: string;
  readonly nodeKey?: string;
}

function below(edge: 'items' | 'persons' | 'organizations' | 'consignments' | 'containers') {
  return ({ id }: SeizureNode, page: ConnectionArguments, { loaders }: Context) => loaders[edge](id, page);
}

function seizureOf(link: { readonly [rowKey]: string }, _: unknown, { loaders }: Context) {
  return loaders.seizureById.load(link[rowKey]);
}

/**
 * The key of a foreign record: as its owner answered it, or as this source's own link states it.
 * Why the second is enough: the planner stays in this source for an edge of its own, and the gateway drops what hangs
 * on a record that the owner does not answer; the rows themselves have passed this source's wall either way.
 */
function pseudonym({ visibleRef, ref }: Representation): string {
  return visibleRef ?? ref ?? '';
}
