// SPDX-License-Identifier: Apache-2.0
import type { SourceName } from '../storage/types.js';
import type { Origin } from './records/base.js';
import type { ConsignmentRecord } from './records/cargo.js';
import type { IncidentRecord, JointOperationRecord } from './records/incidents.js';
import type { OrganizationRecord, PersonRecord, VesselSourceRecord } from './records/persons.js';
import type { SeizureRecord } from './records/seizures.js';

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
