// SPDX-License-Identifier: Apache-2.0
import { type RawBuilder, sql } from 'kysely';
import type { Position, SourceSession } from '../kit/types.js';

/** `directory.code`: one code of a list. */
export interface CodeRow {
  readonly id: string;
  readonly list: string;
  readonly code: string;
  readonly name: string;
  readonly parent: string | null;
  readonly version: string;
  readonly valid_from: string | null;
  readonly valid_until: string | null;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** An edition of a list, and how many codes it has. */
export interface CodeListRow {
  readonly list: string;
  readonly version: string;
  readonly entries: number;
}

/** A list's code, as a loader's key. */
export type CodeKey = string;

/** Conditions of a page; all that are given hold. */
export interface CodeConditions {
  readonly prefix?: string | null;
  readonly text?: string | null;
  readonly parent?: string | null;
}

const columns = sql`r.id, r.list, r.code, r.name, r.parent, r.version, r.valid_from, r.valid_until, r.properties`;

/** The key under which `codesByKey` finds a code. */
export function codeKey(list: string, code: string): CodeKey {
  return JSON.stringify([list, code]);
}

/**
 * Rows that their envelope lends to everybody: codes are shown as `public`, so none that is anything less is read.
 *
 * @remarks The same as `decide` says of an ordinary category for a viewer without clearance, whom nobody named.
 */
export function lentToAll(session: SourceSession): RawBuilder<boolean> {
  return sql<boolean>`r.classification = 0 and r.handling_codes <@ '{H0,H1,H3}'::text[]
    and r.releasable_to = '{}'::text[] and r.purpose_limits = '{}'::text[]
    and (r.expires_at is null or r.expires_at > ${session.facts.asOf}::timestamptz)`;
}

/** Codes by list and code, in one statement; of one that is stated twice the first. Absent where it is not loaded. */
export async function codesByKey(
  session: SourceSession,
  keys: readonly CodeKey[],
): Promise<ReadonlyMap<CodeKey, CodeRow>> {
  const pairs = keys.map((key) => JSON.parse(key) as [list: string, code: string]);
  const rows = await session.db.rows(sql<CodeRow>`
    select ${columns} from directory.code r
    join unnest(${pairs.map(([list]) => list)}::text[], ${pairs.map(([, code]) => code)}::text[]) q(list, code)
      on q.list = r.list and q.code = r.code
    where ${lentToAll(session)} order by r.source_ref desc`);
  return new Map(rows.map((row) => [codeKey(row.list, row.code), row]));
}

/** The editions that are loaded, by list and version. One statement. */
export async function listEditions(session: SourceSession): Promise<readonly CodeListRow[]> {
  return session.db.rows(sql<CodeListRow>`
    select r.list, r.version, count(*)::int as entries from directory.code r where ${lentToAll(session)}
    group by r.list, r.version order by r.list, r.version`);
}

/** At most `limit` codes of a list, by code. One statement. */
export async function codesOfList(
  session: SourceSession,
  list: string,
  conditions: CodeConditions,
  page: { readonly limit: number; readonly after: Position | null },
): Promise<readonly CodeRow[]> {
  const { prefix, text, parent } = conditions;
  const { after, limit } = page;
  const where = [
    sql<boolean>`r.list = ${list}`,
    lentToAll(session),
    ...(prefix ? [sql<boolean>`r.code like ${`${escapeLike(prefix)}%`}`] : []),
    ...(text ? [sql<boolean>`r.name ilike ${`%${escapeLike(text)}%`}`] : []),
    ...(parent ? [sql<boolean>`r.parent = ${parent}`] : []),
    ...(after ? [sql<boolean>`(r.code, r.id) > (${after.sortKey}, ${after.key})`] : []),
  ];
  return session.db.rows(sql<CodeRow>`
    select ${columns} from directory.code r where ${sql.join(where, sql` and `)} order by r.code, r.id limit ${limit}`);
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
