import type { EnvelopeRow } from '../kit/types.js';
import type { LinkRow } from '../kit/wall/linkSubject.js';

/** A name as `persons.person.names` keeps it; keys are those of the SDL type `PersonName`. */
export interface NameJson {
  readonly name: string;
  readonly kind: 'NAME' | 'ALIAS' | 'WEAK_ALIAS' | 'PREVIOUS';
  readonly script?: string | null;
}

/** An object or a list that jsonb keeps in the shape of its SDL type; projection reads nothing that the SDL lacks. */
export type Json = Readonly<Record<string, unknown>>;

/** `persons.person`, without what only look-ups read. Dates are `YYYY[-MM[-DD]]`. */
export interface PersonRow extends EnvelopeRow {
  readonly ref: string;
  readonly name: string | null;
  readonly names: readonly NameJson[];
  readonly first_name: string | null;
  readonly middle_name: string | null;
  readonly last_name: string | null;
  readonly father_name: string | null;
  readonly title: string | null;
  readonly birth_date: string | null;
  readonly birth_dates: readonly string[];
  readonly birth_place: string | null;
  readonly birth_country: string | null;
  readonly death_date: string | null;
  readonly nationality: readonly string[];
  readonly countries: readonly string[];
  readonly positions: readonly Json[];
  readonly gender: string | null;
  readonly identifications: readonly Json[];
  readonly eori: string | null;
  readonly phones: readonly string[];
  readonly emails: readonly string[];
  readonly websites: readonly string[];
  readonly addresses: readonly Json[];
  readonly physical: Json | null;
  readonly alerts: readonly Json[];
  readonly reason: string | null;
  readonly notes: string | null;
  readonly topics: readonly string[];
  readonly sanctions: readonly Json[];
  readonly special: Json | null;
}

/** `persons.organization`, without what only look-ups read. */
export interface OrganizationRow extends EnvelopeRow {
  readonly ref: string;
  readonly name: string | null;
  readonly aliases: readonly string[];
  readonly countries: readonly string[];
  readonly jurisdiction: string | null;
  readonly legal_form: string | null;
  readonly incorporation_date: string | null;
  readonly dissolution_date: string | null;
  readonly registration_number: string | null;
  readonly eori: string | null;
  readonly vat_code: string | null;
  readonly lei_code: string | null;
  readonly tax_number: string | null;
  readonly identifications: readonly Json[];
  readonly phones: readonly string[];
  readonly emails: readonly string[];
  readonly websites: readonly string[];
  readonly addresses: readonly Json[];
  readonly reason: string | null;
  readonly notes: string | null;
  readonly topics: readonly string[];
  readonly sanctions: readonly Json[];
}

/** `persons.vessel_record`, without what only look-ups read. Tonnage in tonnes, gross tonnage in register tons. */
export interface VesselRecordRow extends EnvelopeRow {
  readonly ref: string;
  readonly name: string | null;
  readonly aliases: readonly string[];
  readonly imo: string | null;
  readonly flag: string | null;
  readonly past_flags: readonly string[];
  readonly type: string | null;
  readonly tonnage: number | null;
  readonly gross_registered_tonnage: number | null;
  readonly build_date: string | null;
  readonly registration_port: string | null;
  readonly call_sign: string | null;
  readonly mmsi: string | null;
  readonly owner: string | null;
  readonly operator: string | null;
  readonly identifications: readonly Json[];
  readonly notes: string | null;
  readonly topics: readonly string[];
  readonly sanctions: readonly Json[];
  readonly programmes: readonly string[];
}

/** `persons.aircraft_record`, without what only look-ups read. */
export interface AircraftRecordRow extends EnvelopeRow {
  readonly ref: string;
  readonly name: string | null;
  readonly aliases: readonly string[];
  readonly registration: string | null;
  readonly past_registrations: readonly string[];
  readonly country: string | null;
  readonly serial_number: string | null;
  readonly type: string | null;
  readonly model: string | null;
  readonly manufacturer: string | null;
  readonly build_date: string | null;
  readonly icao_address: string | null;
  readonly identifications: readonly Json[];
  readonly owner: string | null;
  readonly operator: string | null;
  readonly notes: string | null;
  readonly topics: readonly string[];
  readonly sanctions: readonly Json[];
  readonly programmes: readonly string[];
}

/** `persons.relation`: a link, as seen from the end that it is listed at. */
export interface RelationRow extends EnvelopeRow, LinkRow {
  readonly relative_ref: string | null;
  readonly relative_organization_ref: string | null;
  readonly relative_vessel_record_ref: string | null;
  readonly relative_aircraft_record_ref: string | null;
  readonly kind: string;
  readonly relationship: string | null;
  readonly inverse: boolean;
  readonly summary: string | null;
  readonly stated_name: string | null;
  readonly start_date: string | null;
  readonly end_date: string | null;
}

/** `persons.interest`: who owns or directs what. `percentage` is 0 to 100. */
export interface InterestRow extends EnvelopeRow {
  readonly kind: string;
  readonly holder_person_ref: string | null;
  readonly holder_organization_ref: string | null;
  readonly organization_ref: string | null;
  readonly vessel_record_ref: string | null;
  readonly aircraft_record_ref: string | null;
  readonly role: string | null;
  readonly percentage: number | null;
  readonly summary: string | null;
  readonly start_date: string | null;
  readonly end_date: string | null;
}
