import type DataLoader from 'dataloader';
import { sql } from 'kysely';
import { bounds } from '../../../policy/bounds.js';
import type { SourceDatabase } from '../../../storage/types.js';
import { createLoader } from '../page/loader.js';
import type { ResolverMap, SourceSession } from '../types.js';
import { structure } from '../wall/stub.js';
import type { HandleBox } from './handles.js';

/** Loads the other names of records by one of them. */
export type RecordNameLoader = DataLoader<string, readonly string[] | null>;

/** What of a session tells names. */
interface NamingSession extends Pick<SourceSession, 'policy' | 'facts'> {
  readonly handles: HandleBox | null;
  readonly recordNames: RecordNameLoader;
}

/** @param tables of the source's record types, schema-qualified */
export function createRecordNameLoader(db: SourceDatabase, tables: readonly string[]): RecordNameLoader {
  return createLoader((names: readonly string[]) => findOtherNames(db, tables, names));
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
        const others = typeof name === 'string' && mayAsk(session) ? await session.recordNames.load(name) : null;
        return structure({ __typename: 'RecordName', name: String(name), others: others ?? [] });
      },
    },
  };
}

/**
 * Whether this viewer may search the log by entity. The wall of the record is not asked: whether an auditor may see the
 * record has nothing to do with who has seen it, and what is told is a pseudonym, to the gateway.
 * Why never where the source stands alone: there the viewer itself reads the answer.
 */
function mayAsk({ policy, facts, handles }: NamingSession): boolean {
  return handles === null && bounds(policy, facts)('audit.disclosed').ceiling === 'FULL';
}

/** One statement for all names. */
async function findOtherNames(
  db: SourceDatabase,
  tables: readonly string[],
  names: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const asked = sql`any(cast(${[...names]} as text[]))`;
  const selects = tables.map((table) => {
    const from = sql.table(table);
    return sql`select r.id as name, r.ref as other from ${from} r where r.id = ${asked}
      union all select r.ref, r.id from ${from} r where r.ref = ${asked}`;
  });
  const rows = await db.rows(sql<{ name: string; other: string }>`${sql.join(selects, sql` union all `)}`);
  const found = new Map<string, string[]>();
  for (const { name, other } of rows) found.set(name, [...(found.get(name) ?? []), other]);
  return found;
}
