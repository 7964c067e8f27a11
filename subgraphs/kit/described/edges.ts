import DataLoader from 'dataloader';
import type { RawBuilder } from '../../../storage/kysely.js';
import type { ConnectionArguments, Listing, Page } from '../listing.js';
import { listPagesByParent } from '../page/connection.js';
import { createLoader } from '../page/loader.js';
import { stableJson } from '../page/stableJson.js';
import type { SourceSession } from '../sourceSession.js';
import { recordsByKey } from './records.js';
import type { RecordRow } from './toObject.js';

/** The rows that a record, or an identifier, leads to, in pages. */
export interface Edge<Node = object> {
  /** With the field that shows the page. */
  readonly listing: Listing<RecordRow, Node> & { readonly field: string };
  /** What leads to a row, over the listing's from clause: the record's id, or a datum that the row holds. */
  readonly parent: RawBuilder<string>;
}

/**
 * The edge to the rows that hold a datum. The field's category must be FULL on the record, and on the link that holds the
 * datum: reaching a record by a datum reveals that the record holds it.
 *
 * @param field that shows the page, e.g. `Person.seizures`
 * @param datum over the from clause, e.g. sql`x.person_ref`
 * @param link that holds the datum; null where the record holds it, and is itself a link to somebody else
 */
export function foundBy<Node>(
  field: string,
  listing: Listing<RecordRow, Node>,
  datum: RawBuilder<string>,
  link = listing.link ?? null,
): Edge<Node> {
  return { listing: { ...listing, field, guard: { link } }, parent: datum };
}

/** The record with a key, where this viewer may see it: one statement for all that one step of the execution asks for. */
export function loadRecord<Node extends object>(
  session: SourceSession,
  listing: Listing<RecordRow, Node>,
  key: 'id' | 'ref',
  value: string,
): Promise<Node | null> {
  return session
    .once(listing, key, () => createLoader((keys) => recordsByKey(session, listing, key, keys)))
    .load(value);
}

/** The page under a parent: one statement for all parents that ask for the same edge with equal arguments. */
export function loadPage<Node>(
  session: SourceSession,
  edge: Edge<Node>,
  key: string,
  args: ConnectionArguments,
): Promise<Page<Node>> {
  const createPageLoader = () =>
    new DataLoader(async (keys: readonly string[]) => {
      const pages = await listPagesByParent(session, edge, { keys, args });
      return keys.map((each) => pages.get(each) ?? new Error('a page is missing'));
    });
  return session.once(edge, formOf(args), createPageLoader).load(key);
}

const forms = new WeakMap<ConnectionArguments, string>();

/** Equal arguments as one text. Why kept: all parents of a field share one object of arguments. */
function formOf(args: ConnectionArguments): string {
  const known = forms.get(args);
  if (known !== undefined) return known;
  const { first, after, filter, sort } = args;
  const form = stableJson({ first, after, filter, sort });
  forms.set(args, form);
  return form;
}
