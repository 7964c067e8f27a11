import { sql } from '../../../storage/kysely.js';
import { compileStatement } from '../../../storage/pool/database.js';
import { slot } from '../../../storage/slot.js';
import type { Position } from '../../kit/cursors.js';
import type { SourceSession } from '../../kit/sourceSession.js';
import type { SealedRow } from '../bodies.js';

/** An entry that has one of some tokens. */
export interface FoundPlace {
  readonly log: string;
  readonly index: number;
  /** When it was placed, UTC ISO 8601 with microseconds. */
  readonly at: string;
  /** Bytes of its sealed body. */
  readonly size: number;
}

/** The same, of an agency. */
export interface PlaceOfAgency extends FoundPlace {
  readonly agency: string;
}

const places = sql`e.log, e.index, octet_length(e.sealed) as size,
  to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at`;
/** Why tokens and no row wall: these entries are of all agencies, and what of them is told is cut before it is projected. */
const isFound = sql`(e.log, e.index) in (select log, index from audit.entries_with(cast(${slot('tokens')} as bytea)))`;

const newest = compileStatement(sql<FoundPlace>`
  select ${places} from audit.entry e
  where ${isFound} and (cast(${slot('at')} as timestamptz) is null
    or (e.at, e.log collate "C", e.index)
      < (cast(${slot('at')} as timestamptz), cast(${slot('log')} as text), cast(${slot('index')} as bigint)))
  order by e.at desc, e.log collate "C" desc, e.index desc limit cast(${slot('limit')} as integer)`);

/** Entries with one of some tokens, newest first, behind a place. One statement. */
export async function findNewest(
  session: Pick<SourceSession, 'db'>,
  tokens: Buffer,
  { after, limit }: { readonly after: Position | null; readonly limit: number },
): Promise<readonly FoundPlace[]> {
  const { log, index } = after ? parsePlace(after.key) : { log: null, index: null };
  return await session.db.rows(newest, { values: { tokens, at: after?.sortKey ?? null, log, index, limit } });
}

/** Newest first, as statements order them. */
export function newestFirst(a: FoundPlace, b: FoundPlace): number {
  if (a.at !== b.at) return a.at > b.at ? -1 : 1;
  if (a.log !== b.log) return a.log > b.log ? -1 : 1;
  return b.index - a.index;
}

/** An entry as the position of a cursor. */
export function positionOf({ at, log, index }: FoundPlace): Position {
  return { sortKey: at, key: `${log}/${index}` };
}

function parsePlace(key: string) {
  const slash = key.lastIndexOf('/');
  return { log: key.slice(0, slash), index: Number(key.slice(slash + 1)) };
}

const ofEach = compileStatement(sql<PlaceOfAgency>`
  select log, index, at, size, agency from (
    select ${places}, coalesce(e.agency, '') as agency,
      row_number() over (partition by coalesce(e.agency, '') order by e.at desc, e.log, e.index) as place
    from audit.entry e where ${isFound}
  ) ranked where place > cast(${slot('from')} as bigint) and place <= cast(${slot('to')} as bigint) order by agency, place`);

/** Of each agency, the entries with one of some tokens from one place to another, newest first. One statement. */
export async function findOfEach(
  session: Pick<SourceSession, 'db'>,
  tokens: Buffer,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<readonly PlaceOfAgency[]> {
  return await session.db.rows(ofEach, { values: { tokens, from, to } });
}

const sealed = compileStatement(sql<SealedRow>`
  select e.log || '/' || e.index as id, e.log, e.index, e.bytes, e.header, e.sealed from audit.entry e
  join unnest(cast(${slot('logs')} as text[]), cast(${slot('indices')} as bigint[])) q(log, index)
    on q.log = e.log and q.index = e.index`);

/** Entries with their sealed bodies. One statement. */
export async function readSealed(
  session: Pick<SourceSession, 'db'>,
  found: readonly FoundPlace[],
): Promise<readonly SealedRow[]> {
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
