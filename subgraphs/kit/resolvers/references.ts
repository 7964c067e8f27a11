import type { ConnectionArguments, SourceContext } from '../types.js';
import { identifier, visible } from '../wall/stub.js';

/** A record as a representation names it: by any of its keys. */
interface RecordKeys {
  readonly ref?: string;
  readonly visibleRef?: string;
  readonly nodeKey?: string;
}

type LoadsKey = { load(key: string): Promise<unknown> };
type LoadsPage = (key: string, page: ConnectionArguments) => Promise<unknown>;

/** Names of those loaders that load what `Loads` does. */
type NamesOf<Loaders, Loads> = { [Name in keyof Loaders]: Loaders[Name] extends Loads ? Name : never }[keyof Loaders];

/** Names of the loaders of pages, by the field that shows the page. */
type PagesOf<Loaders> = Readonly<Record<string, NamesOf<Loaders, LoadsPage>>>;

/** `__resolveReference` of a record that this source keeps: by its public id, or by its reference between sources. */
export function resolveRecord<Loaders>(byId: NamesOf<Loaders, LoadsKey>, byRef: NamesOf<Loaders, LoadsKey>) {
  return ({ ref, visibleRef, nodeKey }: RecordKeys, { loaders }: SourceContext<Loaders>) => {
    const load = (name: keyof Loaders, key: string) => (loaders[name] as LoadsKey).load(key);
    return nodeKey ? load(byId, nodeKey) : load(byRef, ref ?? visibleRef ?? '');
  };
}

/**
 * Resolvers of a record of another source, with the pages that this one adds to it. Its key is as its owner answered it,
 * or as this source's own link states it. Why the second is enough: the planner stays in this source for an edge of its
 * own, and the gateway drops what stands below a record that the owner does not answer; the rows themselves have passed this
 * source's wall either way.
 */
export function foreignRecord<Loaders>(type: string, pages: PagesOf<Loaders>) {
  return {
    __resolveReference: (reference: RecordKeys) => visible(type, reference),
    ...pageResolvers<Loaders, RecordKeys>(pages, ({ visibleRef, ref }) => visibleRef ?? ref ?? ''),
  };
}

/**
 * Resolvers of a type that is nothing but an identifier, with the pages that this source adds to it.
 *
 * @param parse brings the identifier into its one form, null for a text that does not have it; taken as it is where absent
 */
export function pureIdentifier<Loaders, Key extends string = string>(
  type: string,
  key: Key,
  pages: PagesOf<Loaders> = {},
  parse: (text: string) => string | null = (text) => text,
) {
  type Identified = Readonly<Record<Key, string>>;
  return {
    __resolveReference: (stated: Identified) => identifier(type, { [key]: parse(stated[key]) }),
    ...pageResolvers<Loaders, Identified>(pages, (parent) => parent[key]),
  };
}

/** Resolvers of the pages that a record of this source has, loaded by one of its keys; null where that is not shown. */
export function pagesBy<Loaders>(key: 'id' | 'ref', pages: PagesOf<Loaders>) {
  return pageResolvers<Loaders, Readonly<Partial<Record<'id' | 'ref', string>>>>(
    pages,
    (parent) => parent[key] ?? null,
  );
}

function pageResolvers<Loaders, Parent>(pages: PagesOf<Loaders>, keyOf: (parent: Parent) => string | null) {
  const resolvers = Object.entries<keyof Loaders>(pages).map(([field, loader]) => [
    field,
    (parent: Parent, page: ConnectionArguments, { loaders }: SourceContext<Loaders>) => {
      const key = keyOf(parent);
      return key === null ? null : (loaders[loader] as LoadsPage)(key, page);
    },
  ]);
  return Object.fromEntries(resolvers);
}
