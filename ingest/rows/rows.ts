import { createSecretKey, hash } from 'node:crypto';
import type { Policy } from '../../policy/policy.js';
import { computeRef } from '../../storage/keys/ref.js';
import type { EnvelopeStatement } from '../records/base.js';
import { type RecordSource, recordSources, type SourceRecord } from '../records/record.js';
import { toEnvelope, toEnvelopeColumns } from './envelope/envelope.js';
import { createHolds } from './envelope/holds.js';
import { strictestEnvelope } from './envelope/strictestEnvelope.js';
import { toStored } from './links.js';
import type { MakeRef, StoredChildren } from './stored.js';

/** One row of a record table, ready to be stored but for its id. */
export interface PreparedRow {
  /** Where it is kept. */
  readonly source: RecordSource;
  /** Schema-qualified. */
  readonly table: string;
  readonly sourceRef: string;
  readonly idPrefix: string;
  /** Fixed public id, for the records whose id policy names. */
  readonly id: string | null;
  /** All columns but `id`, and the key of its envelope. */
  readonly columns: Readonly<Record<string, unknown>>;
  readonly contentHash: string;
  readonly children: readonly StoredChildren[];
}

/** What a record says, without its provenance: what is hashed, kept as its statement, and exported. */
export type Statement = Omit<SourceRecord, 'origin' | 'raw'>;

/** Makes the rows of a record: itself first, then the links that it asserts. */
export type MakeRows = (record: SourceRecord) => readonly PreparedRow[];

/** Raised when records are mapped to other rows, so that stored ones are written anew. */
const mappingVersion = 5;

/** What rows are made with. */
export interface RowOptions {
  readonly policy: Policy;
  readonly linkKey: Uint8Array;
  /** Envelope of the run, under what a record states itself. */
  readonly statement: EnvelopeStatement;
  /** The part of it that the command states: no record weakens that. */
  readonly stated?: EnvelopeStatement;
  /** Value of the envelope's `source`. */
  readonly source: string;
}

/** Builds `MakeRows` for one run: envelope, references, held categories and content hash. */
export function createRowMaker({ policy, linkKey, statement, stated = {}, source }: RowOptions): MakeRows {
  const findHolds = createHolds(policy);
  const key = createSecretKey(linkKey);
  const makeRef: MakeRef = (type, ...identifier) => computeRef(key, type, ...identifier);
  return (record) => {
    const { envelope: own, ...content } = withoutProvenance(record);
    const strictest = strictestEnvelope(policy, stated, own);
    return toStored(record, source, makeRef).map((stored) => {
      const envelope = toEnvelope(statement, strictest, source, stored.sourceRef);
      const holds = findHolds(stored.data);
      const lent = toEnvelopeColumns(envelope);
      const contentHash = digest([mappingVersion, content, toHashed(lent), holds]);
      return {
        source: recordSources[record.kind],
        table: stored.table,
        sourceRef: stored.sourceRef,
        idPrefix: stored.idPrefix,
        id: stored.id ?? null,
        // Why not a copy: there are many columns, and copying them costs more than making them.
        columns: Object.assign(stored.columns, { ref: stored.ref, ...lent, holds, content_hash: contentHash }),
        contentHash,
        children: stored.children,
      };
    });
  };
}

/** A record without its place and text in the file. */
export function withoutProvenance(record: SourceRecord): Statement {
  const { origin: _, raw: __, delivered: ___, ...statement } = record;
  return statement;
}

/** Why columns: whether record, run or format states a part of the envelope does not change what it says. */
function toHashed(lent: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const instant = Date.parse(String(lent.expires_at ?? ''));
  return Number.isNaN(instant) ? lent : { ...lent, expires_at: new Date(instant).toISOString() };
}

/** Why plain JSON: a format always writes members in one order, and another order only costs a rewrite. */
function digest(content: unknown): string {
  return hash('sha256', JSON.stringify(content), 'base64url');
}
