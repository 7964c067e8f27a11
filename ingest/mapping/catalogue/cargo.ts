// SPDX-License-Identifier: Apache-2.0
import { flagFields, subjectFields, transportModes } from './shared.js';
import { coded, type FieldEntry, field, type KindCatalogue, required } from './types.js';

const roles = [
  'CONSIGNOR',
  'CONSIGNEE',
  'DECLARANT',
  'REPRESENTATIVE',
  'SELLER',
  'BUYER',
  'CARRIER',
  'NOTIFY_PARTY',
  'EXPORTER',
  'IMPORTER',
  'MANUFACTURER',
  'CONSOLIDATOR',
  'FREIGHT_FORWARDER',
  'WAREHOUSE_KEEPER',
];
const riskResults = ['NO_RISK', 'CONTROL', 'REQUEST_FOR_INFORMATION', 'REQUEST_FOR_SCREENING', 'DO_NOT_LOAD'];

const partyFields = {
  role: required(coded('Part in the trade; usually in the selector: `parties[role=CONSIGNOR].name`.', roles)),
  name: field('text', 'Name as stated; `parties` alone means this.'),
  street: field('text', 'Street and number.'),
  city: field('text', 'Town.'),
  postcode: field('text', 'Postal code.'),
  country: field('country', 'Country.'),
  eori: field('eori', 'EORI number.'),
  personType: {
    type: 'numberCode',
    about: 'EUCDM type of person: 1 natural, 2 legal, 3 association.',
    codes: ['1', '2', '3'],
  },
  'person.source': field('text', 'Source that keeps the person, where this source itself says who it is.'),
  'person.sourceRef': field('text', 'Key of the person there.'),
  ...subjectFields,
  'organization.source': field('text', 'Source that keeps the organization.'),
  'organization.sourceRef': field('text', 'Key of the organization there.'),
} satisfies Record<string, FieldEntry>;

const goodsFields = {
  sequence: field('integer', 'Number of the item; counted from 1 where not said.'),
  commodityCode: field('text', 'Commodity code as declared, 2 to 10 digits.'),
  hs6: field('hs6', 'Harmonized System subheading, 6 digits.'),
  cn8: field('cn8', 'Combined Nomenclature code, 8 digits.'),
  cusCode: field('text', 'CUS code of a chemical.'),
  unNumber: field('text', 'UN number of dangerous goods.'),
  description: field('text', 'Goods in words; `goodsItems` alone means this.'),
  countryOfOrigin: field('country', 'Country of origin.'),
  value: field('money', 'Value; say `money`.'),
  'additionalInformation[]': field('text', 'Further statements.'),
  'documents[]': field('text', 'Document: type and reference, a space between.'),
  grossMassKg: field('kg', 'Gross mass in kilograms; say `unit` for another one.'),
  netMassKg: field('kg', 'Net mass in kilograms.'),
  packageType: field('package', 'Package, UNECE Recommendation 21.'),
  packageCount: field('integer', 'Number of packages.'),
  packageMarks: field('text', 'Marks and numbers.'),
} satisfies Record<string, FieldEntry>;

const documentFields = {
  'transportDocument.type': field(
    'text',
    'N705 bill of lading (where not said), N740 air waybill, N730 road, N720 rail.',
  ),
  'transportDocument.reference': field('text', 'Number of the transport document.'),
} as const;

