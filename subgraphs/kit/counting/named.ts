import { isObject } from '../../../schema/isObject.js';
import type { Guard, Listing, Reading } from '../listing.js';
import { notePresence } from '../manifest/presence.js';
import { leavesOf, readFilter, type ShapedFilter } from '../page/filter.js';
import { guardedBy, type ListedRows, passesGuard } from '../page/listed.js';
import type { EnvelopeRow } from '../rows.js';
import type { SourceSession } from '../sourceSession.js';

/** A number over at most so many rows names them in the log, as a page does. */
export const mostNamed = 100;

/** The same where the number tells of persons: it names all its rows, and says of more only that there are more. */
export const mostPersonal = 1000;

/** The rows that are counted, and how. */
export interface Counted extends ListedRows {
  readonly shaped: ShapedFilter | null;
  readonly guard: Guard | undefined;
  /** Whether it is counted by a datum of a `personal` category: then every number names its rows. */
  readonly isPersonal: boolean;
}

/**
 * What is counted of a list. A link to a person counts where the category of its field is FULL on it, though a page shows it:
 * its number would tell of a protected person.
 *
 * @param by categories by which it is counted, beside those of the filter and the edge
 */
export function countedOf(session: SourceSession, rows: ListedRows, by: readonly string[] = []): Counted {
  const { listing, filter, under } = rows;
  const shaped = filter ? readFilter(filter) : null;
  // Why the listing's own, where the edge needs none: a relation is found by the end that it is listed at, not by the other.
  const link = listing.guard?.link ?? (under && listing.link) ?? null;
  const guard = listing.guard || link ? { link } : undefined;
  const categories = [
    ...by,
    ...(guard ? [guardedBy(session, listing)] : []),
    ...(shaped ? leavesOf(shaped.tree) : []).map((leaf) => session.category(`${listing.filterType}.${leaf}`)),
  ];
  const isPersonal = categories.some((category) => session.policy.categories[category]?.personal);
  return { ...rows, shaped, guard, isPersonal };
}

/** How rows are read that are counted, and named. */
export function readingOf<Row extends EnvelopeRow>(
  session: SourceSession,
  listing: ListedRows['listing'],
): Reading<Row, unknown> {
  const { read, readCounted = read } = listing as unknown as Listing<Row, unknown>;
  return readCounted(session);
}

/** Names in the log the rows that a number is of; those that the row's own judgement drops are no part of it. */
export function nameRows<Row extends EnvelopeRow>(
  session: SourceSession,
  { listing, guard }: Counted,
  rows: readonly Row[],
): number {
  const { toNode } = readingOf<Row>(session, listing);
  let named = 0;
  for (const row of rows) {
    const node = toNode(session, row);
    if (!isObject(node) || !passesGuard(session, listing, { node, row, guard })) continue;
    notePresence(node);
    named += 1;
  }
  return named;
}
