import { parseContainerId } from '../../schema/identifiers/containerId.js';
import { parseEori } from '../../schema/identifiers/eori.js';
import { foreign, identifier, rowKey } from '../kit/wall/stub.js';
import { type Subject, subjects } from '../kit/wall/subjects.js';
import { packedStatuses, personTypes, qualityFlags, transportModes } from './codeLists.js';
import type {
  ConsignmentRow,
  GoodsItemRow,
  HouseConsignmentRow,
  ParticipationRow,
  PartyKeys,
  TradePartyRow,
  TransportEquipmentRow,
} from './rows.js';

/** Row to `Consignment`, still unprojected; the kit adds its ids, references and handling. */
export function toConsignment(row: ConsignmentRow) {
  return {
    mrn: row.mrn,
    previousMrn: row.previous_mrn,
    lrn: row.lrn,
    ucr: row.ucr,
    specificCircumstanceIndicator: row.specific_circumstance_indicator,
    splitConsignment: row.split_consignment,
    transportDocument: toTransportDocument(row),
    transportMode: row.transport_mode === null ? null : (transportModes[row.transport_mode] ?? null),
    conveyanceReference: row.conveyance_reference,
    borderTransportMeans: toBorderTransportMeans(row),
    countriesOfRouting: listOrNull(row.countries_of_routing),
    placeOfLoading: identifier('Location', { unlocode: row.place_of_loading }),
    placeOfUnloading: identifier('Location', { unlocode: row.place_of_unloading }),
    placeOfAcceptance: identifier('Location', { unlocode: row.place_of_acceptance }),
    placeOfDelivery: identifier('Location', { unlocode: row.place_of_delivery }),
    customsOfficeFirstEntry: row.customs_office_first_entry,
    customsOfficeExit: row.customs_office_exit,
    placeOfLoadingStated: row.place_of_loading_stated,
    placeOfUnloadingStated: row.place_of_unloading_stated,
    placeOfAcceptanceStated: row.place_of_acceptance_stated,
    placeOfDeliveryStated: row.place_of_delivery_stated,
    goodsLocation: row.goods_location,
    countryOfExport: row.country_of_export,
    countryOfDestination: row.country_of_destination,
    deliveryTerms: row.delivery_terms,
    declarationType: row.declaration_type,
    declaredAt: toInstant(row.declared_at),
    declaredAtStated: row.declared_at_stated,
    departure: toInstant(row.departure),
    departureStated: row.departure_stated,
    estimatedArrival: toInstant(row.estimated_arrival),
    estimatedArrivalStated: row.estimated_arrival_stated,
    actualArrival: toInstant(row.actual_arrival),
    actualArrivalStated: row.actual_arrival_stated,
    seals: listOrNull(row.seals),
    documents: listOrNull(row.documents),
    qualityFlags: toQualityFlags(row.quality_flags),
    grossMassKg: row.gross_mass_kg,
    invoiceAmount: toAmount(row.invoice_minor_units, row.invoice_currency),
    freightCost: toAmount(row.freight_minor_units, row.freight_currency),
    insuranceCost: toAmount(row.insurance_minor_units, row.insurance_currency),
    risk: toRisk(row),
  };
}

/** Row to `GoodsItem`, still unprojected. Masses are in kilograms. */
export function toGoodsItem(row: GoodsItemRow) {
  const { package_type: type, package_count: count, package_marks: marks } = row;
  return {
    sequence: row.sequence,
    houseConsignmentSequence: row.house_sequence,
    commodityCode: row.commodity_code,
    hs6: row.hs6,
    cn8: row.cn8,
    cusCode: row.cus_code,
    dangerousGoodsUnNumber: row.un_number,
    description: row.description,
    grossMassKg: row.gross_mass_kg,
    netMassKg: row.net_mass_kg,
    packages: type === null && count === null && marks === null ? null : { type, count, marks },
    countryOfOrigin: row.country_of_origin,
    value: toAmount(row.value_minor_units, row.value_currency),
    additionalInformation: listOrNull(row.additional_information),
    documents: listOrNull(row.documents),
  };
}

