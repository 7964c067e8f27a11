// SPDX-License-Identifier: Apache-2.0
import { PortcullisError } from '../../schema/errors.js';
import { parseUnlocode } from '../../schema/identifiers/unlocode.js';
import type { ConnectionArguments, ResolverMap, SourceContext } from '../kit/types.js';
import { agencyPage } from './agencyPage.js';
import type { DirectoryLoaders } from './loaders.js';
import { toAgency, toViewer } from './mapping.js';
import { nodeTypeOf } from './nodeTypes.js';
import { viewerAccess } from './viewerAccess.js';

type Context = SourceContext<DirectoryLoaders>;
type Place = { readonly unlocode: string };

const MAX_NODES = 100;

export const resolvers: ResolverMap = {
  Query: {
    agency: (_: unknown, { id }: { readonly id: string }, { session }: Context) => findAgency(session, id),
    agencies: (_: unknown, page: ConnectionArguments, { session }: Context) =>
      agencyPage(Object.values(session.policy.agencies), page),
    location(_: unknown, stated: Place) {
      const unlocode = parseUnlocode(stated.unlocode);
      if (unlocode) return { unlocode };
      throw new PortcullisError('BAD_USER_INPUT', {
        message: 'A UN/LOCODE is two letters and three letters or digits 2 to 9.',
        at: 'Query.location(unlocode:)',
      });
    },
    viewer: (_: unknown, __: unknown, { session }: Context) => toViewer(session.policy, session.facts),
    node: (_: unknown, { id }: { readonly id: string }) => toReference(id),
    nodes(_: unknown, { ids }: { readonly ids: readonly string[] }) {
      if (ids.length <= MAX_NODES) return ids.map(toReference);
      throw new PortcullisError('BAD_USER_INPUT', {
        message: 'At most 100 ids at once.',
        at: 'Query.nodes(ids:)',
        facts: { limit: MAX_NODES },
      });
    },
  },
  Viewer: {
    access: (_: unknown, __: unknown, { session }: Context) => viewerAccess(session.policy, session.facts),
  },
  Agency: {
    __resolveReference: ({ id }: { readonly id: string }, { session }: Context) => findAgency(session, id),
  },
  Location: {
    __resolveReference({ unlocode }: Place) {
      const code = parseUnlocode(unlocode);
      return code ? { unlocode: code } : null;
    },
    name: async ({ unlocode }: Place, _: unknown, { loaders }: Context) =>
      (await loaders.locationByCode.load(unlocode))?.name ?? null,
    country: ({ unlocode }: Place) => unlocode.slice(0, 2),
    functions: async ({ unlocode }: Place, _: unknown, { loaders }: Context) =>
      (await loaders.locationByCode.load(unlocode))?.functions ?? null,
    latitude: async ({ unlocode }: Place, _: unknown, { loaders }: Context) =>
      (await loaders.locationByCode.load(unlocode))?.latitude ?? null,
    longitude: async ({ unlocode }: Place, _: unknown, { loaders }: Context) =>
      (await loaders.locationByCode.load(unlocode))?.longitude ?? null,
  },
};

function findAgency(session: Context['session'], id: string) {
  const agency = session.policy.agencies[id];
  return agency ? toAgency(agency) : null;
}

/** A record's type and key, for its owner to answer or not; nothing about it is known here. */
function toReference(id: string) {
  const type = nodeTypeOf(id);
  return type ? { __typename: type, nodeKey: id } : null;
}
