import { type RawBuilder, sql } from 'kysely';
import { compileStatement } from '../../../storage/pool/database.js';
import { said, saidKeys } from '../../../storage/slot.js';
import type { EnvelopeRow, Listing, SourceSession } from '../types.js';

/**
 * Records that this viewer may see, by `id` or `ref`: one statement for all keys, absent where there is none. Of several
 * that share a `ref`, that of the first id.
 */
export async function recordsByKey<Row extends EnvelopeRow, Node extends object>(
  session: SourceSession,
  listing: Listing<Row, Node>,
  key: 'id' | 'ref',
  keys: readonly string[],
): Promise<ReadonlyMap<string, Node>> {
  const { columns, toNode } = listing.read(session);
  const statement = session.kept(listing, key, () => {
    const column = sql.ref(`r.${key}`);
    return compileStatement(sql<Row & { readonly record_key: string }>`
      select ${column} as record_key, ${columns} from ${listing.from}
      where ${column} = any(cast(${saidKeys} as text[])) and ${session.wall(listing.type).visible}`);
  });
  const rows = await session.db.rows(statement, { said: { keys } });
  const nodes = new Map<string, Node>();
  for (const row of rows.sort(byId)) {
    const node = nodes.has(row.record_key) ? null : toNode(session, row);
    if (node) nodes.set(row.record_key, node);
  }
  return nodes;
}

function byId(one: EnvelopeRow, other: EnvelopeRow): number {
  if (one.id === other.id) return 0;
  return one.id < other.id ? -1 : 1;
}

/** Most records of one identifier that a look-up considers; each source has its own. */
export const MAX_SAME = 20;

/** How a look-up finds its records. */
export interface LookUp<Row extends EnvelopeRow, Node> {
  /** The argument that states the identifier, e.g. `Query.consignment(mrn:)`. */
  readonly argument: string;
  readonly listing: Listing<Row, Node>;
  /** Over the slot `sought`. */
  readonly where: RawBuilder<boolean>;
  /** The identifier, in its stored form. */
  readonly value: string;
  /** Holds of the records that go before the others of the same standing. */
  readonly first?: RawBuilder<boolean>;
}

/**
 * The record under an exact identifier, in full or as a hit; null where none is known to this viewer. Of several, one that
 * the viewer may see goes before a hit, then those that `first` holds of, then by id. One statement.
 */
export function lookUp<Row extends EnvelopeRow, Node extends object>(
  session: SourceSession,
  { argument, listing, where, value, first }: LookUp<Row, Node>,
): Promise<Node | null> {
  const { columns, toNode } = listing.read(session);
  const statement = session.kept(where, '', () => {
    const wall = session.wall(listing.type);
    // Why cases: where nothing is visible the wall is a bare `false`, which PostgreSQL does not order by.
    const order = [wall.visible, ...(first ? [first] : [])].map((each) => sql`case when ${each} then 0 else 1 end`);
    return compileStatement(sql<Row>`select ${columns} from ${listing.from}
      where ${where} and ${wall.known} order by ${sql.join(order)}, r.id limit ${MAX_SAME}`);
  });
  return session.lookup(
    argument,
    () => session.db.rows(statement, { said: { sought: value } }),
    (row) => toNode(session, row),
  );
}

/** The identifier that a look-up seeks. */
export const sought = said('sought');
