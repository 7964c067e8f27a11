import { consignment } from '../../schema/records/consignment.js';
import { sql } from '../../storage/kysely.js';
import { compileStatement } from '../../storage/pool/database.js';
import { keysSlot } from '../../storage/slot.js';
import { type Edge, foundBy } from '../kit/described/edges.js';
import { compileSelect } from '../kit/described/select.js';
import type { RecordRow } from '../kit/described/toObject.js';
import type { Listing, Reading } from '../kit/listing.js';
import type { SourceSession } from '../kit/sourceSession.js';
import { envelope } from '../kit/wall/envelope.js';
import { linkOf, linkSubjectColumn } from '../kit/wall/linkSubject.js';
import { type Subject, subjects } from '../kit/wall/subjects.js';
import { consignmentListing, described } from './repository.js';

/* Child tables inherit the consignment's envelope: every statement joins the consignment as `r`, under its wall. */

const goods = described.child('goodsItems');
const houses = described.child('houseConsignments');
const equipment = described.child('transportEquipment');
const parties = described.child('parties');
const partyLink = linkOf(parties.listing);

const bySequence = { sql: sql`x.sequence`, type: 'int4' } as const;

const { role, name, eori, person, organization } = consignment.fields.parties.fields;
const part = compileSelect(
  { of: 'child', keys: 'p.id as child_id', alias: 'p', fields: { role, name, eori, person, organization } },
  null,
);

/** Parties' parts in consignments, found by a key of the party: one row for each part, joined with its consignment. */
const participations: Listing<RecordRow, object> = {
  ...consignmentListing,
  type: 'ConsignmentParticipation',
  from: parties.listing.from,
  link: partyLink,
  key: sql<string>`p.id`,
  read: (session) => session.kept(part, '', () => readPart(session)),
};

/** Reads the whole part: the log notes whom it names, whatever is asked. */
function readPart(session: SourceSession): Reading<RecordRow, object> {
  const isAsked = session.needs('ConsignmentParticipation').has('consignment');
  const whole = isAsked ? consignmentListing.read(session) : null;
  return {
    columns: sql`${whole?.columns ?? sql`r.id, ${envelope('r')}`}, ${part.columns},
      ${linkSubjectColumn(partyLink)} as link_subject`,
    toNode: (asking, row) =>
      asking.project('ConsignmentParticipation', row, {
        ...toParticipation(row),
        consignment: whole?.toNode(asking, row) ?? null,
      }),
  };
}

function toParticipation(row: RecordRow) {
  const made = part.toObject(row) as unknown as Part;
  // Why stated here, though they are no fields: the stated name is about all of them, whichever led to the part.
  const ends: readonly (Subject | null)[] = [
    { type: 'TradeParty', id: made.id },
    made.economicOperator && { type: 'EconomicOperator', id: made.economicOperator.eori },
    made.person && { type: 'Person', id: made.person.ref },
    made.organization && { type: 'Organization', id: made.organization.ref },
  ];
  return { role: made.role, statedName: made.name, [subjects]: ends.filter((end) => end !== null) };
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

const withHouse = sql`${goods.listing.from} left join cargo.house_consignment h on h.id = x.house_consignment_id`;
const usingContainer = { ...consignmentListing, from: equipment.listing.from };

/** The pages of consignments, and of what others have to do with them. */
export const edges: readonly Edge[] = [
  { ...goods, listing: { ...goods.listing, from: withHouse, order: bySequence } },
  { ...houses, listing: { ...houses.listing, order: bySequence } },
  { ...equipment, listing: { ...equipment.listing, order: bySequence } },
  foundBy('Container.consignments', usingContainer, sql`x.container_id`),
  foundBy('Vessel.consignments', consignmentListing, sql`r.vessel_imo`),
  foundBy('EconomicOperator.consignments', participations, sql`p.eori`),
  foundBy('Person.consignments', participations, sql`p.person_ref`),
  foundBy('Organization.consignments', participations, sql`p.organization_ref`),
];

/** A party, with its role and, at house level, its house consignment. */
export interface GroupedParty {
  readonly role: string;
  readonly houseId: string | null;
  readonly node: object;
}

type PartyRow = RecordRow & { readonly party_role: string; readonly house_consignment_id: string | null };

/** Parties of each consignment, house level included, by sequence number. One statement for all consignments. */
export async function partiesByConsignment(
  session: SourceSession,
  keys: readonly string[],
): Promise<ReadonlyMap<string, readonly GroupedParty[]>> {
  const { columns, toNode } = parties.listing.read(session);
  const statement = session.kept(parties, 'grouped', () =>
    compileStatement(sql<PartyRow>`
      select ${columns}, p.role as party_role, p.house_consignment_id from ${parties.listing.from}
      where p.consignment_id = any(cast(${keysSlot} as text[])) and ${session.wall('Consignment').visible}
      order by p.consignment_id, p.sequence, p.id`),
  );
  const rows = await session.db.rows(statement, { values: { keys } });
  const found = new Map<string, GroupedParty[]>();
  for (const row of rows) {
    const node = toNode(session, row);
    if (!node) continue;
    const group = found.get(row.id) ?? [];
    group.push({ role: row.party_role, houseId: row.house_consignment_id, node });
    found.set(row.id, group);
  }
  return found;
}
