import type DataLoader from 'dataloader';
import { bounds } from '../../../policy/bounds.js';
import { sql } from '../../../storage/kysely.js';
import { compileStatement } from '../../../storage/pool/database.js';
import { keysSlot, type Prepared } from '../../../storage/slot.js';
import type { SourceDatabase } from '../../../storage/types.js';
import type { ResolverMap } from '../module.js';
import { createLoader } from '../page/loader.js';
import type { SourceSession } from '../sourceSession.js';
import { structure } from '../wall/reference.js';
import type { HandleBox } from './handles.js';

/** Loads the other names of records by one of them. */
export type RecordNameLoader = DataLoader<string, readonly string[] | null>;

/** The part of a session that names are asked from. */
interface NamingSession extends Pick<SourceSession, 'policy' | 'facts'> {
  readonly handles: HandleBox | null;
  recordNames(): RecordNameLoader;
}

/** One statement for all names. */
export function createRecordNameLoader(db: SourceDatabase, statement: Prepared<OtherName>): RecordNameLoader {
  return createLoader((names: readonly string[]) => findOtherNames(db, statement, names));
}

/** Resolvers of `RecordName`, where a source has records. */
export function recordNameResolvers(tables: Readonly<Record<string, string>>): ResolverMap {
  if (Object.keys(tables).length === 0) return {};
  return {
    RecordName: {
      __resolveReference: async (
        { name }: { readonly name: unknown },
        { session }: { readonly session: NamingSession },
      ) => {
        const others = typeof name === 'string' && mayAsk(session) ? await session.recordNames().load(name) : null;
        return structure({ __typename: 'RecordName', name: String(name), others: others ?? [] });
      },
    },
  };
}

/**
 * Whether this viewer may search the log by entity. The record's wall does not matter: an auditor may learn who has seen a
 * record without seeing it, and the gateway gets a pseudonym only. Never where the source stands alone, whose answers the
 * viewer reads.
 */
function mayAsk({ policy, facts, handles }: NamingSession): boolean {
  return handles === null && bounds(policy, facts)('audit.disclosed').ceiling === 'FULL';
}

/** What else a record is called. */
interface OtherName {
  readonly name: string;
  readonly other: string;
}

/** @param tables of the source's record types, schema-qualified; none where it has no records */
export function compileRecordNames(tables: readonly string[]): Prepared<OtherName> | null {
  const asked = sql`any(cast(${keysSlot} as text[]))`;
  const selects = tables.map((table) => {
    const from = sql.table(table);
    return sql`select r.id as name, r.ref as other from ${from} r where r.id = ${asked}
      union all select r.ref, r.id from ${from} r where r.ref = ${asked}`;
  });
  return selects.length === 0 ? null : compileStatement(sql<OtherName>`${sql.join(selects, sql` union all `)}`);
}

async function findOtherNames(
  db: SourceDatabase,
  statement: Prepared<OtherName>,
  keys: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, string[]>();
  for (const { name, other } of await db.rows(statement, { values: { keys } }))
    found.set(name, [...(found.get(name) ?? []), other]);
  return found;
}
