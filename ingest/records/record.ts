import type { RecordOf } from '../../schema/records/description/record.js';
import { records } from '../../schema/records/index.js';
import type { RecordSourceName } from '../../schema/sources.js';
import type { Origin, Provenance, RecordBase } from './base.js';

type Described = typeof records;

/** Kind of a record; `recordSources` says which source keeps it. */
export type RecordKind = keyof Described;

/** One record in the domain's words, as formats and the generator yield it; descriptions map it to tables. */
export type SourceRecord = { [Kind in RecordKind]: RecordBase & RecordOf<Described[Kind]> }[RecordKind];

/** Sources that records are ingested into. */
export type RecordSource = RecordSourceName;

/** The source that keeps each kind of record. */
export const recordSources = ofEachKind(({ source }) => source);

/** Table of each kind's records. */
export const recordTables = ofEachKind(({ source, table }) => `${source}.${table}`);

function ofEachKind<Value>(pick: (description: Described[RecordKind]) => Value): Readonly<Record<RecordKind, Value>> {
  const entries = Object.values(records).map((description) => [description.kind, pick(description)]);
  return Object.fromEntries(entries) as Record<RecordKind, Value>;
}

/** Sources that keep records of these kinds, each once. */
export function sourcesOf(kinds: readonly RecordKind[]): readonly RecordSource[] {
  return [...new Set(kinds.map((kind) => recordSources[kind]))];
}

/** A deletion by a delta: the record is withdrawn, its history stays. */
export interface Withdrawal extends Provenance {
  readonly kind: 'withdrawal';
  readonly of: RecordKind;
  readonly sourceRef: string;
}

/** A record that cannot be read: it goes into quarantine and the run goes on. */
export interface Reject extends Origin {
  readonly kind: 'reject';
  /** The field at fault, as the format names it; absent where the whole record is. */
  readonly field?: string;
  /** A short word, e.g. `date.impossible`; never the value. `reasons.ts` has it in words. */
  readonly reason: string;
  /** The record's text in the file; bytes where they are no text of the file's encoding. */
  readonly raw: string | Uint8Array;
  /** Key of the record, where it is known: a whole list that names it here has not lost it. */
  readonly sourceRef?: string;
  /** What must be around `raw` to make it a file of this format again: a header line, the elements above it. */
  readonly frame?: Frame;
}

/** The surroundings of a record in its file. */
export interface Frame {
  readonly before: string;
  readonly after: string;
}

/** What a format yields. */
export type DeliveryItem = SourceRecord | Withdrawal | Reject;