/** Fields of consignment. */
export const consignmentFields = {
  mrn: field('mrn', 'Movement reference number, as stated.'),
  previousMrn: field('mrn', 'MRN of the declaration before it.'),
  lrn: field('text', 'Local reference number.'),
  ucr: field('text', 'Unique consignment reference.'),
  specificCircumstanceIndicator: field('text', 'EUCDM specific circumstance.'),
  splitConsignment: field('boolean', 'Part of a split consignment.'),
  ...documentFields,
  transportMode: {
    type: 'numberCode',
    about: 'UNECE Recommendation 19: 1 sea, 2 rail, 3 road, 4 air, 5 mail, 8 inland water.',
    codes: transportModes,
  },
  conveyanceReference: field('text', 'Voyage or flight number.'),
  'borderTransportMeans.type': field('integer', 'EUCDM 19 08: 10 IMO, 30 road vehicle, 40 flight.'),
  'borderTransportMeans.identification': field('text', 'Identification of that means.'),
  'borderTransportMeans.nationality': field('country', 'Its nationality.'),
  vesselImo: field('imo', 'IMO number of the ship.'),
  vesselName: field('text', 'Name of the ship.'),
  'countriesOfRouting[]': field('country', 'Country on the way, in order.'),
  placeOfLoading: field('unlocode', 'UN/LOCODE.'),
  placeOfUnloading: field('unlocode', 'UN/LOCODE.'),
  placeOfAcceptance: field('unlocode', 'UN/LOCODE.'),
  placeOfDelivery: field('unlocode', 'UN/LOCODE.'),
  placeOfLoadingStated: field('text', 'Place in words, where it is no UN/LOCODE.'),
  placeOfUnloadingStated: field('text', 'Place in words.'),
  placeOfAcceptanceStated: field('text', 'Place in words.'),
  placeOfDeliveryStated: field('text', 'Place in words.'),
  goodsLocation: field('text', 'Where the goods may be examined.'),
  countryOfExport: field('country', 'Country of export.'),
  countryOfDestination: field('country', 'Country of destination.'),
  customsOfficeExit: field('text', 'Customs office of exit, 8 characters.'),
  deliveryTerms: field('text', 'Incoterms code and place.'),
  declarationType: field('text', 'EUCDM 11 01 and 11 02, e.g. `IMA`.'),
  declaredAt: field('instant', 'When the declaration was made.'),
  declaredAtStated: field('text', 'The same as written; filled where zone or time is not stated.'),
  departureStated: field('text', 'Departure as written; filled where zone or time is not stated.'),
  estimatedArrivalStated: field('text', 'Estimated arrival as written; filled in the same way.'),
  actualArrivalStated: field('text', 'Actual arrival as written; filled in the same way.'),
  invoiceAmount: field('money', 'Amount invoiced; say `money`.'),
  freightCost: field('money', 'Cost of transport; say `money`.'),
  insuranceCost: field('money', 'Cost of insurance; say `money`.'),
  'seals[]': field('text', 'Seal that is tied to no container.'),
  'documents[]': field('text', 'Document referred to: type and reference, a space between.'),
  customsOfficeFirstEntry: field('text', 'Customs office of first entry, 8 characters.'),
  departure: field('instant', 'Departure.'),
  estimatedArrival: field('instant', 'Estimated arrival.'),
  actualArrival: field('instant', 'Actual arrival.'),
  grossMassKg: field('kg', 'Gross mass of the whole consignment in kilograms.'),
  'risk.score': field('number', 'Risk score, 0 to 100.'),
  'risk.result': coded('Result of risk analysis.', riskResults),
  'risk.profiles[]': field('text', 'Risk profile that hit.'),
  ...under('parties[]', partyFields),
  ...under('goodsItems[]', goodsFields),
  'transportEquipment[].sequence': field('integer', 'Number of the equipment; counted from 1 where not said.'),
  'transportEquipment[].containerId': required(
    field('container', 'Container number, ISO 6346; `transportEquipment` alone means this.'),
  ),
  'transportEquipment[].sizeType': field('text', 'Size and type, ISO 6346, e.g. `45G1`.'),
  'transportEquipment[].packedStatus': coded('A empty, B not empty.', ['A', 'B']),
  'transportEquipment[].supplierType': field('text', 'Supplier type, EUCDM 19 07.'),
  'transportEquipment[].seals[]': field('text', 'Seal number.'),
  'houseConsignments[].sequence': field('integer', 'Number of the house consignment; counted from 1 where not said.'),
  'houseConsignments[].ucr': field('text', 'Its unique consignment reference.'),
  ...under('houseConsignments[]', documentFields),
  'houseConsignments[].grossMassKg': field('kg', 'Its gross mass in kilograms.'),
  ...under('houseConsignments[].parties[]', partyFields),
  ...under('houseConsignments[].goodsItems[]', goodsFields),
  ...flagFields,
} satisfies Record<string, FieldEntry>;

const groups = {
  parties: { main: 'name', defaults: { name: null } },
  goodsItems: { main: 'description', defaults: { description: null }, sequence: true },
} as const;

/** `consignment` */
export const consignmentCatalogue: KindCatalogue = {
  about: 'A consignment, as a declaration or manifest states it (source cargo).',
  fields: consignmentFields,
  groups: {
    ...groups,
    transportEquipment: { main: 'containerId', sequence: true },
    houseConsignments: { main: 'ucr', defaults: { parties: [], goodsItems: [] }, sequence: true },
    'houseConsignments[].parties': groups.parties,
    'houseConsignments[].goodsItems': groups.goodsItems,
  },
  defaults: { mrn: null, parties: [], goodsItems: [], transportEquipment: [] },
};

type Under<Prefix extends string, Fields> = { [Path in keyof Fields & string as `${Prefix}.${Path}`]: FieldEntry };

/** The same fields, one level down. */
function under<Prefix extends string, Fields extends Record<string, FieldEntry>>(
  prefix: Prefix,
  fields: Fields,
): Under<Prefix, Fields> {
  return Object.fromEntries(Object.entries(fields).map(([path, entry]) => [`${prefix}.${path}`, entry])) as Under<
    Prefix,
    Fields
  >;
}
