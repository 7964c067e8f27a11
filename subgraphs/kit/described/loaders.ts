import type { RawBuilder } from 'kysely';
import { createEdgeLoader, createLoader } from '../page/loader.js';
import type { EnvelopeRow, Listing, SourceSession } from '../types.js';
import type { DescribedChild } from './describe.js';
import { recordsByKey } from './records.js';

/** A loader of records by `id` or `ref`. */
export function recordLoader<Row extends EnvelopeRow, Node extends object>(
  session: SourceSession,
  listing: Listing<Row, Node>,
  key: 'id' | 'ref',
) {
  return createLoader((keys) => recordsByKey(session, listing, key, keys));
}

/** A loader of the pages of a record's list, by the record's id. */
export function childLoader(session: SourceSession, { listing, parent }: Pick<DescribedChild, 'listing' | 'parent'>) {
  return createEdgeLoader(session, listing, parent);
}

/**
 * A loader of the pages of records that hold a datum, by the datum, which must be FULL on the record, and on the link
 * that holds it. Why: who reaches a record by a datum learns that the record holds the datum.
 *
 * @param field that shows the page, e.g. `Person.seizures`
 */
export function backLoader<Row extends EnvelopeRow, Node extends object>(
  session: SourceSession,
  listing: Listing<Row, Node>,
  field: string,
  datum: RawBuilder<string>,
  category: string,
) {
  const full = session.wall(listing.type).full(category, listing.link);
  return createEdgeLoader(session, { ...listing, field }, datum, full);
}
