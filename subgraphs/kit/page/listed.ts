import { type RawBuilder, sql } from '../../../storage/kysely.js';
import type { ConnectionArguments, Guard, Listing } from '../listing.js';
import type { EnvelopeRow, WallByKey } from '../rows.js';
import type { SourceSession } from '../sourceSession.js';
import { isFullOn } from '../wall/verdict.js';
import { compileFilter, type ShapedFilter } from './filter.js';
import { asOne } from './pageOrder.js';

type AnyListing = Listing<never, unknown>;

/** The rows of which a connection shows a page: what is counted of it. */
export interface ListedRows {
  readonly listing: AnyListing;
  readonly filter: ConnectionArguments['filter'];
  /** The parent that the rows are under; null for a root field. */
  readonly under: Under | null;
}

/** A parent of rows: what leads to them, over the listing's from clause, and its value. */
export interface Under {
  readonly parent: RawBuilder<string>;
  readonly key: string;
}

/** The member of a page that says of which rows it is one. Never in an answer. */
export const listedRows: unique symbol = Symbol('listedRows');

/** What of a list a statement is for. */
interface Asked {
  readonly filter: ShapedFilter | null;
  readonly guard?: Guard | undefined;
}

type Conditions = (session: SourceSession, listing: AnyListing, asked: Asked) => readonly RawBuilder<boolean>[];

/** What a row must meet to be in a list for this viewer: the wall, the guard of the edge, the filter. */
export const conditionsOf: Conditions = (session, listing, asked) => {
  const { visible, full } = session.wall(listing.type);
  return conditions(session, listing, asked, { visible: asOne(visible), full, guarded: (...by) => asOne(full(...by)) });
};

/** The same for a statement that counts rows of the whole list, by the keys of their envelopes. */
export const countedConditions: Conditions = (session, listing, asked) => {
  const { visible, full } = session.wallByKey(listing.type);
  return conditions(session, listing, asked, { visible, full, guarded: full });
};

function conditions(
  session: SourceSession,
  listing: AnyListing,
  { filter, guard = listing.guard }: Asked,
  { visible, full, guarded }: WallByKey & { readonly guarded: WallByKey['full'] },
): readonly RawBuilder<boolean>[] {
  const categoryOf = (leaf: string) => session.category(leaf.includes('.') ? leaf : `${listing.filterType}.${leaf}`);
  return [
    visible,
    ...(guard ? [guarded(guardedBy(session, listing), guard.link)] : []),
    ...(filter ? [compileFilter(filter.tree, listing.filters ?? {}, { full }, categoryOf)] : []),
  ];
}

/** What `guard` requires in SQL, again: FULL on the record, or on the link that holds the datum. */
export function passesGuard(
  session: SourceSession,
  listing: AnyListing,
  {
    node,
    row,
    guard = listing.guard,
  }: { readonly node: object; readonly row: EnvelopeRow; readonly guard?: Guard | undefined },
): boolean {
  if (guard === undefined) return true;
  const category = guardedBy(session, listing);
  if (guard.link) return isFullOn(node, category);
  return session.isFull(category, row, 'ofRecord');
}

/** The category of the field that finds the rows. Why from the SDL: a source could state a laxer one. */
export function guardedBy(session: SourceSession, { type, field = type }: AnyListing): string {
  return session.category(field);
}

/** What identifies a listed row. */
export function keyOf({ key }: AnyListing): RawBuilder<string> {
  return key ?? sql<string>`r.id`;
}
