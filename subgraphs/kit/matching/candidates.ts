import { matcherVersion } from '../../../matching/index.js';
import { type RawBuilder, sql } from '../../../storage/kysely.js';
import { compileStatement } from '../../../storage/pool/database.js';
import { type Prepared, said } from '../../../storage/slot.js';
import { isOfFeeds as ofFeeds } from '../described/lookUps.js';
import type { RecordRow } from '../described/toObject.js';
import { inTime } from '../session/inTime.js';
import type { SourceSession } from '../sourceSession.js';
import type { AskedClauses } from './clauses.js';
import { comparedColumns, type KeyedRows } from './matchedKind.js';

/** Rows that are compared with one asked record. */
const mostCandidates = 100;

/** A row that shares keys with an asked record; `asked` is null of none, where only `outdated` is told. */
export type CandidateRow = RecordRow & {
  readonly asked: number | null;
  readonly matched_names: readonly string[];
  /** Rows exist that this viewer may search, and whose keys another version of the matcher made. */
  readonly outdated: boolean;
};

/**
 * Rows that share keys with each asked record, at most 100 each, those first that are most worth comparing. One statement for
 * all, and never empty. Only rows that this viewer may see and on which the names are FULL are looked at:
 * what others there are moves neither order nor limit.
 *
 * @param feeds sources of the records; all where null
 * @returns null where half a second was not enough
 */
export function findCandidates(
  session: SourceSession,
  keyed: KeyedRows,
  clauses: AskedClauses,
  feeds: readonly string[] | null = null,
): Promise<CandidateRow[] | null> {
  const isOfFeeds = feeds !== null;
  const statement = session.kept(keyed, `candidates ${isOfFeeds}`, () => compileCandidates(session, keyed, isOfFeeds));
  return inTime((options) => session.db.rows(statement, { said: { ...clauses, feeds }, ...options }));
}

/*
 * Why `offset 0`: of a wall of many conditions PostgreSQL expects one row, and would begin with it, reading the whole table.
 * Why the vector that no row makes: to compare two lists is as cheap as two numbers to PostgreSQL, which would compare every row of
 * a table of some thousands with every clause; of what may make a vector it knows that it costs, and asks the index.
 * Why the list of ids beside the join: nobody can tell it how few are found, and it would read the table for them.
 */
function compileCandidates(session: SourceSession, keyed: KeyedRows, isOfFeeds: boolean): Prepared<CandidateRow> {
  const { listing, names, alias = 'r' } = keyed;
  const isSearched = searchedBy(session, keyed, isOfFeeds);
  const [id, keys, made] = ['id', 'match_keys', 'matcher_version'].map((name) => sql.ref(`${alias}.${name}`));
  const version = sql.raw(String(matcherVersion));
  return compileStatement(sql<CandidateRow>`
    with met as (
      select asked, id, sum(worth) as worth from (
        select r.asked, r.keyed_id as id, max(r.worth) as worth from (
          select clause.asked, clause."group", clause.worth, ${id} as keyed_id, r.* from (
            select asked, string_to_array(keys, ' ') as keys, worth, "group" from unnest(
              cast(${said('asked')} as int[]), cast(${said('keys')} as text[]),
              cast(${said('worth')} as int[]), cast(${said('group')} as int[])
            ) as clause(asked, keys, worth, "group") offset 0
          ) clause join ${listing.from} on ${keys} && clause.keys
            and (clause.worth > 0 or to_tsvector('simple', ${id}) is null)
          offset 0
        ) r where ${isSearched} group by r.asked, r.keyed_id, r."group"
      ) met group by asked, id
    ), ranked as (
      select asked, id, row_number() over (partition by asked order by worth desc, id) as place from met
    ), found as materialized (select asked, id from ranked where place <= ${sql.raw(String(mostCandidates))})
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

/** Holds of the rows that are looked at. */
function searchedBy(session: SourceSession, { listing, category }: KeyedRows, isOfFeeds: boolean): RawBuilder<unknown> {
  const wall = session.wall(listing.type);
  const seen = sql`${wall.visible} and ${wall.full(category)}`;
  if (!isOfFeeds) return seen;
  return sql`${seen} and ${ofFeeds(session, listing)}`;
}
