// SPDX-License-Identifier: Apache-2.0
import type { RecordBase, RecordPointer } from './base.js';

export type TradePartyRole =
  | 'CONSIGNOR'
  | 'CONSIGNEE'
  | 'DECLARANT'
  | 'REPRESENTATIVE'
  | 'SELLER'
  | 'BUYER'
  | 'CARRIER'
  | 'NOTIFY_PARTY';

/** A party as the declaration states it; `person` and `organization` only where the source itself says who it is. */
export interface TradePartyStatement {
  readonly role: TradePartyRole;
  readonly name: string;
  readonly street?: string | null;
  readonly city?: string | null;
  readonly postcode?: string | null;
  /** ISO 3166-1 alpha-2. */
  readonly country?: string | null;
  readonly eori?: string | null;
  /** EUCDM type of person: 1 natural, 2 legal, 3 association. */
  readonly personType?: 1 | 2 | 3 | null;
  readonly person?: RecordPointer | null;
  readonly organization?: RecordPointer | null;
}

export interface GoodsItemStatement {
  /** 1-based within the consignment. */
  readonly sequence: number;
  readonly hs6?: string | null;
  readonly cn8?: string | null;
  readonly cusCode?: string | null;
  readonly unNumber?: string | null;
  readonly description: string;
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

/** A consignment as an entry summary declaration states it (EUCDM). Times are UTC ISO 8601, masses kilograms. */
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
    readonly type: number;
    readonly identification: string;
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
  /** COL, an8. */
  readonly customsOfficeFirstEntry?: string | null;
  readonly departure?: string | null;
  readonly estimatedArrival?: string | null;
  readonly actualArrival?: string | null;
  readonly grossMassKg?: number | null;
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
