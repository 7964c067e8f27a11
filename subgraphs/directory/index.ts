import { badUserInput } from '../../schema/errors.js';
import { parseUnlocode } from '../../schema/identifiers/unlocode.js';
import type { ConnectionArguments } from '../kit/listing.js';
import type { ResolverMap, SubgraphModule } from '../kit/module.js';
import { loadedBy } from '../kit/page/loader.js';
import type { SourceContext, SourceSession } from '../kit/sourceSession.js';
import { heldBy, parentListsOf, toAgency, toLoadedSource, toLocation, toViewer } from './mapping.js';
import { nodeTypeOf } from './nodeTypes.js';
import { agencyPage, type CodePageArguments, codePage } from './pages.js';
import {
  type CodeNode,
  codeKey,
  codesByKey,
  listEditions,
  locationsByCode,
  toCode,
  visibleSources,
} from './repository.js';
import { type OpenedSearch, openSearch, type StatedSearch } from './search.js';
import { explainedField, viewerAccess } from './viewerAccess.js';

type StatedUnlocode = { readonly unlocode: string };
type StatedCode = { readonly list: string; readonly code: string };

const MAX_NODES = 100;

const loadCode = loadedBy(async (session, keys) => {
  const rows = await codesByKey(session, keys);
  return new Map([...rows].map(([key, row]) => [key, toCode(row)]));
});

const loadLocation = loadedBy(async (session, codes) => {
  const rows = await locationsByCode(session, codes);
  return new Map([...rows].map(([code, row]) => [code, toLocation(row)]));
});

/** Resolver of a field that the directory's row of a place has. */
function ofLocation(name: keyof ReturnType<typeof toLocation>) {
  return async ({ unlocode }: StatedUnlocode, _: unknown, { session }: SourceContext) =>
    (await loadLocation(session, unlocode))?.[name] ?? null;
}

/** Resolvers of `schema/directory.graphql`. */
const resolvers: ResolverMap = {
  Query: {
    agency: (_: unknown, { id }: { readonly id: string }, { session }: SourceContext) => findAgency(session, id),
    agencies: (_: unknown, page: ConnectionArguments, { session }: SourceContext) =>
      agencyPage(Object.values(session.policy.agencies), page),
    location(_: unknown, stated: StatedUnlocode) {
      const unlocode = parseUnlocode(stated.unlocode);
      if (unlocode) return { unlocode };
      throw badUserInput('A UN/LOCODE is two letters and three letters or digits 2 to 9.', {
        at: 'Query.location(unlocode:)',
      });
    },
    codeLists: (_: unknown, __: unknown, { session }: SourceContext) => listEditions(session),
    code: (_: unknown, { list, code }: StatedCode, { session }: SourceContext) =>
      loadCode(session, codeKey(list, code.trim())),
    codes: (_: unknown, page: CodePageArguments, { session }: SourceContext) => codePage(session, page),
    sources: (_: unknown, __: unknown, { session }: SourceContext) => loadedSources(session),
    search: (_: unknown, stated: StatedSearch, { session }: SourceContext) => openSearch(session, stated),
    viewer: (_: unknown, __: unknown, { session }: SourceContext) => toViewer(session.policy, session.facts),
    node: (_: unknown, { id }: { readonly id: string }) => toReference(id),
    hitRecord(_: unknown, { reference }: { readonly reference: string }, { session }: SourceContext) {
      const record = session.openHit(reference);
      return record?.originator === session.facts.viewer.agency ? toReference(record.id) : null;
    },
    nodes(_: unknown, { ids }: { readonly ids: readonly string[] }) {
      if (ids.length <= MAX_NODES) return ids.map(toReference);
      throw badUserInput('At most 100 ids at once.', { at: 'Query.nodes(ids:)', facts: { limit: MAX_NODES } });
    },
  },
  Search: {
    lists: ({ feeds }: OpenedSearch, _: unknown, { session }: SourceContext) =>
      loadedSources(session, (feed) => heldBy(session.policy, feed).length > 0 && (feeds?.includes(feed) ?? true)),
    async location({ recognised }: OpenedSearch, _: unknown, { session }: SourceContext) {
      const unlocode = recognised.find(({ form }) => form === 'UNLOCODE')?.value;
      return unlocode && (await loadLocation(session, unlocode)) ? { unlocode } : null;
    },
    async codes({ recognised }: OpenedSearch, _: unknown, { session }: SourceContext) {
      const keys = recognised.flatMap(({ form, value }) => {
        if (form === 'HS_CODE') return [codeKey('hs', value.slice(0, 6))];
        return form === 'UNLOCODE' ? [codeKey('unlocode', value)] : [];
      });
      return (await Promise.all(keys.map((key) => loadCode(session, key)))).filter((code) => code !== null);
    },
  },
  Viewer: {
    access: (_: unknown, __: unknown, { session }: SourceContext) => viewerAccess(session.policy, session.facts),
    explain: (_: unknown, { field }: { readonly field: string }, { session }: SourceContext) =>
      explainedField(session.policy, session.facts, field),
  },
  Agency: {
    __resolveReference: ({ id }: { readonly id: string }, { session }: SourceContext) => findAgency(session, id),
  },
  Code: {
    async parent({ list, parentCode }: CodeNode, _: unknown, { session }: SourceContext) {
      if (parentCode === null) return null;
      const keys = parentListsOf(list).map((each) => codeKey(each, parentCode));
      const found = await Promise.all(keys.map((key) => loadCode(session, key)));
      return found.find((code) => code !== null) ?? null;
    },
  },
  Location: {
    __resolveReference({ unlocode }: StatedUnlocode) {
      const code = parseUnlocode(unlocode);
      return code ? { unlocode: code } : null;
    },
    name: ofLocation('name'),
    country: ({ unlocode }: StatedUnlocode) => unlocode.slice(0, 2),
    functions: ofLocation('functions'),
    latitude: ofLocation('latitude'),
    longitude: ofLocation('longitude'),
  },
};

/** Agencies, places, code lists, loaded feeds, the viewer, and the resolution of public ids. */
export const directory: SubgraphModule = {
  name: 'directory',
  records: ['LoadedSource'],
  resolvers,
};

function findAgency(session: SourceSession, id: string) {
  const agency = session.policy.agencies[id];
  return agency ? toAgency(agency) : null;
}

/** The wanted feeds that this viewer may know of. */
async function loadedSources(session: SourceSession, isWanted: (feed: string) => boolean = () => true) {
  const rows = await visibleSources(session);
  return rows
    .filter(({ feed }) => isWanted(feed))
    .flatMap((row) => session.project('LoadedSource', row, toLoadedSource(row, session)) ?? []);
}

/** A record's type and key, for its owner to answer; the directory knows nothing about the record. */
function toReference(id: string) {
  const type = nodeTypeOf(id);
  return type ? { __typename: type, nodeKey: id } : null;
}
