import DataLoader from 'dataloader';
import type { RawBuilder } from 'kysely';
import type { ConnectionArguments, EnvelopeRow, Listing, Page, SourceSession } from '../types.js';
import { listPagesByParent } from './connection.js';
import { stableJson } from './stableJson.js';

/**
 * A loader by key: one statement for all keys that one step of the execution asks for; null where a key has no value.
 * Made fresh for every request and source; never shared between viewers.
 */
export function createLoader<Value>(
  batch: (keys: readonly string[]) => Promise<ReadonlyMap<string, Value>>,
): DataLoader<string, Value | null> {
  return new DataLoader(async (keys) => {
    const found = await batch(keys);
    return keys.map((key) => found.get(key) ?? null);
  });
}

/** An edge with `first`: the page of one parent, loaded in one statement with the pages of all others. */
export type EdgeLoader<Node> = (key: string, args: ConnectionArguments) => Promise<Page<Node>>;

/**
 * A loader of the pages under a parent: all parents that ask with equal arguments are one statement.
 *
 * @param parent the parent's key over the listing's from clause, e.g. sql`e.container_id`
 * @param where a further condition, e.g. that the tie is FULL on the row
 */
export function createEdgeLoader<Row extends EnvelopeRow, Node>(
  session: SourceSession,
  listing: Listing<Row, Node>,
  parent: RawBuilder<string>,
  where?: RawBuilder<boolean>,
): EdgeLoader<Node> {
  const loaders = new Map<string, DataLoader<string, Page<Node>>>();
  return (key, args) => {
    const { first, after, filter, sort } = args;
    const signature = stableJson({ first, after, filter, sort });
    let loader = loaders.get(signature);
    if (!loader) {
      loader = new DataLoader(async (keys: readonly string[]) => {
        const pages = await listPagesByParent(session, listing, { parent, keys, args, ...(where ? { where } : {}) });
        return keys.map((parentKey) => pages.get(parentKey) ?? new Error('a page is missing'));
      });
      loaders.set(signature, loader);
    }
    return loader.load(key);
  };
}
