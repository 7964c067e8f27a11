// SPDX-License-Identifier: Apache-2.0
import { isValidContainerId, parseContainerId } from '../../schema/identifiers/containerId.js';
import { parseEori } from '../../schema/identifiers/eori.js';
import { isValidImo, parseImo } from '../../schema/identifiers/imo.js';
import { isValidMrn, parseMrn } from '../../schema/identifiers/mrn.js';
import { newId } from '../../storage/ref.js';
import type {
  ConsignmentRecord,
  GoodsItemStatement,
  StatedAmount,
  TradePartyStatement,
  TransportEquipmentStatement,
} from '../records/cargo.js';
import { consignmentRef, type MakeRef, pointerRef, type StoredRecord } from './stored.js';
import { statedSubjectColumns } from './subjectOfLink.js';

/** Descriptions that say nothing of the goods. @see Delegated Regulation (EU) 2015/2446, annex B, D.E. 18 05 */
const generalDescriptions = /^(?:FAK|FREIGHT ALL KINDS|CONSOLIDATED|GENERAL CARGO|PARTS|GOODS|VARIOUS)\.?$/i;

type Row = Record<string, unknown>;

/** Rows of a consignment. A number that fails its check digit is kept as stated, with a quality flag. */
export function toStoredConsignment(record: ConsignmentRecord, source: string, makeRef: MakeRef): StoredRecord[] {
  const mrn = record.mrn == null ? null : (parseMrn(record.mrn) ?? record.mrn.trim().toUpperCase());
  const houses = (record.houseConsignments ?? []).map((house) => ({ id: newId('house'), house }));
  const goods = [
    ...record.goodsItems.map((item) => toGoodsRow(item, null)),
    ...houses.flatMap(({ id, house }) => house.goodsItems.map((item) => toGoodsRow(item, id))),
  ];
  const parties = [
    ...record.parties.map((party) => ({ party, house: null as string | null })),
    ...houses.flatMap(({ id, house }) => house.parties.map((party) => ({ party, house: id }))),
  ];
  const { risk } = record;
  const imo = record.vesselImo ? parseImo(record.vesselImo) : null;
  const movement = toMovementColumns(record, mrn, imo);
  return [
    {
      type: 'Consignment',
      idPrefix: 'consignment',
      table: 'cargo.consignment',
      ref: consignmentRef(makeRef, mrn) ?? makeRef('Consignment', source, record.sourceRef),
      sourceRef: record.sourceRef,
      columns: {
        ...movement,
        quality_flags: toQualityFlags(record, mrn, imo),
        gross_mass_kg: record.grossMassKg ?? null,
        ...toAmountColumns('invoice', record.invoiceAmount),
        ...toAmountColumns('freight', record.freightCost),
        ...toAmountColumns('insurance', record.insuranceCost),
        risk_score: risk?.score ?? null,
        risk_result: risk?.result ?? null,
        risk_request_for_information: risk ? risk.result === 'REQUEST_FOR_INFORMATION' : null,
        risk_request_for_screening: risk ? risk.result === 'REQUEST_FOR_SCREENING' : null,
        risk_do_not_load: risk ? risk.result === 'DO_NOT_LOAD' : null,
        risk_profiles: risk?.profiles ?? [],
      },
      // Invariant: houses come first; goods items and parties refer to them.
      children: [
        child(
          'house_consignment',
          houses.map(({ id, house }) => ({
            id,
            sequence: house.sequence,
            ucr: house.ucr ?? null,
            transport_document_type: house.transportDocument?.type ?? null,
            transport_document_reference: house.transportDocument?.reference ?? null,
            gross_mass_kg: house.grossMassKg ?? null,
          })),
        ),
        child('goods_item', goods),
        child('transport_equipment', onceEach(record.transportEquipment).map(toEquipmentRow)),
        child(
          'trade_party',
          parties.map(({ party, house }, index) => toPartyRow(party, house, index + 1, makeRef)),
        ),
      ],
      data: {
        'Consignment.mrn': movement,
        'Consignment.transportEquipment': record.transportEquipment,
        'Consignment.houseConsignments': record.houseConsignments,
        'Consignment.grossMassKg': [record.grossMassKg, record.invoiceAmount, record.freightCost, record.insuranceCost],
        'Consignment.goodsItems': goods,
        'Consignment.parties': parties,
        'Consignment.risk': record.risk,
      },
    },
  ];
}

