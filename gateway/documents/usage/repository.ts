import type { WritableDatabase } from '../../../storage/types.js';
import type { UsageRow } from './counts.js';

/** How often a field was asked by an agency, and when last. */
export interface Usage extends Pick<UsageRow, 'agency' | 'documentId' | 'coordinate' | 'times'> {
  /** UTC, `YYYY-MM-DD`. */
  readonly lastOn: string;
}

/** Which rows. */
export interface UsageFilter {
  readonly agency?: string | undefined;
  /** `Type.field`, or a type. */
  readonly coordinate?: string | undefined;
  /** Since which day, UTC, `YYYY-MM-DD`. */
  readonly since: string;
}

/** Rows of one statement. */
const pageSize = 5000;

/** Adds counts to those of their week, in the gateway's schema. Rows must be sorted, so that two processes do not wait for each other. */
export async function addUsage(database: WritableDatabase, rows: readonly UsageRow[]): Promise<void> {
  for (let from = 0; from < rows.length; from += pageSize) {
    const page = rows.slice(from, from + pageSize);
    const column = (name: keyof UsageRow) => page.map((row) => row[name]);
    await database.exec(
      `insert into gateway.usage as u (week, agency, document_id, coordinate, times, last_on)
       select date_trunc('week', day)::date, agency, document_id, coordinate, times, day
       from unnest($1::date[], $2::text[], $3::text[], $4::text[], $5::bigint[]) r(day, agency, document_id, coordinate, times)
       on conflict (agency, document_id, coordinate, week) do update
         set times = u.times + excluded.times, last_on = greatest(u.last_on, excluded.last_on)`,
      [column('day'), column('agency'), column('documentId'), column('coordinate'), column('times')],
    );
  }
}

/** Adds the counts of a gateway, and deletes those of more than two years, once a day. */
export function createUsageStore(database: WritableDatabase): (rows: readonly UsageRow[]) => Promise<void> {
  let sweptOn: string | undefined;
  return async (rows) => {
    await addUsage(database, rows);
    const day = rows[0]?.day;
    if (day === sweptOn) return;
    sweptOn = day;
    await database.exec('select gateway.sweep_usage()');
  };
}

/** How often each field was asked, by coordinate, agency and document. */
export async function listUsage(
  database: WritableDatabase,
  { agency, coordinate, since }: UsageFilter,
): Promise<readonly Usage[]> {
  return await database.exec<Usage>(
    `select coordinate, agency, document_id as "documentId", sum(times)::bigint as times,
       max(last_on)::text as "lastOn" from gateway.usage
     where ($1::text is null or agency = $1) and last_on >= $3::date
       and ($2::text is null or coordinate = $2 or split_part(coordinate, '.', 1) = $2)
     group by 1, 2, 3 order by 1, 2, 3`,
    [agency ?? null, coordinate ?? null, since],
  );
}

/** The days on which fields were last answered to registered documents: by agency and document with a space between, and coordinate. */
export async function lastAnswered(
  database: WritableDatabase,
): Promise<ReadonlyMap<string, ReadonlyMap<string, string>>> {
  const rows = await database.exec<Omit<Usage, 'times'>>(
    `select coordinate, agency, document_id as "documentId", max(last_on)::text as "lastOn" from gateway.usage
     where document_id <> '' group by 1, 2, 3`,
  );
  const found = new Map<string, Map<string, string>>();
  for (const { agency, documentId, coordinate, lastOn } of rows) {
    const key = `${agency} ${documentId}`;
    const known = found.get(key) ?? new Map<string, string>();
    found.set(key, known.set(coordinate, lastOn));
  }
  return found;
}
