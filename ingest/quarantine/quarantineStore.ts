import type { WritableDatabase } from '../../storage/types.js';
import type { EnvelopeStatement } from '../records/base.js';

/** One record in quarantine. */
export interface QuarantinedRecord {
  readonly id: string;
  readonly runId: string;
  readonly originator: string;
  /** Value of the envelope's `source`. */
  readonly source: string;
  readonly file: string;
  readonly line: number;
  readonly path: string | null;
  readonly field: string | null;
  readonly reason: string;
  /** `OPEN`, or `SOLVED` by a later run. */
  readonly state: string;
  readonly solvedBy: string | null;
  readonly firstSeenAt: string;
  readonly lastSeenAt: string;
}

/** The same with its original bytes and what was around them. */
export interface QuarantinedText extends QuarantinedRecord {
  /** The envelope statement of the run that met it. */
  readonly envelope: EnvelopeStatement;
  readonly raw: Buffer;
  readonly before: string;
  readonly after: string;
}

/** Which records; all that are open where nothing is stated. */
export interface QuarantineFilter {
  readonly run?: string;
  readonly source?: string;
  readonly originator?: string;
  readonly reason?: string;
  readonly ids?: readonly string[];
  /** Those that were solved too. */
  readonly all?: boolean;
  readonly limit?: number;
}

/** Records in quarantine, in file order. */
export async function listQuarantine(
  database: WritableDatabase,
  filter: QuarantineFilter,
): Promise<QuarantinedRecord[]> {
  return await database.exec<QuarantinedRecord>(
    `select ${columns} ${from} order by file, line, id limit $7`,
    values(filter),
  );
}

/** The same with their bytes. */
export async function readQuarantine(database: WritableDatabase, filter: QuarantineFilter): Promise<QuarantinedText[]> {
  return await database.exec<QuarantinedText>(
    `select ${textColumns} ${from} order by file, line, id limit $7`,
    values(filter),
  );
}

/** Bytes of text a page, roughly: one record may have 16 MiB. */
const usualPageBytes = 32 << 20;

/**
 * The same, in file order and in pages that memory can hold. What comes into quarantine meanwhile belongs to no page, unless
 * its place is between two records of one.
 *
 * @remarks Solved records do not move the bounds of pages: a delivery that was made of a page and was stopped is found again.
 */
export async function* readQuarantinePages(
  database: WritableDatabase,
  filter: Omit<QuarantineFilter, 'limit'>,
  pageBytes = usualPageBytes,
): AsyncGenerator<QuarantinedText[]> {
  const ends = await database.exec<Place>(
    `select file, line, id from (
       select file, line, id, page, lead(page) over (order by file, line, id) as next from (
         select file, line, id, state, sum(octet_length(raw) + 1000) over (order by file, line, id) / $8::bigint as page
         ${fromAny} and $7::int is not null) as p
       where $6::boolean or state = 'OPEN') as n
     where next is distinct from page order by file, line, id`,
    [...values(filter), pageBytes],
  );
  let after: Place = { file: '', line: -1, id: '' };
  for (const end of ends) {
    yield await database.exec<QuarantinedText>(
      `select ${textColumns} ${from} and (file, line, id) > ($8, $9, $10) and (file, line, id) <= ($11, $12, $13)
       order by file, line, id limit $7`,
      [...values(filter), after.file, after.line, after.id, end.file, end.line, end.id],
    );
    after = end;
  }
}

type Place = Pick<QuarantinedRecord, 'file' | 'line' | 'id'>;

/** How many records there are of each source and reason. */
export async function countQuarantine(
  database: WritableDatabase,
  filter: QuarantineFilter,
): Promise<{ readonly source: string; readonly reason: string; readonly count: number }[]> {
  return await database.exec(
    `select format as source, reason, count(*)::int as count ${from} and $7::int is not null group by 1, 2 order by 1, 3 desc, 2`,
    values(filter),
  );
}

/** Marks records as solved by a run, except those that the run itself put into quarantine again. */
export async function markSolved(database: WritableDatabase, ids: readonly string[], run: string): Promise<number> {
  const rows = await database.exec<{ id: string }>(
    `update ingest.quarantine set state = 'SOLVED', solved_by = $2 where id = any($1) and run_id <> $2 and state = 'OPEN'
     returning id`,
    [ids, run],
  );
  return rows.length;
}

const columns = `id, run_id as "runId", originator, format as source, file, line, element_path as path, field, reason, state,
  solved_by as "solvedBy", to_char(first_seen_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "firstSeenAt",
  to_char(last_seen_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "lastSeenAt"`;

const textColumns = `${columns}, raw, frame_before as before, frame_after as after,
  coalesce((select r.envelope from ingest.run r where r.id = run_id), '{}') as envelope`;

const fromAny = `from ingest.quarantine where ($1::text is null or run_id = $1) and ($2::text is null or format = $2)
  and ($3::text is null or originator = $3) and ($4::text is null or reason = $4)
  and ($5::text[] is null or exists (select from unnest($5::text[]) as asked (prefix) where starts_with(id, asked.prefix)))`;
const from = `${fromAny} and ($6::boolean or state = 'OPEN')`;

function values(filter: QuarantineFilter): unknown[] {
  const { run, source, originator, reason, ids, all, limit } = filter;
  return [run, source, originator, reason, ids, all === true, limit ?? 1_000_000];
}
