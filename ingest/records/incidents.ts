// SPDX-License-Identifier: Apache-2.0
import type { RecordBase, RecordPointer, SubjectStatement } from './base.js';

export type IncidentKind =
  | 'SUSPICION'
  | 'CONTROL_RESULT'
  | 'SIGHTING'
  | 'ARREST'
  | 'SURVEILLANCE'
  | 'PIRACY'
  | 'THEFT'
  | 'CORRUPTION'
  | 'INTEL_REPORT'
  | 'OFFENCE';

export type TimePrecision = 'INSTANT' | 'HOUR' | 'DAY' | 'MONTH' | 'YEAR';

export type IncidentParticipantRole =
  | 'SUSPECT'
  | 'ARRESTED'
  | 'VICTIM'
  | 'WITNESS'
  | 'REPORTER'
  | 'CREW'
  | 'OWNER'
  | 'CONTACT_OR_ASSOCIATE'
  | 'OTHER';

export interface IncidentVesselStatement {
  readonly statedName: string | null;
  readonly statedType?: string | null;
  readonly statedFlag?: string | null;
  /** What she was doing, e.g. `Anchored`. */
  readonly statedActivity?: string | null;
  readonly imo?: string | null;
}

/** A person's part in an incident. Many police messages name nobody: role and description are then all there is. */
export interface IncidentPersonStatement {
  readonly role: IncidentParticipantRole;
  readonly statedName: string | null;
  /** What is said of a person, in words: age, sex, arrest. Never race or ethnicity. */
  readonly statedDescription?: string | null;
  readonly person: RecordPointer | null;
  readonly subject?: SubjectStatement | null;
}

/** An organization's part in an incident. */
export interface IncidentOrganizationStatement {
  readonly role: IncidentParticipantRole;
  readonly statedName: string | null;
  /** What is said of it, in words, e.g. `Financial institution`. */
  readonly statedDescription?: string | null;
  readonly organization: RecordPointer | null;
}

/** An incident. Facts in `narrative`, judgement in `assessment` (Directive 2016/680, Article 7). Times are UTC ISO 8601. */
export interface IncidentRecord extends RecordBase {
  readonly kind: 'incident';
  readonly incidentKind: IncidentKind | null;
  readonly occurredAt: string | null;
  readonly occurredAtPrecision?: TimePrecision | null;
  readonly occurredTo?: string | null;
  readonly title?: string | null;
  readonly crimeArea?: string | null;
  readonly urgency?: string | null;
  readonly status?: string | null;
  readonly narrative?: string | null;
  readonly assessment?: string | null;
  /** WGS 84, degrees. */
  readonly latitude?: number | null;
  readonly longitude?: number | null;
  readonly positionPrecisionM?: number | null;
  readonly area?: string | null;
  /** Street address, in the source's words: as exact as a position, and guarded as one. */
  readonly address?: string | null;
  /** Kind of place, in the source's words, e.g. `Residence/Home`. */
  readonly locationType?: string | null;
  /** ISO 3166-1 alpha-2. */
  readonly countryCode?: string | null;
  readonly seaArea?: string | null;
  readonly unlocode?: string | null;
  /** Id of `policy/operations.yaml`. */
  readonly operation?: string | null;
  readonly vessels?: readonly IncidentVesselStatement[];
  readonly persons?: readonly IncidentPersonStatement[];
  readonly organizations?: readonly IncidentOrganizationStatement[];
  readonly containers?: readonly string[];
  readonly consignments?: readonly { readonly statedMrn: string }[];
  readonly seizures?: readonly { readonly statedCaseReference: string; readonly seizure: RecordPointer | null }[];
}

/** A joint operation. It grants nothing: rights come from `policy/operations.yaml` alone. */
export interface JointOperationRecord extends RecordBase {
  readonly kind: 'jointOperation';
  readonly name: string;
  readonly objective?: string | null;
  readonly coordinationUnit?: string | null;
  readonly startsAt?: string | null;
  readonly endsAt?: string | null;
  readonly crimeArea?: string | null;
  readonly agencies: readonly {
    readonly role: 'LEAD' | 'PARTICIPANT' | 'SUPPORT' | 'OBSERVER';
    readonly agency: string;
  }[];
}
