import type { RecordOf } from '../../schema/records/description/record.js';
import type { incident } from '../../schema/records/incident.js';
import type { jointOperation } from '../../schema/records/jointOperation.js';
import type { RecordBase } from './base.js';

/** An incident. Times are UTC ISO 8601. */
export type IncidentRecord = RecordBase & RecordOf<typeof incident>;

/** A joint operation. */
export type JointOperationRecord = RecordBase & RecordOf<typeof jointOperation>;

/** Codes of an incident, as `schema/records/incident.ts` lists them. */
export type IncidentKind = NonNullable<IncidentRecord['incidentKind']>;
export type TimePrecision = NonNullable<IncidentRecord['occurredAtPrecision']>;

/** A person's part in an incident. Many police messages name nobody: role and description are then all there is. */
export type IncidentPersonStatement = NonNullable<IncidentRecord['persons']>[number];
export type IncidentOrganizationStatement = NonNullable<IncidentRecord['organizations']>[number];
export type IncidentParticipantRole = IncidentPersonStatement['role'];
export type IncidentVesselStatement = NonNullable<IncidentRecord['vessels']>[number];
