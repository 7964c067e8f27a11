import type { RecordSourceName } from '../../schema/sources.js';
import type { EnvelopeTerms } from '../envelopeTerms.js';

/** The terms of an envelope that decide who is shown a record. */
export interface KeptTerms extends Omit<EnvelopeTerms, 'source' | 'holds'> {
  /** UTC ISO 8601; null: for ever. */
  readonly expiresAt: string | null;
}

/** Records of one table, by public id, as a run of ingest began. */
interface OfRecords {
  readonly keptIn: RecordSourceName;
  readonly table: string;
  /** Value of the envelope's `source`. */
  readonly source: string;
  readonly run: string;
  /** UTC ISO 8601: what was recorded later is not concerned. */
  readonly at: string;
  readonly ids: readonly string[];
}

/** A disposition of log entries; `secret` is the whole of it. */
interface OfEntries {
  readonly log: string;
  readonly id: string;
  readonly spans: readonly string[];
  readonly secret: Readonly<Record<string, unknown>>;
}

/**
 * An act that takes something away, or holds it, and that a restored backup would undo: what is needed to do it again, by ids.
 * `secret` is sealed where it is kept.
 */
export type Act =
  | ({ readonly kind: 'ERASE' | 'EXPIRE' } & OfEntries)
  | ({ readonly kind: 'HOLD' | 'RELEASE' } & OfEntries)
  /** Expired records, and old quarantine. */
  | { readonly kind: 'PURGE'; readonly asOf: string; readonly quarantineDays: number | null }
  /** A registered document taken out of use. */
  | { readonly kind: 'REVOKE'; readonly agency: string; readonly documentId: string; readonly at: string }
  /** Records that their source took back. */
  | ({ readonly kind: 'WITHDRAW' } & OfRecords)
  /** Records whose envelope changed: none of them is shown under a looser one again. */
  | ({ readonly kind: 'TIGHTEN'; readonly secret: KeptTerms } & OfRecords);
