import type {
  AircraftRecordRow,
  InterestRow,
  Json,
  OrganizationRow,
  PersonRow,
  RelationRow,
  VesselRecordRow,
} from './rows.js';

/** A list, or null where it is empty: an empty list holds no data. */
function listOrNull<Item>(list: readonly Item[]): readonly Item[] | null {
  return list.length > 0 ? list : null;
}

/** Row to `Person`, still unprojected: every value is raw. */
export function toPerson(row: PersonRow) {
  return {
    id: row.id,
    ref: row.ref,
    visibleRef: row.ref,
    nodeKey: row.id,
    name: row.name,
    names: listOrNull(row.names),
    firstName: row.first_name,
    middleName: row.middle_name,
    lastName: row.last_name,
    fatherName: row.father_name,
    title: row.title,
    birthDate: row.birth_date,
    birthDates: listOrNull(row.birth_dates),
    birthPlace: row.birth_place,
    birthCountry: row.birth_country,
    deathDate: row.death_date,
    nationality: listOrNull(row.nationality),
    countries: listOrNull(row.countries),
    positions: listOrNull(row.positions),
    gender: row.gender,
    identifications: listOrNull(row.identifications),
    economicOperator: row.eori === null ? null : { eori: row.eori },
    addresses: listOrNull(row.addresses),
    phones: listOrNull(row.phones),
    emails: listOrNull(row.emails),
    websites: listOrNull(row.websites),
    physical: row.physical,
    alerts: listOrNull(row.alerts),
    reason: row.reason,
    notes: row.notes,
    topics: listOrNull(row.topics),
    sanctions: listOrNull(row.sanctions),
    special: row.special,
  };
}

/** Row to `Organization`, still unprojected. */
export function toOrganization(row: OrganizationRow) {
  return {
    id: row.id,
    ref: row.ref,
    visibleRef: row.ref,
    nodeKey: row.id,
    name: row.name,
    aliases: listOrNull(row.aliases),
    countries: listOrNull(row.countries),
    jurisdiction: row.jurisdiction,
    legalForm: row.legal_form,
    incorporationDate: row.incorporation_date,
    dissolutionDate: row.dissolution_date,
    registrationNumber: row.registration_number,
    eori: row.eori,
    vatCode: row.vat_code,
    leiCode: row.lei_code,
    taxNumber: row.tax_number,
    identifications: listOrNull(row.identifications),
    phones: listOrNull(row.phones),
    emails: listOrNull(row.emails),
    websites: listOrNull(row.websites),
    addresses: listOrNull(row.addresses),
    economicOperator: row.eori === null ? null : { eori: row.eori },
    reason: row.reason,
    notes: row.notes,
    topics: listOrNull(row.topics),
    sanctions: listOrNull(row.sanctions),
  };
}

/** Row to `VesselRecord`, still unprojected. */
export function toVesselRecord(row: VesselRecordRow) {
  return {
    id: row.id,
    ref: row.ref,
    visibleRef: row.ref,
    nodeKey: row.id,
    name: row.name,
    aliases: listOrNull(row.aliases),
    imo: row.imo,
    vessel: row.imo === null ? null : { imo: row.imo },
    flag: row.flag,
    pastFlags: listOrNull(row.past_flags),
    type: row.type,
    tonnage: row.tonnage,
    grossRegisteredTonnage: row.gross_registered_tonnage,
    buildDate: row.build_date,
    registrationPort: row.registration_port,
    callSign: row.call_sign,
    mmsi: row.mmsi,
    owner: row.owner,
    operator: row.operator,
    identifications: listOrNull(row.identifications),
    notes: row.notes,
    topics: listOrNull(row.topics),
    sanctions: listOrNull(row.sanctions),
    programmes: listOrNull(row.programmes),
  };
}

/** Row to `AircraftRecord`, still unprojected. */
export function toAircraftRecord(row: AircraftRecordRow) {
  return {
    id: row.id,
    ref: row.ref,
    visibleRef: row.ref,
    nodeKey: row.id,
    name: row.name,
    aliases: listOrNull(row.aliases),
    registration: row.registration,
    pastRegistrations: listOrNull(row.past_registrations),
    country: row.country,
    serialNumber: row.serial_number,
    type: row.type,
    model: row.model,
    manufacturer: row.manufacturer,
    buildDate: row.build_date,
    icaoAddress: row.icao_address,
    identifications: listOrNull(row.identifications),
    owner: row.owner,
    operator: row.operator,
    notes: row.notes,
    topics: listOrNull(row.topics),
    sanctions: listOrNull(row.sanctions),
    programmes: listOrNull(row.programmes),
  };
}

/** Row to `Relation`, still unprojected; the other end stays references, of which one leads to a record. */
export function toRelation(row: RelationRow) {
  return {
    id: row.id,
    kind: row.kind,
    relationship: row.relationship,
    inverse: row.inverse,
    statedName: row.stated_name,
    startDate: row.start_date,
    endDate: row.end_date,
    summary: row.summary,
    person: reference(row.relative_ref),
    organization: reference(row.relative_organization_ref),
    vesselRecord: reference(row.relative_vessel_record_ref),
    aircraftRecord: reference(row.relative_aircraft_record_ref),
  };
}

/** Row to `Interest`, still unprojected; its ends stay references. */
export function toInterest(row: InterestRow) {
  return {
    id: row.id,
    kind: row.kind,
    role: row.role,
    percentage: row.percentage,
    startDate: row.start_date,
    endDate: row.end_date,
    summary: row.summary,
    holderPerson: reference(row.holder_person_ref),
    holderOrganization: reference(row.holder_organization_ref),
    organization: reference(row.organization_ref),
    vesselRecord: reference(row.vessel_record_ref),
    aircraftRecord: reference(row.aircraft_record_ref),
  };
}

function reference(ref: string | null): Json | null {
  return ref === null ? null : { ref };
}

/** What `Person` resolvers receive: projected, so that withheld values are absent and masked ones masked. */
export type PersonNode = Partial<ReturnType<typeof toPerson>> & { readonly id: string };
export type OrganizationNode = Partial<ReturnType<typeof toOrganization>> & { readonly id: string };
export type VesselRecordNode = Partial<ReturnType<typeof toVesselRecord>> & { readonly id: string };
export type AircraftRecordNode = Partial<ReturnType<typeof toAircraftRecord>> & { readonly id: string };
export type RelationNode = Partial<ReturnType<typeof toRelation>> & { readonly id: string };
export type InterestNode = Partial<ReturnType<typeof toInterest>> & { readonly id: string };
