// SPDX-License-Identifier: Apache-2.0
import { isValidContainerId, parseContainerId } from '../../schema/identifiers/containerId.js';
import { parseEori } from '../../schema/identifiers/eori.js';
import { isValidImo, parseImo } from '../../schema/identifiers/imo.js';
import { isValidMrn, parseMrn } from '../../schema/identifiers/mrn.js';
import { newId } from '../../storage/ref.js';
import type {
  ConsignmentRecord,
  GoodsItemStatement,
  TradePartyStatement,
  TransportEquipmentStatement,
} from '../records/cargo.js';
import { consignmentRef, type MakeRef, pointerRef, type StoredRecord } from './stored.js';

/** Descriptions that say nothing of the goods. @see Delegated Regulation (EU) 2015/2446, annex B, D.E. 18 05 */
const generalDescriptions = /^(?:FAK|FREIGHT ALL KINDS|CONSOLIDATED|GENERAL CARGO|PARTS|GOODS|VARIOUS)\.?$/i;

type Row = Record<string, unknown>;

/** Rows of a consignment. A number that fails its check digit is kept as stated, with a quality flag. */
export function toStoredConsignment(record: ConsignmentRecord, source: string, makeRef: MakeRef): StoredRecord[] {
  const mrn = record.mrn === null ? null : (parseMrn(record.mrn) ?? record.mrn.trim().toUpperCase());
  const houses = (record.houseConsignments ?? []).map((house) => ({ id: newId('house'), house }));
  const goods = [
    ...record.goodsItems.map((item) => toGoodsRow(item, null)),
    ...houses.flatMap(({ id, house }) => house.goodsItems.map((item) => toGoodsRow(item, id))),
  ];
  const parties = [
    ...record.parties.map((party) => ({ party, house: null as string | null })),
    ...houses.flatMap(({ id, house }) => house.parties.map((party) => ({ party, house: id }))),
  ];
  const { borderTransportMeans: means, risk } = record;
  const imo = record.vesselImo ? parseImo(record.vesselImo) : null;
  return [
    {
      type: 'Consignment',
      idPrefix: 'consignment',
      table: 'cargo.consignment',
      ref: consignmentRef(makeRef, mrn) ?? makeRef('Consignment', source, record.sourceRef),
      sourceRef: record.sourceRef,
      columns: {
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
        quality_flags: toQualityFlags(record, mrn, imo),
        gross_mass_kg: record.grossMassKg ?? null,
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
        child('transport_equipment', record.transportEquipment.map(toEquipmentRow)),
        child(
          'trade_party',
          parties.map(({ party, house }, index) => toPartyRow(party, house, index + 1, makeRef)),
        ),
      ],
      data: {
        'Consignment.mrn': [mrn, record.estimatedArrival, record.placeOfUnloading, record.transportDocument],
        'Consignment.transportEquipment': record.transportEquipment,
        'Consignment.houseConsignments': record.houseConsignments,
        'Consignment.grossMassKg': record.grossMassKg,
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

function toQualityFlags(record: ConsignmentRecord, mrn: string | null, imo: string | null): string[] {
  const flags: string[] = [];
  if (mrn !== null && parseMrn(mrn) === null) flags.push('MRN_FORM');
  else if (mrn !== null && !isValidMrn(mrn)) flags.push('MRN_CHECK_DIGIT');
  if (imo !== null && !isValidImo(imo)) flags.push('IMO_CHECK_DIGIT');
  const { departure, actualArrival, estimatedArrival } = record;
  const arrival = actualArrival ?? estimatedArrival;
  if (departure && arrival && Date.parse(arrival) < Date.parse(departure)) flags.push('ARRIVAL_BEFORE_DEPARTURE');
  const items = [...record.goodsItems, ...(record.houseConsignments ?? []).flatMap((house) => house.goodsItems)];
  if (items.some((item) => (item.netMassKg ?? 0) > (item.grossMassKg ?? Number.POSITIVE_INFINITY))) {
    flags.push('NET_MASS_OVER_GROSS');
  }
  if (items.some((item) => generalDescriptions.test(item.description.trim()))) flags.push('DESCRIPTION_TOO_GENERAL');
  return flags;
}

function toGoodsRow(item: GoodsItemStatement, house: string | null): Row {
  return {
    id: newId('goods'),
    house_consignment_id: house,
    sequence: item.sequence,
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
    organization_ref: pointerRef(makeRef, 'Organization', party.organization),
    quality_flags: party.eori && eori === null ? ['EORI_FORM'] : [],
  };
}
