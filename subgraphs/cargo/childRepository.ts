import { sql } from 'kysely';
import { consignment } from '../../schema/records/consignment.js';
import type { RecordListing } from '../kit/described/describe.js';
import { compileToObject, type RecordRow } from '../kit/described/toObject.js';
import type { Listing, SourceSession } from '../kit/types.js';
import { envelope } from '../kit/wall/envelope.js';
import { linkSubjectColumn } from '../kit/wall/linkSubject.js';
import { rowKey } from '../kit/wall/stub.js';
import { type Subject, subjects } from '../kit/wall/subjects.js';
import { consignmentListing, described, partyLink } from './repository.js';

/*
 * Child tables inherit the consignment's envelope: every statement joins it as `r`, under its wall.
 */

const goods = described.child('goodsItems');
const houses = described.child('houseConsignments');
const equipment = described.child('transportEquipment');
const parties = described.child('parties');

const bySequence = { sql: sql`x.sequence`, type: 'int4' } as const;

/** Goods items, by sequence number. */
export const goodsItemListing: Listing<RecordRow, object> = {
  ...goods.listing,
  from: sql`${goods.listing.from} left join cargo.house_consignment h on h.id = x.house_consignment_id`,
  columns: sql`${goods.listing.columns}, h.sequence as house_sequence`,
  order: bySequence,
};

/** House consignments, by sequence number. */
export const houseConsignmentListing: Listing<RecordRow, object> = {
  ...houses.listing,
  order: bySequence,
  toNode(session, row) {
    const key: HouseKey = { houseId: String(row.child_id), consignmentId: row.id };
    return session.project('HouseConsignment', row, { ...houses.toObject(row), [rowKey]: key });
  },
};

/** Keys by which the parties of a house consignment are loaded: its own and its consignment's. */
export interface HouseKey {
  readonly houseId: string;
  readonly consignmentId: string;
}

/** Containers as used, by sequence number. Why without an id: what the log names is the container. */
export const transportEquipmentListing: Listing<RecordRow, object> = {
  ...equipment.listing,
  columns: sql`r.id, ${equipment.columns}`,
  order: bySequence,
};

/** Consignments by a container that they used: `x.container_id` is the parent. */
export const consignmentsOfContainer: RecordListing = {
  ...consignmentListing,
  field: 'Container.consignments',
  guard: 'cargo.movement',
  from: equipment.listing.from,
};

/** Consignments by the ship that was to carry them. */
export const consignmentsOfVessel: RecordListing = {
  ...consignmentListing,
  field: 'Vessel.consignments',
  guard: 'cargo.movement',
};

const { role, name, eori, person, organization } = consignment.fields.parties.fields;
const toPart = compileToObject('child', { role, name, eori, person, organization });

/** Parts in consignments, by a key of the party: each part is a row of its own, with its consignment's beside it. */
export const participationListing: Listing<RecordRow, object> = {
  ...consignmentListing,
  type: 'ConsignmentParticipation',
  field: 'ConsignmentParticipation',
  guard: 'cargo.parties',
  from: parties.listing.from,
  columns: sql`${consignmentListing.columns}, p.id as child_id, p.role, p.name, p.eori, p.person_ref, p.organization_ref,
    ${linkSubjectColumn(partyLink)} as link_subject`,
  link: partyLink,
  key: sql<string>`p.id`,
  toNode: (session, row) =>
    session.project('ConsignmentParticipation', row, {
      ...toParticipation(row),
      consignment: consignmentListing.toNode(session, row),
    }),
};

function toParticipation(row: RecordRow) {
  const part = toPart(row) as unknown as Part;
  // Why here, where they are no fields: the stated name is theirs, by whichever of them the part was reached.
  const ends: readonly (Subject | null)[] = [
    { type: 'TradeParty', id: part.id },
    part.economicOperator && { type: 'EconomicOperator', id: part.economicOperator.eori },
    part.person && { type: 'Person', id: part.person.ref },
    part.organization && { type: 'Organization', id: part.organization.ref },
  ];
  return { role: part.role, statedName: part.name, [subjects]: ends.filter((end) => end !== null) };
}

/** A part as its row states it, and whom it names. */
interface Part {
  readonly id: string;
  readonly role: string | null;
  readonly name: string | null;
  readonly economicOperator: { readonly eori: string } | null;
  readonly person: { readonly ref: string } | null;
  readonly organization: { readonly ref: string } | null;
}

/** Parents' keys over the from clauses of the listings above and of `consignmentListing`. */
export const parents = {
  goodsItem: goods.parent,
  houseConsignment: houses.parent,
  transportEquipment: equipment.parent,
  container: sql<string>`x.container_id`,
  vessel: sql<string>`r.vessel_imo`,
  partyEori: sql<string>`p.eori`,
  partyPerson: sql<string>`p.person_ref`,
  partyOrganization: sql<string>`p.organization_ref`,
};

/** A party with what groups it: its consignment, and its house consignment where it stands at house level. */
export interface GroupedParty {
  readonly role: string;
  readonly houseId: string | null;
  readonly node: object;
}

type PartyRow = RecordRow & { readonly role: string; readonly house_consignment_id: string | null };

/** Parties of each consignment, house level included, by sequence number: one statement for all consignments. */
export async function partiesByConsignment(
  session: SourceSession,
  keys: readonly string[],
): Promise<ReadonlyMap<string, readonly GroupedParty[]>> {
  const { columns, from, toNode } = parties.listing;
  const rows = await session.db.rows(sql<PartyRow>`
    select ${columns}, p.house_consignment_id, ${envelope('r')} from ${from}
    where p.consignment_id = any(cast(${[...keys]} as text[])) and ${session.wall('Consignment').visible}
    order by p.consignment_id, p.sequence, p.id`);
  const found = new Map<string, GroupedParty[]>();
  for (const row of rows) {
    const node = toNode(session, row);
    if (!node) continue;
    const group = found.get(row.id) ?? [];
    group.push({ role: row.role, houseId: row.house_consignment_id, node });
    found.set(row.id, group);
  }
  return found;
}
