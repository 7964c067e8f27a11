// SPDX-License-Identifier: Apache-2.0
import type { Envelope } from '../policy/types.js';
import type { SourceName } from '../storage/types.js';
import type { ConsignmentRecord } from './records/cargo.js';
import type { IncidentRecord, JointOperationRecord } from './records/incidents.js';
import type { OrganizationRecord, PersonRecord, VesselSourceRecord } from './records/persons.js';
import type { SeizureRecord } from './records/seizures.js';

/** What a record itself states of its envelope; the rest comes from the run's options. */
export type EnvelopeStatement = Partial<Omit<Envelope, 'source' | 'sourceRef'>>;

/** What every record of every format carries. */
export interface RecordBase {
  /** The record's key in its source: the same record has the same one in every delivery. */
  readonly sourceRef: string;
  readonly envelope?: EnvelopeStatement;
  readonly origin?: Origin;
}

/** Where in its file a record stands. */
export interface Origin {
  /** Base name of the file. */
  readonly file: string;
  /** 1-based. */
  readonly line: number;
}

/** One record, in the domain's words, free of SQL: what formats and the generator yield and stores map to tables. */
export type SourceRecord =
  | ConsignmentRecord
  | PersonRecord
  | OrganizationRecord
  | VesselSourceRecord
  | SeizureRecord
  | IncidentRecord
  | JointOperationRecord;

/** Kind of a record; `recordSources` says which source keeps it. */
export type RecordKind = SourceRecord['kind'];

/** The source that keeps each kind of record. */
export const recordSources = {
  consignment: 'cargo',
  person: 'persons',
  organization: 'persons',
  vesselRecord: 'persons',
  seizure: 'seizures',
  incident: 'incidents',
  jointOperation: 'incidents',
} as const satisfies Record<RecordKind, SourceName>;

/** Sources that records are ingested into. */
export type RecordSource = (typeof recordSources)[RecordKind];

/** A record that cannot be read: it goes into quarantine and the run goes on. */
export interface Reject extends Origin {
  readonly kind: 'reject';
  /** The field at fault, as the format names it; absent where the whole line is. */
  readonly field?: string;
  /** A short word, e.g. `date.impossible`; never the value. */
  readonly reason: string;
  /** The record as it stands in the file. */
  readonly raw: string;
}

/** Points at a record of a source, as the one who asserts the link names it there. */
export interface RecordPointer {
  readonly source: string;
  readonly sourceRef: string;
}
