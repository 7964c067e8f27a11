// SPDX-License-Identifier: Apache-2.0
import type {
  ConsignmentRecord,
  GoodsItemStatement,
  StatedAmount,
  TradePartyStatement,
  TransportDocumentStatement,
} from '../../records/cargo.js';
import type { ShapeOf } from './shape.js';
import { type FieldsOf, optional, pointer, subject, texts } from './sharedShapes.js';

/** An amount of money. */
export const amount = {
  fields: { minorUnits: 'number', currency: 'text' },
  required: ['minorUnits', 'currency'],
} as const satisfies ShapeOf<StatedAmount>;

const transportDocument = {
  fields: { type: 'text', reference: 'text' },
  required: ['type', 'reference'],
} as const satisfies ShapeOf<TransportDocumentStatement>;

const party = {
  fields: {
    role: {
      codes: [
        ...(['CONSIGNOR', 'CONSIGNEE', 'DECLARANT', 'REPRESENTATIVE', 'SELLER', 'BUYER', 'CARRIER'] as const),
        ...(['NOTIFY_PARTY', 'EXPORTER', 'IMPORTER', 'MANUFACTURER', 'CONSOLIDATOR'] as const),
        ...(['FREIGHT_FORWARDER', 'WAREHOUSE_KEEPER'] as const),
      ],
    },
    name: 'text',
    street: 'text',
    city: 'text',
    postcode: 'text',
    country: 'text',
    eori: 'text',
    personType: { codes: [1, 2, 3] },
    person: pointer,
    subject,
    organization: pointer,
  },
  required: ['role'],
} as const satisfies ShapeOf<TradePartyStatement>;

const goodsItem = {
  fields: {
    sequence: 'number',
    commodityCode: 'text',
    hs6: 'text',
    cn8: 'text',
    cusCode: 'text',
    unNumber: 'text',
    description: 'text',
    countryOfOrigin: 'text',
    value: amount,
    additionalInformation: texts,
    documents: texts,
    grossMassKg: 'number',
    netMassKg: 'number',
    packageType: 'text',
    packageCount: 'number',
    packageMarks: 'text',
  },
  required: ['sequence'],
} as const satisfies ShapeOf<GoodsItemStatement>;

/** `consignment` */
export const consignmentShape = {
  fields: {
    mrn: 'text',
    previousMrn: 'text',
    lrn: 'text',
    ucr: 'text',
    specificCircumstanceIndicator: 'text',
    splitConsignment: 'boolean',
    transportDocument,
    transportMode: 'number',
    conveyanceReference: 'text',
    borderTransportMeans: optional({ type: 'number', identification: 'text', nationality: 'text' }),
    vesselImo: 'text',
    vesselName: 'text',
    countriesOfRouting: texts,
    placeOfLoading: 'text',
    placeOfUnloading: 'text',
    placeOfAcceptance: 'text',
    placeOfDelivery: 'text',
    placeOfLoadingStated: 'text',
    placeOfUnloadingStated: 'text',
    placeOfAcceptanceStated: 'text',
    placeOfDeliveryStated: 'text',
    goodsLocation: 'text',
    countryOfExport: 'text',
    countryOfDestination: 'text',
    customsOfficeFirstEntry: 'text',
    customsOfficeExit: 'text',
    deliveryTerms: 'text',
    declarationType: 'text',
    declaredAt: 'text',
    departure: 'text',
    estimatedArrival: 'text',
    actualArrival: 'text',
    declaredAtStated: 'text',
    departureStated: 'text',
    estimatedArrivalStated: 'text',
    actualArrivalStated: 'text',
    grossMassKg: 'number',
    invoiceAmount: amount,
    freightCost: amount,
    insuranceCost: amount,
    seals: texts,
    documents: texts,
    risk: {
      fields: {
        score: 'number',
        result: {
          codes: ['NO_RISK', 'CONTROL', 'REQUEST_FOR_INFORMATION', 'REQUEST_FOR_SCREENING', 'DO_NOT_LOAD'],
        },
        profiles: texts,
      },
      required: ['score', 'result'],
    },
    parties: { list: party },
    goodsItems: { list: goodsItem },
    transportEquipment: {
      list: {
        fields: {
          sequence: 'number',
          containerId: 'text',
          sizeType: 'text',
          packedStatus: { codes: ['A', 'B'] },
          supplierType: 'text',
          seals: texts,
        },
        required: ['sequence', 'containerId'],
      },
    },
    houseConsignments: {
      list: {
        fields: {
          sequence: 'number',
          ucr: 'text',
          transportDocument,
          grossMassKg: 'number',
          parties: { list: party },
          goodsItems: { list: goodsItem },
        },
        required: ['sequence', 'parties', 'goodsItems'],
      },
    },
  },
  required: ['parties', 'goodsItems', 'transportEquipment'],
} as const satisfies FieldsOf<ConsignmentRecord>;
