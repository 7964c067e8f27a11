import { matcherVersion } from '../../../matching/index.js';
import { type RawBuilder, sql } from '../../../storage/kysely.js';
import { compileStatement } from '../../../storage/pool/database.js';
import { inTime } from '../../../storage/pool/inTime.js';
import { type Prepared, slot } from '../../../storage/slot.js';
import { everywhere, isInScope, type Scope, scopeKey, scopeValues } from '../described/scope.js';
import type { RecordRow } from '../described/toObject.js';
import type { SourceSession } from '../sourceSession.js';
import type { AskedClauses } from './clauses.js';
import { comparedColumns, type KeyedRows } from './matchedKind.js';

/** Rows that are compared with one asked record. */
const MAX_CANDIDATES = 100;

/** A row that shares keys with an asked record; where none does, one row with `asked` null states `outdated`. */
export type CandidateRow = RecordRow & {
  readonly asked: number | null;
  readonly matched_names: readonly string[];
  readonly matched_kinds?: readonly string[];
  /** Whether rows exist that this viewer may search and whose keys another version of the matcher made. */
  readonly outdated: boolean;
};

/**
 * Rows that share keys with each asked record, at most 100 each, those most worth comparing first. One statement for all,
 * and never empty. It looks only at rows that this viewer may see and on which the names are FULL, so that other rows
 * affect neither order nor limit.
 *
 * @param scope of the records
 * @returns null where it took too long
 */
export function findCandidates(
  session: SourceSession,
  keyed: KeyedRows,
  clauses: AskedClauses,
  scope: Scope = everywhere,
): Promise<CandidateRow[] | null> {
  const key = `candidates ${scopeKey(scope)}`;
  const statement = session.kept(keyed, key, () => compileCandidates(session, keyed, scope));
  const values = { ...clauses, ...scopeValues(scope) };
  return inTime(session.db, (options) => session.db.rows(statement, { values, ...options }));
}

/*
 * Why `offset 0`: for a wall of many conditions PostgreSQL expects one row, and would start with it, reading the whole table.
 * Why the vector that no row makes: PostgreSQL believes comparing two lists to be as cheap as two numbers, and would compare
 * every row of a small table with every clause; it knows that making a vector is expensive, and uses the index.
 * Why the list of ids beside the join: it cannot know how few are found, and would read the table for them.
 */
function compileCandidates(session: SourceSession, keyed: KeyedRows, scope: Scope): Prepared<CandidateRow> {
  const { listing, names, alias = 'r' } = keyed;
  const isSearched = searchedBy(session, keyed, scope);
  const [id, keys, made] = ['id', 'match_keys', 'matcher_version'].map((name) => sql.ref(`${alias}.${name}`));
  const version = sql.raw(String(matcherVersion));
  return compileStatement(sql<CandidateRow>`
    with met as (
      select asked, id, sum(worth) as worth from (
        select r.asked, r.keyed_id as id, max(r.worth) as worth from (
          select clause.asked, clause."group", clause.worth, ${id} as keyed_id, r.* from (
            select asked, string_to_array(keys, ' ') as keys, worth, "group" from unnest(
              cast(${slot('asked')} as int[]), cast(${slot('keys')} as text[]),
              cast(${slot('worth')} as int[]), cast(${slot('group')} as int[])
            ) as clause(asked, keys, worth, "group") offset 0
          ) clause join ${listing.from} on ${keys} && clause.keys
            and (clause.worth > 0 or to_tsvector('simple', ${id}) is null)
          offset 0
        ) r where ${isSearched} group by r.asked, r.keyed_id, r."group"
      ) met group by asked, id
    ), ranked as (
      select asked, id, row_number() over (partition by asked order by worth desc, id) as place from met
    ), found as materialized (select asked, id from ranked where place <= ${sql.raw(String(MAX_CANDIDATES))})
    select told.outdated, found.asked, ${names} as matched_names, ${listing.read(session).columns}${comparedColumns(keyed)}
    from (select exists (
      select from ${listing.from}
      where (${made} < ${version} or ${made} > ${version} or ${made} is null)
        and ${isSearched}
    ) as outdated) told
    left join (
      found join ${listing.from} on ${id} = found.id and ${id} = any(array(select id from found))
    ) on true`);
}

/** Holds for the rows that are looked at. */
function searchedBy(session: SourceSession, { listing, category }: KeyedRows, scope: Scope): RawBuilder<unknown> {
  const wall = session.wall(listing.type);
  const full = sql`${wall.visible} and ${wall.full(category)}`;
  return scope === everywhere ? full : sql`${full} and ${isInScope(session, listing.type, scope)}`;
}
