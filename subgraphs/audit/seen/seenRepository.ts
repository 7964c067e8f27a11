import { sql } from '../../../storage/kysely.js';
import { compileStatement } from '../../../storage/pool/database.js';
import { slot } from '../../../storage/slot.js';
import type { Position } from '../../kit/cursors.js';
import type { SourceSession } from '../../kit/sourceSession.js';
import type { SealedRow } from '../bodies.js';
import { entryKey, parseKey } from '../mapping.js';

/** An entry that has one of some tokens. */
export interface FoundPlace {
  readonly log: string;
  readonly index: number;
  /** When it was placed, UTC ISO 8601 with microseconds. */
  readonly at: string;
  /** Bytes of its sealed body. */
  readonly size: number;
  /** Empty where its entry names none. */
  readonly agency: string;
}

/** Which of the entries with some tokens are wanted. */
interface Wanted {
  /** Agencies of which the newest entries are wanted, so many of them together; of every other agency the newest one. */
  readonly tells: readonly string[];
  readonly limit: number;
  /** Those behind this place alone. */
  readonly after: Position | null;
}

/**
 * Why tokens and no row wall: these entries are of all agencies, and what of them is told is cut before it is projected. Why one
 * statement: most of its time is the search for the tokens.
 */
const newest = compileStatement(sql<FoundPlace>`
  select log, index, at, size, agency from (
    select e.log, e.index, octet_length(e.sealed) as size, a.agency, a.agency = any(cast(${slot('tells')} as text[])) as tells,
      to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at,
      row_number() over (partition by case when a.agency <> all(cast(${slot('tells')} as text[])) then a.agency end
        order by e.at desc, e.log collate "C" desc, e.index desc) as place
    from audit.entry e cross join lateral (select coalesce(e.agency, '') as agency) a
    where (e.log, e.index) in (select log, index from audit.entries_with(cast(${slot('tokens')} as bytea)))
      and (cast(${slot('at')} as timestamptz) is null or (e.at, e.log collate "C", e.index)
        < (cast(${slot('at')} as timestamptz), cast(${slot('log')} as text), cast(${slot('index')} as bigint)))
  ) ranked where place <= case when tells then cast(${slot('limit')} as integer) else 1 end`);

/** The newest entries with one of some tokens, in no order. One statement. */
export async function findNewest(
  session: Pick<SourceSession, 'db'>,
  tokens: Buffer,
  { tells, limit, after }: Wanted,
): Promise<readonly FoundPlace[]> {
  const { log, index } = after ? parseKey(after.key) : { log: null, index: null };
  return await session.db.rows(newest, { values: { tokens, tells, limit, at: after?.sortKey ?? null, log, index } });
}

/** Newest first, as statements order them. */
export function newestFirst(a: FoundPlace, b: FoundPlace): number {
  if (a.at !== b.at) return a.at > b.at ? -1 : 1;
  if (a.log !== b.log) return a.log > b.log ? -1 : 1;
  return b.index - a.index;
}

/** An entry as the position of a cursor. */
export function positionOf({ at, log, index }: FoundPlace): Position {
  return { sortKey: at, key: entryKey(log, index) };
}

/** A sealed row, and the agency by which it was found; empty where its entry names none. */
export interface PlacedRow extends SealedRow {
  readonly agency: string;
}

const sealed = compileStatement(sql<PlacedRow>`
  select e.log || '/' || e.index as id, e.log, e.index, e.bytes, e.header, e.sealed, coalesce(e.agency, '') as agency from audit.entry e
  join unnest(cast(${slot('logs')} as text[]), cast(${slot('indices')} as bigint[])) q(log, index)
    on q.log = e.log and q.index = e.index`);

/** Entries with their sealed bodies. One statement. */
export async function readSealed(
  session: Pick<SourceSession, 'db'>,
  found: readonly Pick<FoundPlace, 'log' | 'index'>[],
): Promise<readonly PlacedRow[]> {
  const [logs, indices] = [found.map(({ log }) => log), found.map(({ index }) => index)];
  return await session.db.rows(sealed, { values: { logs, indices } });
}

/**
 * Why the text: a header has its request in clear, behind its salt. What it says is read from the decoded entry. Why not one that a
 * REFUSED of the same request follows: its caller was told that nothing was done.
 */
const agreed = compileStatement(sql<SealedRow>`
  select e.log || '/' || e.index as id, e.log, e.index, e.bytes, e.header from audit.entry e
  where e.kind = 'SUBJECT_AGREED' and position(convert_to(${slot('request')}, 'UTF8') in e.header) > 0
    and not exists (select from audit.entry r where r.log = e.log and r.request_id = e.request_id and r.kind = 'REFUSED')`);

/** Entries in which agencies may have agreed that their looks are told to a request. One statement. */
export async function findAgreed(session: Pick<SourceSession, 'db'>, request: string): Promise<readonly SealedRow[]> {
  return await session.db.rows(agreed, { values: { request } });
}
