import type {
  GoodsItemStatement,
  HouseConsignmentStatement,
  TradePartyStatement,
  TransportDocumentStatement,
} from '../../records/cargo.js';
import { isSame, withoutRepetitions } from './parties.js';

/** Parties to a contract of carriage or sale; other parties of single items become the consignment's. */
const contractRoles: ReadonlySet<string> = new Set([
  ...['CONSIGNOR', 'CONSIGNEE', 'NOTIFY_PARTY', 'CARRIER', 'EXPORTER', 'IMPORTER', 'SELLER', 'BUYER'],
]);

/** A goods item with its own carriage: parties, transport document and UCR. */
export interface ReadItem {
  readonly item: GoodsItemStatement;
  readonly parties: readonly TradePartyStatement[];
  readonly transportDocument: TransportDocumentStatement | null;
  readonly ucr: string | null;
}

/** Goods items grouped by the contract under which they travel. */
export interface Grouping {
  /** Of the whole consignment. */
  readonly parties: readonly TradePartyStatement[];
  readonly transportDocument: TransportDocumentStatement | null;
  readonly ucr: string | null;
  readonly goodsItems: readonly GoodsItemStatement[];
  readonly houseConsignments: readonly HouseConsignmentStatement[];
}

/**
 * Groups the items of a message without houses by the parties, transport document and UCR that they state.
 *
 * What all items state alike becomes the consignment's, unless the consignment names another party for a role. Otherwise
 * items with the same statement form a house consignment: goods under one contract, from one consignor to one consignee.
 * Items that state nothing of their own stay with the consignment.
 */
export function groupItems(stated: readonly ReadItem[], named: readonly TradePartyStatement[]): Grouping {
  const items = stated.map((read) => ({
    ...read,
    parties: read.parties.filter(({ role }) => contractRoles.has(role)),
  }));
  const others = stated.flatMap((read) => read.parties.filter(({ role }) => !contractRoles.has(role)));
  const parties = withoutRepetitions([...named, ...others]);
  const groups = new Map<string, ReadItem[]>();
  for (const read of items) {
    const key = JSON.stringify([read.parties, read.transportDocument, read.ucr]);
    groups.set(key, [...(groups.get(key) ?? []), read]);
  }
  const [first] = items;
  if (first !== undefined && groups.size === 1 && !first.parties.some((party) => isContradicted(party, parties))) {
    return {
      parties: withoutRepetitions([...parties, ...first.parties]),
      transportDocument: first.transportDocument,
      ucr: first.ucr,
      goodsItems: items.map(({ item }) => item),
      houseConsignments: [],
    };
  }
  const houses = [...groups.values()].filter(([read]) => read !== undefined && statesOwn(read));
  return {
    parties,
    transportDocument: null,
    ucr: null,
    goodsItems: items.filter((read) => !statesOwn(read)).map(({ item }) => item),
    houseConsignments: houses.map((group, index) => ({
      sequence: index + 1,
      ucr: group[0]?.ucr ?? null,
      transportDocument: group[0]?.transportDocument ?? null,
      parties: group[0]?.parties ?? [],
      goodsItems: group.map(({ item }) => item),
    })),
  };
}

function statesOwn({ parties, transportDocument, ucr }: ReadItem): boolean {
  return parties.length > 0 || transportDocument !== null || ucr !== null;
}

function isContradicted(party: TradePartyStatement, others: readonly TradePartyStatement[]): boolean {
  return others.some((other) => other.role === party.role && !isSame(other, party));
}
