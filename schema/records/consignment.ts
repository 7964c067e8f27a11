import { codeList, lettered, numbered } from './description/codeList.js';
import * as f from './description/make.js';
import { parsedOrCompact, parsers } from './description/parse.js';
import { record } from './description/record.js';
import { consignmentFlags, equipmentFlags, firmByName, partyFlags, qualityFlags } from './parts/consignmentQuality.js';
import { subject, transportModes } from './parts/shared.js';

/** EUCDM group 13. */
const partyRoles = codeList('TradePartyRole', [
  ...(['CONSIGNOR', 'CONSIGNEE', 'DECLARANT', 'REPRESENTATIVE', 'SELLER', 'BUYER', 'CARRIER'] as const),
  ...(['NOTIFY_PARTY', 'EXPORTER', 'IMPORTER', 'MANUFACTURER', 'CONSOLIDATOR'] as const),
  ...(['FREIGHT_FORWARDER', 'WAREHOUSE_KEEPER'] as const),
]);

/** EUCDM type of person. */
const personTypes = numbered<1 | 2 | 3>('TradePartyPersonType', 1, ['NATURAL_PERSON', 'LEGAL_PERSON', 'ASSOCIATION']);

/** EUCDM 19 07. */
const packedStatuses = lettered('PackedStatus', { A: 'EMPTY', B: 'NOT_EMPTY' });

const riskResults = codeList('RiskResult', [
  'NO_RISK',
  'CONTROL',
  'REQUEST_FOR_INFORMATION',
  'REQUEST_FOR_SCREENING',
  'DO_NOT_LOAD',
]);

type Risk = { readonly result: (typeof riskResults.stored)[number] };

const transportDocument = {
  type: f.text({
    required: true,
    otherwise: 'N705',
    about: 'N705 bill of lading (where not said), N740 air waybill, N730 road, N720 rail.',
  }),
  reference: f.text({ required: true, indexed: true }),
};

/** A party as the declaration states it; `person` and `organization` only where the source itself identifies it. */
const parties = f.child(
  {
    sequence: f.computed('integer', (_party, _consignment, position) => position + 1, { node: null }),
    role: f.code(partyRoles, {
      required: true,
      about: 'Part in the trade; usually in the selector: `parties[role=CONSIGNOR].name`.',
    }),
    name: f.text({ otherwise: null, filter: 'partyName' }),
    street: f.text({ node: 'address.street' }),
    city: f.text({ node: 'address.city' }),
    postcode: f.text({ node: 'address.postcode' }),
    country: f.country({ node: 'address.country' }),
    eori: f.eori({
      filter: 'partyEori',
      store: (stated) => parsers.eori?.(stated) ?? stated,
      sought: parsedOrCompact('eori'),
      leadsTo: { type: 'EconomicOperator', key: 'eori', node: 'economicOperator' },
    }),
    personType: f.code(personTypes, { noPerson: [2, 3] }),
    person: f.pointer('Person'),
    subject,
    organization: f.pointer('Organization', { noPerson: 'stated' }),
    qualityFlags: f.computedList(f.code(qualityFlags), partyFlags, { noPerson: [firmByName] }),
  },
  {
    main: 'name',
    table: 'trade_party',
    idPrefix: 'party',
    type: 'TradeParty',
    flagsFirms: true,
    required: true,
    otherwise: [],
  },
);

type Equipment = { readonly containerId: string; readonly seals?: readonly string[] };

const containerNumber = (stated: string): string => parsers.container?.(stated) ?? stated.trim().toUpperCase();

/** Merges the entries of a container that several goods items name: it has the seals of all of them. */
function mergeByNumber(stated: readonly Equipment[]): Equipment[] {
  const byNumber = new Map<string, Equipment>();
  for (const equipment of stated) {
    const number = containerNumber(equipment.containerId);
    const known = byNumber.get(number);
    const seals = [...new Set([...(known?.seals ?? []), ...(equipment.seals ?? [])])];
    byNumber.set(number, { ...equipment, ...known, seals });
  }
  return [...byNumber.values()];
}

const goodsItems = f.child(
  {
    sequence: f.integer({ required: true, about: 'Number of the item; counted from 1 where not said.' }),
    commodityCode: f.text({ indexed: true, filter: true, sought: (text) => text.replaceAll(/[\s.]/g, '') }),
    hs6: f.hs6({ filter: true, facet: true, cube: true }),
    cn8: f.cn8(),
    cusCode: f.text(),
    unNumber: f.text({ node: 'dangerousGoodsUnNumber' }),
    description: f.text({ otherwise: null }),
    countryOfOrigin: f.country({ facet: true, cube: true }),
    value: f.money({ sum: 'ITEM_VALUE' }),
    additionalInformation: f.list(f.text()),
    documents: f.list(f.text()),
    grossMassKg: f.kg(),
    netMassKg: f.kg(),
    packageType: f.packageType({ node: 'packages.type' }),
    packageCount: f.integer({ node: 'packages.count' }),
    packageMarks: f.text({ node: 'packages.marks' }),
  },
  { main: 'description', table: 'goods_item', idPrefix: 'goods', type: 'GoodsItem', required: true, otherwise: [] },
);

