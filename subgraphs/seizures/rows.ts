// SPDX-License-Identifier: Apache-2.0

import type { EnvelopeRow } from '../kit/types.js';
import type { LinkRow } from '../kit/wall/linkSubject.js';

/** `seizures.seizure`; codes are GraphQL enum values, but for the mode of transport, which is UNECE's number. */
export interface SeizureRow extends EnvelopeRow {
  readonly ref: string;
  readonly seized_at: Date | null;
  readonly place_kind: string | null;
  readonly place_unlocode: string | null;
  readonly place_name: string | null;
  readonly place_country: string | null;
  /** Degrees north, WGS 84. */
  readonly place_latitude: number | null;
  /** Degrees east, WGS 84. */
  readonly place_longitude: number | null;
  readonly customs_office: string | null;
  readonly seizing_authority: string | null;
  readonly legal_status: string | null;
  readonly risk_channel: string | null;
  readonly detection_method: string | null;
  readonly concealment: string | null;
  readonly route_origin_country: string | null;
  readonly route_departure_unlocode: string | null;
  readonly route_transit_countries: readonly string[];
  readonly route_destination_country: string | null;
  readonly conveyance_mode: number | null;
  readonly conveyance_registration: string | null;
  readonly conveyance_journey: string | null;
  readonly vessel_imo: string | null;
  readonly vessel_stated_name: string | null;
  /** Sum over the items, kilograms; null where none has a mass. */
  readonly normalised_kg: number | null;
}

/** `seizures.seizure_statistic`. */
export interface SeizureStatisticRow extends EnvelopeRow {
  readonly ref: string;
  readonly reported_by: string | null;
  readonly component: string | null;
  readonly region: string | null;
  readonly scope: string | null;
  /** ISO 3166-1 alpha-2. */
  readonly country: string | null;
  /** `YYYY[-MM[-DD]]`, as `period_to`. */
  readonly period_from: string;
  readonly period_to: string;
  readonly category: string;
  readonly drug_group: string | null;
  readonly drug: string | null;
  readonly events: number | null;
  readonly quantity: number | null;
  /** UNECE Recommendation 20. */
  readonly unit: string | null;
  readonly normalised_kg: number | null;
}

/** A row of a child table, under its seizure's envelope and id. */
interface ChildRow extends EnvelopeRow {
  /** The child's own id. */
  readonly child_id: string;
}

/** `seizures.seized_item`. */
export interface SeizedItemRow extends ChildRow {
  readonly category: string | null;
  readonly drug_group: string | null;
  readonly drug: string | null;
  readonly quantity: number | null;
  /** UNECE Recommendation 20. */
  readonly unit: string | null;
  readonly normalised_kg: number | null;
  readonly value_minor_units: number | null;
  /** ISO 4217. */
  readonly value_currency: string | null;
  readonly description: string | null;
}

/** `seizures.seizure_person`. */
export interface SeizurePersonRow extends ChildRow, LinkRow {
  readonly role: string | null;
  readonly stated_name: string | null;
  /** `YYYY[-MM[-DD]]`. */
  readonly stated_birth_date: string | null;
  readonly person_ref: string | null;
}

/** `seizures.seizure_organization`. */
export interface SeizureOrganizationRow extends ChildRow {
  readonly role: string | null;
  readonly stated_name: string | null;
  readonly organization_ref: string | null;
}

/** `seizures.seizure_consignment`. */
export interface SeizureConsignmentRow extends ChildRow {
  readonly stated_mrn: string | null;
  readonly consignment_ref: string | null;
}

/** `seizures.seizure_container`. */
export interface SeizureContainerRow extends ChildRow {
  readonly stated_number: string | null;
  readonly container_id: string | null;
}

/** The vessel of `seizures.seizure`, as a link of its own. */
export interface SeizureVesselRow extends ChildRow {
  readonly vessel_imo: string | null;
  readonly vessel_stated_name: string | null;
}
