// SPDX-License-Identifier: Apache-2.0
import type { RecordBase, RecordPointer, SubjectStatement } from './base.js';

export type TradePartyRole =
  | 'CONSIGNOR'
  | 'CONSIGNEE'
  | 'DECLARANT'
  | 'REPRESENTATIVE'
  | 'SELLER'
  | 'BUYER'
  | 'CARRIER'
  | 'NOTIFY_PARTY'
  | 'EXPORTER'
  | 'IMPORTER'
  | 'MANUFACTURER'
  | 'CONSOLIDATOR'
  | 'FREIGHT_FORWARDER'
  | 'WAREHOUSE_KEEPER';

/** An amount as stated, in minor units of its currency (ISO 4217). */
export interface StatedAmount {
  readonly minorUnits: number;
  readonly currency: string;
}

/** A party as the declaration states it; `person` and `organization` only where the source itself says who it is. */
export interface TradePartyStatement {
  readonly role: TradePartyRole;
  /** Null where the declaration names it by EORI alone. */
  readonly name: string | null;
  readonly street?: string | null;
  readonly city?: string | null;
  readonly postcode?: string | null;
  /** ISO 3166-1 alpha-2. */
  readonly country?: string | null;
  readonly eori?: string | null;
  /** EUCDM type of person: 1 natural, 2 legal, 3 association. */
  readonly personType?: 1 | 2 | 3 | null;
  readonly person?: RecordPointer | null;
  /** What the party, where a natural person, is to the case. */
  readonly subject?: SubjectStatement | null;
  readonly organization?: RecordPointer | null;
}

export interface GoodsItemStatement {
  /** 1-based within the consignment. */
  readonly sequence: number;
  /** As declared, 2 to 10 digits; `hs6` and `cn8` are what it begins with, where it is as long. */
  readonly commodityCode?: string | null;
  readonly hs6?: string | null;
  readonly cn8?: string | null;
  readonly cusCode?: string | null;
  readonly unNumber?: string | null;
  readonly description: string | null;
  /** ISO 3166-1 alpha-2. */
  readonly countryOfOrigin?: string | null;
  readonly value?: StatedAmount | null;
  /** Further statements in the declaration's words: special mentions, names of substances, brands. */
  readonly additionalInformation?: readonly string[];
  /** Type and reference, a space between. */
  readonly documents?: readonly string[];
  readonly grossMassKg?: number | null;
  readonly netMassKg?: number | null;
  /** UNECE Recommendation 21. */
  readonly packageType?: string | null;
  readonly packageCount?: number | null;
  readonly packageMarks?: string | null;
}

export interface TransportEquipmentStatement {
  readonly sequence: number;
  /** ISO 6346 as stated. */
  readonly containerId: string;
  readonly sizeType?: string | null;
  /** A empty, B not empty. */
  readonly packedStatus?: 'A' | 'B' | null;
  readonly supplierType?: string | null;
  readonly seals?: readonly string[];
}

export interface HouseConsignmentStatement {
  readonly sequence: number;
  readonly ucr?: string | null;
  readonly transportDocument?: TransportDocumentStatement | null;
  readonly grossMassKg?: number | null;
  readonly parties: readonly TradePartyStatement[];
  readonly goodsItems: readonly GoodsItemStatement[];
}

export interface TransportDocumentStatement {
  /** N705 bill of lading, N740 air waybill, N730 road, N720 CIM. */
  readonly type: string;
  readonly reference: string;
}

export type RiskResult = 'NO_RISK' | 'CONTROL' | 'REQUEST_FOR_INFORMATION' | 'REQUEST_FOR_SCREENING' | 'DO_NOT_LOAD';

/** A consignment as a declaration or an advance cargo report states it (EUCDM). Times are UTC ISO 8601, masses kilograms. */
export interface ConsignmentRecord extends RecordBase {
  readonly kind: 'consignment';
  readonly mrn: string | null;
  readonly previousMrn?: string | null;
  readonly lrn?: string | null;
  readonly ucr?: string | null;
  readonly specificCircumstanceIndicator?: string | null;
  readonly splitConsignment?: boolean | null;
  readonly transportDocument?: TransportDocumentStatement | null;
  /** UNECE Recommendation 19. */
  readonly transportMode?: number | null;
  readonly conveyanceReference?: string | null;
  readonly borderTransportMeans?: {
    /** EUCDM 19 08: 10 IMO, 30 road vehicle, 40 flight. */
    readonly type: number | null;
    readonly identification: string | null;
    readonly nationality?: string | null;
  } | null;
  readonly vesselImo?: string | null;
  readonly vesselName?: string | null;
  /** ISO 3166-1 alpha-2, in order. */
  readonly countriesOfRouting?: readonly string[];
  /** UN/LOCODE without space. */
  readonly placeOfLoading?: string | null;
  readonly placeOfUnloading?: string | null;
  readonly placeOfAcceptance?: string | null;
  readonly placeOfDelivery?: string | null;
  /** Places in words, where they are no UN/LOCODE or more is said of them. */
  readonly placeOfLoadingStated?: string | null;
  readonly placeOfUnloadingStated?: string | null;
  readonly placeOfAcceptanceStated?: string | null;
  readonly placeOfDeliveryStated?: string | null;
  /** Where the goods may be examined. */
  readonly goodsLocation?: string | null;
  /** ISO 3166-1 alpha-2. */
  readonly countryOfExport?: string | null;
  readonly countryOfDestination?: string | null;
  /** COL, an8. */
  readonly customsOfficeFirstEntry?: string | null;
  readonly customsOfficeExit?: string | null;
  /** Incoterms code and place. */
  readonly deliveryTerms?: string | null;
  /** EUCDM 11 01 and 11 02, e.g. `IMA`. */
  readonly declarationType?: string | null;
  /** When the declaration or its amendment was made. */
  readonly declaredAt?: string | null;
  readonly departure?: string | null;
  readonly estimatedArrival?: string | null;
  readonly actualArrival?: string | null;
  /** Times as they are written, where they lack time zone or time of day: the instants are then midnight UTC of the day. */
  readonly declaredAtStated?: string | null;
  readonly departureStated?: string | null;
  readonly estimatedArrivalStated?: string | null;
  readonly actualArrivalStated?: string | null;
  readonly grossMassKg?: number | null;
  readonly invoiceAmount?: StatedAmount | null;
  readonly freightCost?: StatedAmount | null;
  readonly insuranceCost?: StatedAmount | null;
  /** Seals that the declaration ties to no container. */
  readonly seals?: readonly string[];
  /** Documents and earlier declarations that it refers to: type and reference, a space between. */
  readonly documents?: readonly string[];
  readonly risk?: {
    /** 0 to 100. */
    readonly score: number;
    readonly result: RiskResult;
    readonly profiles?: readonly string[];
  } | null;
  readonly parties: readonly TradePartyStatement[];
  readonly goodsItems: readonly GoodsItemStatement[];
  readonly transportEquipment: readonly TransportEquipmentStatement[];
  readonly houseConsignments?: readonly HouseConsignmentStatement[];
}
