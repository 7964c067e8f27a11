// SPDX-License-Identifier: Apache-2.0
import type { SourceName } from '../../schema/sources.js';
import type { Origin, Provenance } from './base.js';
import type { ConsignmentRecord } from './cargo.js';
import type { CodeRecord } from './directory.js';
import type { IncidentRecord, JointOperationRecord } from './incidents.js';
import type {
  AircraftSourceRecord,
  InterestRecord,
  OrganizationRecord,
  PersonRecord,
  RelationRecord,
  VesselSourceRecord,
} from './persons.js';
import type { SeizureRecord, SeizureStatisticRecord } from './seizures.js';

/** One record, in the domain's words, free of SQL: what formats and the generator yield and stores map to tables. */
export type SourceRecord =
  | ConsignmentRecord
  | PersonRecord
  | OrganizationRecord
  | VesselSourceRecord
  | AircraftSourceRecord
  | RelationRecord
  | InterestRecord
  | SeizureRecord
  | SeizureStatisticRecord
  | IncidentRecord
  | JointOperationRecord
  | CodeRecord;

/** Kind of a record; `recordSources` says which source keeps it. */
export type RecordKind = SourceRecord['kind'];

/** The source that keeps each kind of record. */
export const recordSources = {
  consignment: 'cargo',
  person: 'persons',
  organization: 'persons',
  vesselRecord: 'persons',
  aircraftRecord: 'persons',
  relation: 'persons',
  interest: 'persons',
  seizure: 'seizures',
  seizureStatistic: 'seizures',
  incident: 'incidents',
  jointOperation: 'incidents',
  code: 'directory',
} as const satisfies Record<RecordKind, SourceName>;

/** Sources that records are ingested into. */
export type RecordSource = (typeof recordSources)[RecordKind];

/** Sources that keep records of these kinds, each once. */
export function sourcesOf(kinds: readonly RecordKind[]): readonly RecordSource[] {
  return [...new Set(kinds.map((kind) => recordSources[kind]))];
}

/** A record that its source takes back: a delta's deletion. It is withdrawn, its history stays. */
export interface Withdrawal extends Provenance {
  readonly kind: 'withdrawal';
  readonly of: RecordKind;
  /** Key of the record that is taken back. */
  readonly sourceRef: string;
}

/** A record that cannot be read: it goes into quarantine and the run goes on. */
export interface Reject extends Origin {
  readonly kind: 'reject';
  /** The field at fault, as the format names it; absent where the whole record is. */
  readonly field?: string;
  /** A short word, e.g. `date.impossible`; never the value. `ingest/records/reasons.ts` says it in words. */
  readonly reason: string;
  /** The record as it stands in the file; bytes where it is no text of the file's encoding. */
  readonly raw: string | Uint8Array;
  /** Key of the record, where it can be told: a whole list that names it here has not lost it. */
  readonly sourceRef?: string;
  /** What must stand around `raw` to make it a file of this format again: a header line, the elements above it. */
  readonly frame?: Frame;
}

/** The surroundings of a record in its file. */
export interface Frame {
  readonly before: string;
  readonly after: string;
}