/** A consignment as a declaration or an advance cargo report states it (EUCDM). */
export const consignment = record('Consignment', {
  kind: 'consignment',
  source: 'cargo',
  table: 'consignment',
  idPrefix: 'consignment',
  about: 'A consignment, as a declaration or manifest states it (source cargo).',
  // By the MRN, which any source may state.
  ref: ({ mrn }) => (typeof mrn === 'string' ? [mrn] : null),
  answered: [
    ...['Consignment.consignor', 'Consignment.consignee', 'Consignment.carrier', 'Consignment.declarant'],
    ...['Consignment.notifyParty', 'HouseConsignment.consignor', 'HouseConsignment.consignee'],
    ...[
      'Consignment.qualityFlags',
      'Consignment.goodsQualityFlags',
      'GoodsItem.houseConsignmentSequence',
      'TradeParty.matches',
    ],
  ],
  fields: {
    mrn: f.mrn({
      otherwise: null,
      filter: true,
      sort: true,
      store: (stated) => parsers.mrn?.(stated) ?? stated.trim().toUpperCase(),
      about: 'Master reference number, as stated.',
    }),
    previousMrn: f.mrn(),
    lrn: f.text({ indexed: true, filter: true }),
    ucr: f.text({ indexed: true, filter: true }),
    specificCircumstanceIndicator: f.text(),
    splitConsignment: f.boolean(),
    transportDocument: f.group({
      ...transportDocument,
      reference: f.text({ required: true, indexed: true, filter: 'transportDocumentReference' }),
    }),
    transportMode: f.openCode(transportModes, { filter: true, facet: true, cube: true }),
    conveyanceReference: f.text({ indexed: true }),
    borderTransportMeans: f.group(
      {
        type: f.integer({ node: 'identificationType', otherwise: null }),
        identification: f.text({ indexed: true, column: 'id', otherwise: null }),
        nationality: f.country(),
      },
      { column: 'border_means' },
    ),
    vesselImo: f.imo({
      node: null,
      filter: true,
      store: (stated) => parsers.imo?.(stated) ?? null,
      leadsTo: { type: 'Vessel', key: 'imo', node: 'borderTransportMeans.vessel' },
    }),
    vesselName: f.text({ node: 'borderTransportMeans.vesselName' }),
    countriesOfRouting: f.list(f.country(), { filter: 'countryOfRouting', facet: 'COUNTRY_OF_ROUTING', cube: true }),
    placeOfLoading: f.unlocode({ filter: true, facet: true, cube: true }),
    placeOfUnloading: f.unlocode({ filter: true, facet: true, cube: true }),
    placeOfAcceptance: f.unlocode(),
    placeOfDelivery: f.unlocode(),
    placeOfLoadingStated: f.text(),
    placeOfUnloadingStated: f.text(),
    placeOfAcceptanceStated: f.text(),
    placeOfDeliveryStated: f.text(),
    goodsLocation: f.text(),
    countryOfExport: f.country({ facet: true, cube: true }),
    countryOfDestination: f.country({ filter: true, facet: true, cube: true }),
    customsOfficeExit: f.text(),
    deliveryTerms: f.text(),
    declarationType: f.text(),
    declaredAt: f.instant({ histogram: true }),
    declaredAtStated: f.text(),
    departureStated: f.text(),
    estimatedArrivalStated: f.text(),
    actualArrivalStated: f.text(),
    invoiceAmount: f.money({ column: 'invoice', sum: true }),
    freightCost: f.money({ column: 'freight' }),
    insuranceCost: f.money({ column: 'insurance' }),
    seals: f.list(f.text()),
    documents: f.list(f.text()),
    customsOfficeFirstEntry: f.text({ filter: true, facet: true }),
    departure: f.instant({ histogram: true }),
    estimatedArrival: f.instant({ filter: true, sort: true, histogram: true }),
    actualArrival: f.instant({ filter: true, sort: true, histogram: true }),
    grossMassKg: f.kg({ filter: true, sort: true, sum: true }),
    risk: f.group({
      score: f.number({ required: true, filter: 'riskScore', sort: 'RISK_SCORE' }),
      result: f.code(riskResults, { required: true, filter: 'riskResult', facet: 'RISK_RESULT', cube: true }),
      // Three answers from one result, as in ICS2.
      requestForInformation: f.computed('boolean', ({ result }: Risk) => result === 'REQUEST_FOR_INFORMATION'),
      requestForScreening: f.computed('boolean', ({ result }: Risk) => result === 'REQUEST_FOR_SCREENING'),
      doNotLoad: f.computed('boolean', ({ result }: Risk) => result === 'DO_NOT_LOAD'),
      profiles: f.list(f.text()),
    }),
    parties,
    goodsItems,
    transportEquipment: f.child(
      {
        sequence: f.integer({ required: true, about: 'Number of the equipment; counted from 1 where not said.' }),
        containerId: f.container({
          required: true,
          filter: true,
          store: containerNumber,
          sought: parsedOrCompact('container'),
          leadsTo: { type: 'Container', key: 'containerId', node: 'container' },
        }),
        sizeType: f.text(),
        packedStatus: f.code(packedStatuses),
        supplierType: f.text(),
        seals: f.list(f.text()),
        qualityFlags: f.computedList(f.code(qualityFlags), equipmentFlags),
      },
      {
        main: 'containerId',
        table: 'transport_equipment',
        idPrefix: 'equipment',
        type: 'TransportEquipment',
        gather: mergeByNumber,
        required: true,
        otherwise: [],
      },
    ),
    houseConsignments: f.child(
      {
        sequence: f.integer({
          required: true,
          about: 'Number of the house consignment; counted from 1 where not said.',
        }),
        ucr: f.text({ indexed: true }),
        transportDocument: f.group(transportDocument),
        grossMassKg: f.kg(),
        parties,
        // Not shown here, but with the goods of the master level.
        goodsItems: { ...goodsItems, node: null },
      },
      { main: 'ucr', table: 'house_consignment', idPrefix: 'house', type: 'HouseConsignment' },
    ),
    // The source shows each of them where the datum that it tells of may be shown.
    quality: f.computedList(f.text(), consignmentFlags, { column: 'quality_flags', node: null }),
  },
});
