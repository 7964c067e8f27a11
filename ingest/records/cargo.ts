import type { consignment } from '../../schema/records/consignment.js';
import type { RecordOf } from '../../schema/records/description/record.js';
import type { RecordBase } from './base.js';

/** A consignment as a declaration or an advance cargo report states it (EUCDM). Times are UTC ISO 8601, masses kilograms. */
export type ConsignmentRecord = RecordOf<typeof consignment> & RecordBase;

/** Parts of a consignment as a delivery states them. */
export type TradePartyStatement = ConsignmentRecord['parties'][number];
export type TradePartyRole = TradePartyStatement['role'];
export type GoodsItemStatement = ConsignmentRecord['goodsItems'][number];
export type TransportEquipmentStatement = ConsignmentRecord['transportEquipment'][number];
export type HouseConsignmentStatement = NonNullable<ConsignmentRecord['houseConsignments']>[number];
export type TransportDocumentStatement = NonNullable<ConsignmentRecord['transportDocument']>;
export type { StatedAmount } from '../../schema/records/description/fields.js';
