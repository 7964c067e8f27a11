import { code } from '../../schema/records/code.js';
import { sql } from '../../storage/kysely.js';
import { compileStatement } from '../../storage/pool/database.js';
import { slot } from '../../storage/slot.js';
import type { Position } from '../kit/cursors.js';
import { describe } from '../kit/described/describe.js';
import type { RecordRow } from '../kit/described/toObject.js';
import type { EnvelopeRow } from '../kit/rows.js';
import type { SourceSession } from '../kit/sourceSession.js';
import { statedEnvelope } from '../kit/wall/envelope.js';

const { listing, whole } = describe(code);

/** `directory.code`: one code of a list. Codes have no verdict: only those lent to everybody are read. */
export interface CodeRow {
  readonly id: string;
  readonly list: string;
  readonly code: string;
}

/** Row to `Code`. */
export function toCode(row: CodeRow): CodeNode {
  return whole.toObject(row as unknown as RecordRow) as unknown as CodeNode;
}

/** The object of `Code`, as resolvers get it. */
export interface CodeNode {
  readonly list: string;
  readonly parentCode: string | null;
}

/** An edition of a list, and how many codes it has. */
export interface CodeListRow {
  readonly list: string;
  readonly version: string;
  readonly entries: number;
}

/** A list's code, as a loader's key. */
export type CodeKey = string;

/** Conditions of a page of codes; all that are given hold. */
export interface CodeConditions {
  readonly prefix?: string | null;
  readonly text?: string | null;
  readonly parent?: string | null;
}

/** A code's key for `codesByKey`. */
export function codeKey(list: string, code: string): CodeKey {
  return JSON.stringify([list, code]);
}

/**
 * Holds for rows whose envelope lends them to everybody, since codes are shown as `public`. The same as `decide` for an
 * ordinary category and a viewer without clearance whom no envelope names.
 */
const lentToAll = sql<boolean>`r.classification = 0 and r.handling_codes <@ '{H0,H1,H3}'::text[]
    and r.releasable_to = '{}'::text[] and r.purpose_limits = '{}'::text[]
    and (r.expires_at is null or r.expires_at > ${slot('asOf')}::timestamptz)`;

const byKey = compileStatement(sql<CodeRow>`
  select ${whole.columns} from ${listing.from}
  join unnest(${slot('lists')}::text[], ${slot('codes')}::text[]) q(list, code) on q.list = r.list and q.code = r.code
  where ${lentToAll} order by r.source_ref desc`);

/** Codes by list and code, in one statement; the first of one that a list states twice. Absent where not loaded. */
export async function codesByKey(
  session: SourceSession,
  keys: readonly CodeKey[],
): Promise<ReadonlyMap<CodeKey, CodeRow>> {
  const pairs = keys.map((key) => JSON.parse(key) as [list: string, code: string]);
  const [lists, codes] = [pairs.map(([list]) => list), pairs.map(([, each]) => each)];
  const rows = await session.db.rows(byKey, { values: { lists, codes } });
  return new Map(rows.map((row) => [codeKey(row.list, row.code), row]));
}

const editions = compileStatement(sql<CodeListRow>`
  select r.list, r.version, count(*)::int as entries from ${listing.from} where ${lentToAll}
  group by r.list, r.version order by r.list, r.version`);

/** The loaded editions, by list and version. One statement. */
export async function listEditions(session: SourceSession): Promise<readonly CodeListRow[]> {
  return session.db.rows(editions);
}

/** At most `limit` codes of a list, by code. One statement. */
export async function codesOfList(
  session: SourceSession,
  list: string,
  { prefix, text, parent }: CodeConditions,
  { after, limit }: { readonly limit: number; readonly after: Position | null },
): Promise<readonly CodeRow[]> {
  const conditions = {
    prefix: prefix ? sql<boolean>`r.code like ${slot('prefix')}` : null,
    text: text ? sql<boolean>`r.name ilike ${slot('text')}` : null,
    parent: parent ? sql<boolean>`r.parent = ${slot('parent')}` : null,
    after: after ? sql<boolean>`(r.code, r.id) > (${slot('sortKey')}, ${slot('key')})` : null,
  };
  const stated = Object.entries(conditions).flatMap(([name, condition]) => (condition ? [{ name, condition }] : []));
  const statement = session.kept(codesOfList, stated.map(({ name }) => name).join(' '), () =>
    compileStatement(sql<CodeRow>`
      select ${whole.columns} from ${listing.from}
      where ${sql.join([sql`r.list = ${slot('list')}`, lentToAll, ...stated.map((each) => each.condition)], sql` and `)}
      order by r.code, r.id limit ${slot('limit')}`),
  );
  const patterns = { prefix: `${escapeLike(prefix ?? '')}%`, text: `%${escapeLike(text ?? '')}%` };
  return session.db.rows(statement, { values: { ...after, ...patterns, list, parent, limit } });
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}

/** A place: `directory.location`, seeded, and its entry in UN/LOCODE where that list is loaded. */
export interface LocationRow {
  readonly unlocode: string;
  readonly name: string | null;
  readonly functions: readonly string[] | null;
  /** Degrees, WGS 84. */
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly listed_name: string | null;
  readonly listed: Readonly<Record<string, unknown>> | null;
}

const byUnlocode = compileStatement(sql<LocationRow>`
  select q.unlocode, l.name, l.functions, l.latitude, l.longitude, r.name as listed_name, r.properties as listed
  from unnest(${slot('codes')}::text[]) q(unlocode)
  left join directory.location l on l.unlocode = q.unlocode
  left join directory.code r on r.list = 'unlocode' and r.code = q.unlocode and ${lentToAll}
  where l.unlocode is not null or r.id is not null order by r.source_ref desc`);

/** Places by UN/LOCODE, in one statement; absent where the code is unknown. */
export async function locationsByCode(
  session: SourceSession,
  codes: readonly string[],
): Promise<ReadonlyMap<string, LocationRow>> {
  const rows = await session.db.rows(byUnlocode, { values: { codes: [...codes] } });
  // A later row replaces an earlier one: of a place that the list states twice the first counts.
  return new Map(rows.map((row) => [row.unlocode, row]));
}

/** `directory.loaded_source_record`: a feed of one originator, as its last published run left it. */
export interface LoadedSourceRow extends EnvelopeRow {
  readonly format: string;
  readonly format_version: string;
  readonly files: readonly string[];
  readonly file_hashes: readonly string[];
  readonly run_id: string;
  readonly loaded_at: Date;
  readonly records: number;
  readonly quarantined: number;
  readonly withdrawn: number;
  readonly unmapped: number;
  readonly sequence: string | null;
  readonly feed: string;
}

/** The feeds that this viewer may know of, by feed and originator. One statement. */
export async function visibleSources(session: SourceSession): Promise<readonly LoadedSourceRow[]> {
  const statement = session.kept(visibleSources, '', () =>
    compileStatement(sql<LoadedSourceRow>`
      select r.id, r.ref, r.source as feed, r.format, r.format_version, r.files, r.file_hashes, r.run_id, r.loaded_at,
        r.records::float8 as records, r.quarantined::float8 as quarantined, r.withdrawn::float8 as withdrawn, r.unmapped,
        r.sequence, ${statedEnvelope('r')}
      from directory.loaded_source_record r
      where ${session.wall('LoadedSource').visible} order by r.source, r.originator`),
  );
  return session.db.rows(statement);
}
