import { sql } from 'kysely';
import type { Listing, SourceSession } from '../kit/types.js';
import { envelope } from '../kit/wall/envelope.js';
import { linkSubjectColumn } from '../kit/wall/linkSubject.js';
import * as mapping from './mapping.js';
import { type ConsignmentNode, consignmentColumns, consignmentListing, partyLink } from './repository.js';
import type {
  GoodsItemRow,
  HouseConsignmentRow,
  ParticipationRow,
  TradePartyRow,
  TransportEquipmentRow,
} from './rows.js';

/*
 * Child tables inherit the consignment's envelope: every statement joins it as `r`, under its wall.
 */

export type TradePartyNode = Partial<ReturnType<typeof mapping.toTradeParty>>;

/** Goods items, by sequence number. */
export const goodsItemListing: Listing<GoodsItemRow, object> = {
  type: 'GoodsItem',
  field: 'Consignment.goodsItems',
  from: sql`cargo.goods_item g join cargo.consignment r on r.id = g.consignment_id
    left join cargo.house_consignment h on h.id = g.house_consignment_id`,
  columns: sql`r.id, g.sequence, h.sequence as house_sequence, g.commodity_code, g.hs6, g.cn8, g.cus_code, g.un_number,
    g.description, g.gross_mass_kg, g.net_mass_kg, g.package_type, g.package_count, g.package_marks,
    g.country_of_origin, cast(g.value_minor_units as float8) as value_minor_units, g.value_currency,
    g.additional_information, g.documents`,
  order: { sql: sql`g.sequence`, type: 'int4' },
  key: sql<string>`g.id`,
  toNode: (session, row) => session.project('GoodsItem', row, mapping.toGoodsItem(row)),
};

/** House consignments, by sequence number. */
export const houseConsignmentListing: Listing<HouseConsignmentRow, object> = {
  type: 'HouseConsignment',
  field: 'Consignment.houseConsignments',
  from: sql`cargo.house_consignment h join cargo.consignment r on r.id = h.consignment_id`,
  columns: sql`r.id, h.id as house_id, h.sequence, h.ucr, h.transport_document_type, h.transport_document_reference,
    h.gross_mass_kg`,
  order: { sql: sql`h.sequence`, type: 'int4' },
  key: sql<string>`h.id`,
  toNode: (session, row) => session.project('HouseConsignment', row, mapping.toHouseConsignment(row)),
};

/** Containers as used, by sequence number. */
export const transportEquipmentListing: Listing<TransportEquipmentRow, object> = {
  type: 'TransportEquipment',
  field: 'Consignment.transportEquipment',
  from: sql`cargo.transport_equipment e join cargo.consignment r on r.id = e.consignment_id`,
  columns: sql`r.id, e.sequence, e.container_id, e.size_type, e.packed_status, e.supplier_type, e.seals, e.quality_flags`,
  order: { sql: sql`e.sequence`, type: 'int4' },
  key: sql<string>`e.id`,
  toNode: (session, row) => session.project('TransportEquipment', row, mapping.toTransportEquipment(row)),
};

/** Consignments by a container that they used: `e.container_id` is the parent. */
export const consignmentsOfContainer: typeof consignmentListing = {
  ...consignmentListing,
  field: 'Container.consignments',
  guard: 'cargo.movement',
  from: sql`cargo.transport_equipment e join cargo.consignment r on r.id = e.consignment_id`,
};

/** Consignments by the ship that was to carry them. */
export const consignmentsOfVessel: typeof consignmentListing = {
  ...consignmentListing,
  field: 'Vessel.consignments',
  guard: 'cargo.movement',
};

/** Parts in consignments, by a key of the party: each part is a row of its own. */
export const participationListing: Listing<ParticipationRow, object> = {
  type: 'ConsignmentParticipation',
  field: 'ConsignmentParticipation',
  guard: 'cargo.parties',
  from: sql`cargo.trade_party p join cargo.consignment r on r.id = p.consignment_id`,
  columns: sql`${consignmentColumns}, p.role as party_role, p.name as party_name, p.id as party_id, p.eori,
    p.person_ref, p.organization_ref, ${linkSubjectColumn(partyLink)} as link_subject`,
  link: partyLink,
  ...(consignmentListing.sortType ? { sortType: consignmentListing.sortType } : {}),
  ...(consignmentListing.sorts ? { sorts: consignmentListing.sorts } : {}),
  ...(consignmentListing.defaultSort ? { defaultSort: consignmentListing.defaultSort } : {}),
  key: sql<string>`p.id`,
  toNode: (session, row) => {
    const consignment: ConsignmentNode | null = consignmentListing.toNode(session, row);
    return session.project('ConsignmentParticipation', row, { ...mapping.toParticipation(row), consignment });
  },
};

/** Parents' keys over the from clauses of the listings above and of `consignmentListing`. */
export const parents = {
  goodsItem: sql<string>`g.consignment_id`,
  houseConsignment: sql<string>`h.consignment_id`,
  transportEquipment: sql<string>`e.consignment_id`,
  container: sql<string>`e.container_id`,
  vessel: sql<string>`r.vessel_imo`,
  partyEori: sql<string>`p.eori`,
  partyPerson: sql<string>`p.person_ref`,
  partyOrganization: sql<string>`p.organization_ref`,
};

/** A party with what groups it: its consignment, and its house consignment where it stands at house level. */
export interface GroupedParty {
  readonly role: string;
  readonly houseId: string | null;
  readonly node: TradePartyNode;
}

/** Parties of each consignment, house level included, by sequence number: one statement for all consignments. */
export async function partiesByConsignment(
  session: SourceSession,
  keys: readonly string[],
): Promise<ReadonlyMap<string, readonly GroupedParty[]>> {
  const rows = await session.db.rows(sql<TradePartyRow>`
    select r.id, p.id as party_id, p.house_consignment_id, p.role, p.name, p.street, p.city, p.postcode, p.country, p.eori,
      p.person_type, p.person_ref, p.organization_ref, p.quality_flags as party_quality_flags,
      ${linkSubjectColumn(partyLink)} as link_subject, ${envelope('r')}
    from cargo.trade_party p join cargo.consignment r on r.id = p.consignment_id
    where p.consignment_id = any(cast(${[...keys]} as text[])) and ${session.wall('Consignment').visible}
    order by p.consignment_id, p.sequence, p.id`);
  const parties = new Map<string, GroupedParty[]>();
  for (const row of rows) {
    const node = session.project('TradeParty', row, mapping.toTradeParty(row)) as TradePartyNode | null;
    if (!node) continue;
    const group = parties.get(row.id) ?? [];
    group.push({ role: row.role, houseId: row.house_consignment_id, node });
    parties.set(row.id, group);
  }
  return parties;
}
