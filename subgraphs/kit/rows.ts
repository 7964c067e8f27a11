import type { LinkColumns } from '../../policy/rows/linkPredicate.js';
import type { SoughtBy } from '../../policy/rows/protectedRow.js';
import type { RawBuilder } from '../../storage/kysely.js';

/** Columns that every record row carries: `envelope('r')` selects them under these names. */
export interface EnvelopeRow {
  /** Public id of the record; on a child row, that of the record it belongs to. */
  readonly id: string;
  /** The record's reference between sources: on rows that become a record, not on child rows. */
  readonly ref?: string;
  readonly env_expires_at: Date | null;
  /** Key of the record's envelope, which never changes its meaning; null where the row carries the envelope itself. */
  readonly env_key: string | null;
  /** Filled in by the key, like the terms, where there is one. */
  readonly env_originator: string;
  /** Everything else in the envelope that decides, as one text for `readEnvelopeTerms`; null: unknown, so denied. */
  readonly env_terms: string | null;
}

/** A record row with the columns that only its `handling` shows: `handlingOf('r')` selects them. */
export interface HandlingRow extends EnvelopeRow {
  readonly env_handling_note: string | null;
  readonly env_source_evaluation: string | null;
  readonly env_information_evaluation: number | null;
  readonly env_source_ref: string;
  readonly env_case_reference: string | null;
}

/** The row wall of one record type, for the table alias given to `session.wall`. */
export interface Wall {
  /** Some category in which the row holds data is at least MASKED. Every list, count and edge carries it. */
  readonly visible: RawBuilder<boolean>;
  /** The row is at least HIT for a viewer who seeks it by this: for look-ups by exact identity only. */
  known(by: SoughtBy): RawBuilder<boolean>;
  /**
   * The same for a look-up by a number of a category: it finds a visible protected row only for viewers who would get the
   * number were the row not protected.
   */
  found(category: string): RawBuilder<boolean>;
  /**
   * The category is FULL on this row: guards each filter leaf, sort key and edge. For a datum of a link to a person, which
   * may be capped where the row is not, pass the link. Without one, a record that is itself a link counts by its own;
   * null counts the record alone, for a row found by another datum than the person at its end.
   */
  full(category: string, link?: LinkColumns | null): RawBuilder<boolean>;
}

/**
 * The same wall for statements that count records of a table: over the keys of their envelopes, which are judged by `decide`
 * once for a view, and the records' own expiry. It reads no other column, so that an index answers. A record without a key
 * is not counted, and neither is one whose envelope was noted after the request read the envelopes.
 */
export type WallByKey = Pick<Wall, 'visible' | 'full'>;
