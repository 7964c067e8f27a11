import type { GraphQLResolveInfo } from 'graphql';
import { asksForRows } from '../counting/asksForRows.js';
import { type Edge, loadPage, loadRecord } from '../described/edges.js';
import type { RecordRow } from '../described/toObject.js';
import type { ConnectionArguments, Listing } from '../listing.js';
import type { ResolverMap } from '../module.js';
import { unreadPage } from '../page/connection.js';
import type { SourceContext } from '../sourceSession.js';
import { identifier, rowKey, visible } from '../wall/reference.js';

/** The keys of a record in a representation, one of which is stated. */
interface RecordKeys {
  readonly ref?: string;
  readonly visibleRef?: string;
  readonly nodeKey?: string;
}

type Fields = ResolverMap[string];
type Records = Listing<RecordRow, object>;

/**
 * Resolvers of a record that this source keeps, found by its public id or its reference between sources, and of its pages.
 *
 * @param key by which all of its pages are found
 */
export function ownRecord(listing: Records, edges: readonly Edge[] = [], key: 'id' | 'ref' = 'id'): Fields {
  return {
    __resolveReference: ({ ref, visibleRef, nodeKey }: RecordKeys, { session }: SourceContext) =>
      nodeKey
        ? loadRecord(session, listing, 'id', nodeKey)
        : loadRecord(session, listing, 'ref', ref ?? visibleRef ?? ''),
    ...pagesOf<Partial<Record<typeof key, string>>>(listing.type, edges, (record) => record[key] ?? null),
  };
}

/**
 * Resolvers of a record of another source, with the pages that this one adds to it. Its key is as its owner answered it,
 * or as this source's own link states it. The latter is enough: for an edge of its own the planner stays in this source,
 * and the gateway drops what is below a record that its owner does not answer, from data and report. The rows pass this source's wall either way.
 */
export function foreignRecord(type: string, edges: readonly Edge[]): Fields {
  return {
    __resolveReference: (reference: RecordKeys) => visible(type, reference),
    ...pagesOf<RecordKeys>(type, edges, ({ visibleRef, ref }) => visibleRef ?? ref ?? ''),
  };
}

/**
 * Resolvers of a type that is only an identifier, with the pages that this source adds to it.
 *
 * @param parse the identifier in its one form, null for any other text; taken as stated where absent
 */
export function pureIdentifier<Key extends string>(
  type: string,
  key: Key,
  edges: readonly Edge[] = [],
  parse: (text: string) => string | null = (text) => text,
): Fields {
  type Identified = Readonly<Record<Key, string>>;
  return {
    __resolveReference: (stated: Identified) => identifier(type, { [key]: parse(stated[key]) }),
    ...pagesOf<Identified>(type, edges, (parent) => parent[key]),
  };
}

/** Resolver of the record that a row belongs to: a link, or something listed by a key of its own. */
export function recordAbove(listing: Records) {
  return (row: { readonly [rowKey]: string }, _: unknown, { session }: SourceContext) =>
    loadRecord(session, listing, 'id', row[rowKey]);
}

/** Resolvers of the edges that are fields of the type; null where the key is not shown. */
function pagesOf<Parent>(type: string, edges: readonly Edge[], keyOf: (parent: Parent) => string | null): Fields {
  const own = edges.flatMap((edge) => {
    const [of, name = ''] = edge.listing.field.split('.');
    const resolve = (
      parent: Parent,
      page: ConnectionArguments,
      { session }: SourceContext,
      info: GraphQLResolveInfo,
    ) => {
      const key = keyOf(parent);
      if (key === null) return null;
      if (asksForRows(info)) return loadPage(session, edge, key, page);
      return unreadPage(session, edge.listing, page, { parent: edge.parent, key });
    };
    return of === type ? [[name, resolve] as const] : [];
  });
  return Object.fromEntries(own);
}