/** Row to `HouseConsignment`, still unprojected; its parties are loaded by these keys. */
export function toHouseConsignment(row: HouseConsignmentRow) {
  return {
    [rowKey]: { houseId: row.house_id, consignmentId: row.id },
    sequence: row.sequence,
    ucr: row.ucr,
    transportDocument: toTransportDocument(row),
    grossMassKg: row.gross_mass_kg,
  };
}

/** Row to `TransportEquipment`, still unprojected. A number without the form of ISO 6346 leads to no container. */
export function toTransportEquipment(row: TransportEquipmentRow) {
  const containerId = row.container_id === null ? null : parseContainerId(row.container_id);
  return {
    sequence: row.sequence,
    containerId: row.container_id,
    container: identifier('Container', { containerId }),
    sizeType: row.size_type,
    packedStatus: row.packed_status === null ? null : (packedStatuses[row.packed_status] ?? null),
    supplierType: row.supplier_type,
    seals: listOrNull(row.seals),
    qualityFlags: toQualityFlags(row.quality_flags),
  };
}

/** Row to `TradeParty`, still unprojected. Persons and organizations are those that the source itself names. */
export function toTradeParty(row: TradePartyRow) {
  const { street, city, postcode, country } = row;
  const address = { street, city, postcode, country };
  return {
    role: row.role,
    name: row.name,
    address: Object.values(address).some((part) => part !== null) ? address : null,
    eori: row.eori,
    personType: row.person_type === null ? null : (personTypes[row.person_type - 1] ?? null),
    ...toEnds(row),
    [subjects]: [{ type: 'TradeParty', id: row.party_id }],
    qualityFlags: toQualityFlags(row.party_quality_flags),
  };
}

/** Row to `ConsignmentParticipation`, still unprojected; the consignment is projected beside it. */
export function toParticipation(row: ParticipationRow) {
  const { economicOperator, person, organization } = toEnds(row);
  // Why here, where they are no fields: the stated name is theirs, by whichever of them the part was reached.
  const ends: readonly (Subject | null)[] = [
    { type: 'TradeParty', id: row.party_id },
    economicOperator && { type: 'EconomicOperator', id: economicOperator.eori },
    person && { type: 'Person', id: person.ref },
    organization && { type: 'Organization', id: organization.ref },
  ];
  return { role: row.party_role, statedName: row.party_name, [subjects]: ends.filter((end) => end !== null) };
}

/** Whom a party names. */
function toEnds(row: PartyKeys) {
  return {
    economicOperator: identifier('EconomicOperator', { eori: row.eori === null ? null : parseEori(row.eori) }),
    person: foreign('Person', row.person_ref),
    organization: foreign('Organization', row.organization_ref),
  };
}

function toTransportDocument(row: Pick<ConsignmentRow, 'transport_document_type' | 'transport_document_reference'>) {
  const { transport_document_type: type, transport_document_reference: reference } = row;
  return type === null && reference === null ? null : { type, reference };
}

function toBorderTransportMeans(row: ConsignmentRow) {
  const means = {
    identificationType: row.border_means_type,
    identification: row.border_means_id,
    nationality: row.border_means_nationality,
    vesselName: row.vessel_name,
    vessel: identifier('Vessel', { imo: row.vessel_imo }),
  };
  return Object.values(means).some((part) => part !== null) ? means : null;
}

function toRisk(row: ConsignmentRow) {
  const risk = {
    score: row.risk_score,
    result: row.risk_result,
    requestForInformation: row.risk_request_for_information,
    requestForScreening: row.risk_request_for_screening,
    doNotLoad: row.risk_do_not_load,
    profiles: listOrNull(row.risk_profiles),
  };
  return Object.values(risk).some((part) => part !== null) ? risk : null;
}

function toAmount(minorUnits: number | null, currency: string | null) {
  return minorUnits === null && currency === null ? null : { minorUnits, currency };
}

/** A flag that the schema does not know is in the record's provenance, and no value here. */
function toQualityFlags(flags: readonly string[]): readonly string[] | null {
  return listOrNull(flags.filter((flag) => qualityFlags.has(flag)));
}

function toInstant(date: Date | null): string | null {
  return date === null ? null : date.toISOString();
}

/** An empty list holds no data. */
function listOrNull<Item>(list: readonly Item[]): readonly Item[] | null {
  return list.length > 0 ? list : null;
}