function child(table: string, rows: readonly Row[]): StoredRecord['children'][number] {
  return { table: `cargo.${table}`, parentColumn: 'consignment_id', rows };
}

/** Columns of `cargo.movement`. */
function toMovementColumns(record: ConsignmentRecord, mrn: string | null, imo: string | null): Row {
  const { borderTransportMeans: means } = record;
  return {
    mrn,
    previous_mrn: record.previousMrn ?? null,
    lrn: record.lrn ?? null,
    ucr: record.ucr ?? null,
    specific_circumstance_indicator: record.specificCircumstanceIndicator ?? null,
    split_consignment: record.splitConsignment ?? null,
    transport_document_type: record.transportDocument?.type ?? null,
    transport_document_reference: record.transportDocument?.reference ?? null,
    transport_mode: record.transportMode ?? null,
    conveyance_reference: record.conveyanceReference ?? null,
    border_means_type: means?.type ?? null,
    border_means_id: means?.identification ?? null,
    border_means_nationality: means?.nationality ?? null,
    vessel_imo: imo,
    vessel_name: record.vesselName ?? null,
    countries_of_routing: record.countriesOfRouting ?? [],
    place_of_loading: record.placeOfLoading ?? null,
    place_of_unloading: record.placeOfUnloading ?? null,
    place_of_acceptance: record.placeOfAcceptance ?? null,
    place_of_delivery: record.placeOfDelivery ?? null,
    customs_office_first_entry: record.customsOfficeFirstEntry ?? null,
    departure: record.departure ?? null,
    estimated_arrival: record.estimatedArrival ?? null,
    actual_arrival: record.actualArrival ?? null,
    ...toDeclarationColumns(record),
  };
}

/** What a customs declaration states beside an entry summary declaration. */
function toDeclarationColumns(record: ConsignmentRecord): Row {
  return {
    declaration_type: record.declarationType ?? null,
    declared_at: record.declaredAt ?? null,
    declared_at_stated: record.declaredAtStated ?? null,
    departure_stated: record.departureStated ?? null,
    estimated_arrival_stated: record.estimatedArrivalStated ?? null,
    actual_arrival_stated: record.actualArrivalStated ?? null,
    place_of_loading_stated: record.placeOfLoadingStated ?? null,
    place_of_unloading_stated: record.placeOfUnloadingStated ?? null,
    place_of_acceptance_stated: record.placeOfAcceptanceStated ?? null,
    place_of_delivery_stated: record.placeOfDeliveryStated ?? null,
    goods_location: record.goodsLocation ?? null,
    country_of_export: record.countryOfExport ?? null,
    country_of_destination: record.countryOfDestination ?? null,
    customs_office_exit: record.customsOfficeExit ?? null,
    delivery_terms: record.deliveryTerms ?? null,
    seals: record.seals ?? [],
    documents: record.documents ?? [],
  };
}

function toAmountColumns(name: string, amount: StatedAmount | null | undefined): Row {
  return { [`${name}_minor_units`]: amount?.minorUnits ?? null, [`${name}_currency`]: amount?.currency ?? null };
}

/** A container that several goods items name is one: its seals are those of all of them. */
function onceEach(stated: readonly TransportEquipmentStatement[]): TransportEquipmentStatement[] {
  const byNumber = new Map<string, TransportEquipmentStatement>();
  for (const equipment of stated) {
    const number = parseContainerId(equipment.containerId) ?? equipment.containerId.trim().toUpperCase();
    const known = byNumber.get(number);
    const seals = [...new Set([...(known?.seals ?? []), ...(equipment.seals ?? [])])];
    byNumber.set(number, { ...equipment, ...known, seals });
  }
  return [...byNumber.values()];
}

