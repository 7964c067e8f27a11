// SPDX-License-Identifier: Apache-2.0

import type { EnvelopeRow } from '../kit/types.js';
import type { LinkRow } from '../kit/wall/linkSubject.js';

/** `incidents.incident`; codes are GraphQL enum values. */
export interface IncidentRow extends EnvelopeRow {
  readonly ref: string;
  readonly kind: string | null;
  readonly occurred_at: Date | null;
  readonly occurred_at_precision: string | null;
  readonly occurred_to: Date | null;
  readonly title: string | null;
  readonly crime_area: string | null;
  readonly urgency: string | null;
  readonly status: string | null;
  readonly narrative: string | null;
  readonly assessment: string | null;
  /** Degrees north, WGS 84. */
  readonly latitude: number | null;
  /** Degrees east, WGS 84. */
  readonly longitude: number | null;
  readonly position_precision_m: number | null;
  readonly area: string | null;
  readonly address: string | null;
  readonly location_type: string | null;
  readonly country_code: string | null;
  readonly sea_area: string | null;
  readonly unlocode: string | null;
  readonly operation_id: string | null;
  /** Name of the incident's first vessel. */
  readonly stated_vessel_name: string | null;
}

/** `incidents.joint_operation`; its id is the one in `policy/operations.yaml`. */
export interface JointOperationRow extends EnvelopeRow {
  readonly ref: string;
  readonly name: string | null;
  readonly objective: string | null;
  readonly coordination_unit: string | null;
  readonly starts_at: Date | null;
  readonly ends_at: Date | null;
  readonly crime_area: string | null;
}

/** `incidents.operation_agency`, under its operation's envelope and id. */
export interface OperationAgencyRow extends EnvelopeRow {
  /** The row's own id. */
  readonly child_id: string;
  readonly role: string | null;
  readonly agency: string;
}

/** A row of a child table, under its incident's envelope and id. */
interface ChildRow extends EnvelopeRow {
  /** The child's own id. */
  readonly child_id: string;
}

/** `incidents.incident_person`. */
export interface IncidentPersonRow extends ChildRow, LinkRow {
  readonly role: string | null;
  readonly stated_name: string | null;
  readonly stated_description: string | null;
  readonly person_ref: string | null;
}

/** `incidents.incident_organization`. */
export interface IncidentOrganizationRow extends ChildRow {
  readonly role: string | null;
  readonly stated_name: string | null;
  readonly stated_description: string | null;
  readonly organization_ref: string | null;
}

/** `incidents.incident_vessel`. */
export interface IncidentVesselRow extends ChildRow {
  readonly stated_name: string | null;
  readonly stated_type: string | null;
  readonly stated_flag: string | null;
  readonly stated_activity: string | null;
  readonly imo: string | null;
}

/** `incidents.incident_container`. */
export interface IncidentContainerRow extends ChildRow {
  readonly stated_number: string | null;
  readonly container_id: string | null;
}

/** `incidents.incident_consignment`. */
export interface IncidentConsignmentRow extends ChildRow {
  readonly stated_mrn: string | null;
  readonly consignment_ref: string | null;
}

/** `incidents.incident_seizure`. */
export interface IncidentSeizureRow extends ChildRow {
  readonly stated_case_reference: string | null;
  readonly seizure_ref: string | null;
}
