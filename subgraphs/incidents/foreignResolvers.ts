// SPDX-License-Identifier: Apache-2.0

import type { ConnectionArguments, ResolverMap, SourceContext } from '../kit/types.js';
import { identifier, visible } from '../kit/wall/stub.js';
import type { IncidentsLoaders } from './loaders.js';

type Context = SourceContext<IncidentsLoaders>;

/** What this source hangs on the entities of others: records by their owner's answer, identifiers by their value. */
export const foreignResolvers: ResolverMap = {
  Person: {
    __resolveReference: (reference: Representation) => visible('Person', reference),
    incidents: (parent: Representation, page: ConnectionArguments, { loaders }: Context) =>
      loaders.ofPerson(pseudonym(parent), page),
  },
  Organization: {
    __resolveReference: (reference: Representation) => visible('Organization', reference),
    incidents: (parent: Representation, page: ConnectionArguments, { loaders }: Context) =>
      loaders.ofOrganization(pseudonym(parent), page),
  },
  Consignment: {
    __resolveReference: (reference: Representation) => visible('Consignment', reference),
    incidents: (parent: Representation, page: ConnectionArguments, { loaders }: Context) =>
      loaders.ofConsignment(pseudonym(parent), page),
  },
  Seizure: {
    __resolveReference: (reference: Representation) => visible('Seizure', reference),
    incidents: (parent: Representation, page: ConnectionArguments, { loaders }: Context) =>
      loaders.ofSeizure(pseudonym(parent), page),
  },
  Container: {
    __resolveReference: ({ containerId }: { readonly containerId: string }) => identifier('Container', { containerId }),
    incidents: ({ containerId }: { readonly containerId: string }, page: ConnectionArguments, { loaders }: Context) =>
      loaders.ofContainer(containerId, page),
  },
  Vessel: {
    __resolveReference: ({ imo }: { readonly imo: string }) => identifier('Vessel', { imo }),
    incidents: ({ imo }: { readonly imo: string }, page: ConnectionArguments, { loaders }: Context) =>
      loaders.ofVessel(imo, page),
  },
  Agency: {
    __resolveReference: ({ id }: { readonly id: string }) => identifier('Agency', { id }),
    jointOperations: ({ id }: { readonly id: string }, page: ConnectionArguments, { loaders }: Context) =>
      loaders.operationsOfAgency(id, page),
  },
  Location: {
    __resolveReference: ({ unlocode }: { readonly unlocode: string }) => identifier('Location', { unlocode }),
  },
  MatchProbe: {
    __resolveReference: ({ probe }: { readonly probe: string }) => identifier('MatchProbe', { probe }),
    incidents: ({ probe }: { readonly probe: string }, _: unknown, { loaders }: Context) => loaders.matches.load(probe),
  },
};

interface Representation {
  readonly ref?: string;
  readonly visibleRef?: string;
}

/**
 * The key of a foreign record: as its owner answered it, or as this source's own link states it.
 * Why the second is enough: the planner stays in this source for an edge of its own, and the gateway drops what hangs
 * on a record that the owner does not answer; the rows themselves have passed this source's wall either way.
 */
function pseudonym({ visibleRef, ref }: Representation): string {
  return visibleRef ?? ref ?? '';
}