function toQualityFlags(record: ConsignmentRecord, mrn: string | null, imo: string | null): string[] {
  const flags = [...(record.qualityFlags ?? [])];
  if (mrn !== null && parseMrn(mrn) === null) flags.push('MRN_FORM');
  else if (mrn !== null && !isValidMrn(mrn)) flags.push('MRN_CHECK_DIGIT');
  if (imo !== null && !isValidImo(imo)) flags.push('IMO_CHECK_DIGIT');
  if (arrivesBeforeDeparture(record)) flags.push('ARRIVAL_BEFORE_DEPARTURE');
  const items = [...record.goodsItems, ...(record.houseConsignments ?? []).flatMap((house) => house.goodsItems)];
  if (items.some((item) => (item.netMassKg ?? 0) > (item.grossMassKg ?? Number.POSITIVE_INFINITY))) {
    flags.push('NET_MASS_OVER_GROSS');
  }
  if (items.some((item) => generalDescriptions.test((item.description ?? '').trim())))
    flags.push('DESCRIPTION_TOO_GENERAL');
  return [...new Set(flags)];
}

/** By the minute where both times are known to it, else by the day. */
function arrivesBeforeDeparture(record: ConsignmentRecord): boolean {
  const { departure, departureStated } = record;
  const arrival = record.actualArrival ?? record.estimatedArrival;
  if (!departure || !arrival) return false;
  const arrivalStated = record.actualArrival ? record.actualArrivalStated : record.estimatedArrivalStated;
  const length = departureStated || arrivalStated ? 10 : undefined;
  return Date.parse(arrival.slice(0, length)) < Date.parse(departure.slice(0, length));
}

function toGoodsRow(item: GoodsItemStatement, house: string | null): Row {
  return {
    id: newId('goods'),
    house_consignment_id: house,
    sequence: item.sequence,
    commodity_code: item.commodityCode ?? null,
    hs6: item.hs6 ?? null,
    cn8: item.cn8 ?? null,
    cus_code: item.cusCode ?? null,
    un_number: item.unNumber ?? null,
    description: item.description,
    gross_mass_kg: item.grossMassKg ?? null,
    net_mass_kg: item.netMassKg ?? null,
    package_type: item.packageType ?? null,
    package_count: item.packageCount ?? null,
    package_marks: item.packageMarks ?? null,
    country_of_origin: item.countryOfOrigin ?? null,
    ...toAmountColumns('value', item.value),
    additional_information: item.additionalInformation ?? [],
    documents: item.documents ?? [],
  };
}

function toEquipmentRow(equipment: TransportEquipmentStatement): Row {
  const containerId = parseContainerId(equipment.containerId);
  const flags =
    containerId === null ? ['CONTAINER_FORM'] : isValidContainerId(containerId) ? [] : ['CONTAINER_CHECK_DIGIT'];
  return {
    id: newId('equipment'),
    sequence: equipment.sequence,
    container_id: containerId ?? equipment.containerId.trim().toUpperCase(),
    size_type: equipment.sizeType ?? null,
    packed_status: equipment.packedStatus ?? null,
    supplier_type: equipment.supplierType ?? null,
    seals: equipment.seals ?? [],
    quality_flags: flags,
  };
}

function toPartyRow(party: TradePartyStatement, house: string | null, sequence: number, makeRef: MakeRef): Row {
  const eori = party.eori ? parseEori(party.eori) : null;
  return {
    id: newId('party'),
    house_consignment_id: house,
    sequence,
    role: party.role,
    name: party.name,
    street: party.street ?? null,
    city: party.city ?? null,
    postcode: party.postcode ?? null,
    country: party.country ?? null,
    eori: eori ?? party.eori ?? null,
    person_type: party.personType ?? null,
    person_ref: pointerRef(makeRef, 'Person', party.person),
    ...statedSubjectColumns(party.subject),
    organization_ref: pointerRef(makeRef, 'Organization', party.organization),
    quality_flags: party.eori && eori === null ? ['EORI_FORM'] : [],
  };
}
