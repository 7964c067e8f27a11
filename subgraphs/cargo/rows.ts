import type { EnvelopeRow } from '../kit/types.js';
import type { LinkRow } from '../kit/wall/linkSubject.js';

/** `cargo.consignment`, without the envelope. */
export interface ConsignmentRow extends EnvelopeRow {
  readonly ref: string;
  readonly mrn: string | null;
  readonly previous_mrn: string | null;
  readonly lrn: string | null;
  readonly ucr: string | null;
  readonly specific_circumstance_indicator: string | null;
  readonly split_consignment: boolean | null;
  readonly transport_document_type: string | null;
  readonly transport_document_reference: string | null;
  readonly transport_mode: number | null;
  readonly conveyance_reference: string | null;
  readonly border_means_type: number | null;
  readonly border_means_id: string | null;
  readonly border_means_nationality: string | null;
  readonly vessel_imo: string | null;
  readonly vessel_name: string | null;
  readonly countries_of_routing: string[];
  readonly place_of_loading: string | null;
  readonly place_of_unloading: string | null;
  readonly place_of_acceptance: string | null;
  readonly place_of_delivery: string | null;
  readonly customs_office_first_entry: string | null;
  readonly departure: Date | null;
  readonly estimated_arrival: Date | null;
  readonly actual_arrival: Date | null;
  readonly declaration_type: string | null;
  readonly declared_at: Date | null;
  readonly declared_at_stated: string | null;
  readonly departure_stated: string | null;
  readonly estimated_arrival_stated: string | null;
  readonly actual_arrival_stated: string | null;
  readonly place_of_loading_stated: string | null;
  readonly place_of_unloading_stated: string | null;
  readonly place_of_acceptance_stated: string | null;
  readonly place_of_delivery_stated: string | null;
  readonly goods_location: string | null;
  readonly country_of_export: string | null;
  readonly country_of_destination: string | null;
  readonly customs_office_exit: string | null;
  readonly delivery_terms: string | null;
  readonly seals: string[];
  readonly documents: string[];
  readonly quality_flags: string[];
  readonly gross_mass_kg: number | null;
  readonly invoice_minor_units: number | null;
  readonly invoice_currency: string | null;
  readonly freight_minor_units: number | null;
  readonly freight_currency: string | null;
  readonly insurance_minor_units: number | null;
  readonly insurance_currency: string | null;
  readonly risk_score: number | null;
  readonly risk_result: string | null;
  readonly risk_request_for_information: boolean | null;
  readonly risk_request_for_screening: boolean | null;
  readonly risk_do_not_load: boolean | null;
  readonly risk_profiles: string[];
}

/** `cargo.goods_item`, with its house consignment's number and the consignment's envelope. */
export interface GoodsItemRow extends EnvelopeRow {
  readonly sequence: number;
  readonly house_sequence: number | null;
  readonly commodity_code: string | null;
  readonly hs6: string | null;
  readonly cn8: string | null;
  readonly cus_code: string | null;
  readonly un_number: string | null;
  readonly description: string | null;
  readonly gross_mass_kg: number | null;
  readonly net_mass_kg: number | null;
  readonly package_type: string | null;
  readonly package_count: number | null;
  readonly package_marks: string | null;
  readonly country_of_origin: string | null;
  readonly value_minor_units: number | null;
  readonly value_currency: string | null;
  readonly additional_information: string[];
  readonly documents: string[];
}

/** `cargo.house_consignment`, with the consignment's envelope. */
export interface HouseConsignmentRow extends EnvelopeRow {
  readonly house_id: string;
  readonly sequence: number;
  readonly ucr: string | null;
  readonly transport_document_type: string | null;
  readonly transport_document_reference: string | null;
  readonly gross_mass_kg: number | null;
}

/** `cargo.transport_equipment`, with the consignment's envelope. */
export interface TransportEquipmentRow extends EnvelopeRow {
  readonly sequence: number;
  readonly container_id: string | null;
  readonly size_type: string | null;
  readonly packed_status: string | null;
  readonly supplier_type: string | null;
  readonly seals: string[];
  readonly quality_flags: string[];
}

/** A party, and whom it names. */
export interface PartyKeys {
  readonly party_id: string;
  readonly eori: string | null;
  readonly person_ref: string | null;
  readonly organization_ref: string | null;
}

/** `cargo.trade_party`, with the consignment's envelope. */
export interface TradePartyRow extends EnvelopeRow, PartyKeys, LinkRow {
  readonly house_consignment_id: string | null;
  readonly role: string;
  readonly name: string | null;
  readonly street: string | null;
  readonly city: string | null;
  readonly postcode: string | null;
  readonly country: string | null;
  readonly person_type: number | null;
  readonly party_quality_flags: string[];
}

/** A party's part in a consignment: the consignment's row beside it. */
export interface ParticipationRow extends ConsignmentRow, PartyKeys, LinkRow {
  readonly party_role: string;
  readonly party_name: string | null;
}
