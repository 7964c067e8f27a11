import type { WritableDatabase } from '../../../storage/types.js';
import type { UsageRow } from './counts.js';

/** How often a field was answered to a client, and when last. */
export interface Usage extends Pick<UsageRow, 'agency' | 'client' | 'documentId' | 'coordinate' | 'times'> {
  /** UTC, `YYYY-MM-DD`. */
  readonly lastOn: string;
  /** Each week in which it was, by its Monday, UTC. */
  readonly weeks: readonly { readonly week: string; readonly times: number }[];
}

/** A client that was answered a field. */
export type Asker = Pick<Usage, 'coordinate' | 'agency' | 'client' | 'documentId' | 'lastOn'>;

/** Which rows. */
export interface UsageFilter {
  readonly agency?: string | undefined;
  readonly client?: string | undefined;
  /** `Type.field`, or a type. */
  readonly coordinate?: string | undefined;
  /** Since which day, UTC, `YYYY-MM-DD`. */
  readonly since: string;
}

/** To whom a field was answered last. */
export interface LastAnswer {
  /** UTC, `YYYY-MM-DD`. */
  readonly lastOn: string;
  /** The clients of that day, `other` for those that are not registered. */
  readonly lastTo: readonly string[];
}

/** Rows of one statement. */
const pageSize = 5000;

/** Adds counts to those of their week, in the gateway's schema. Rows must be sorted, so that two processes do not wait for each other. */
export async function addUsage(database: WritableDatabase, rows: readonly UsageRow[]): Promise<void> {
  for (let from = 0; from < rows.length; from += pageSize) {
    const page = rows.slice(from, from + pageSize);
    const column = (name: keyof UsageRow) => page.map((row) => row[name]);
    await database.exec(
      `insert into gateway.usage as u (week, agency, client, document_id, coordinate, times, last_on)
       select date_trunc('week', day)::date, agency, client, document_id, coordinate, times, day
       from unnest($1::date[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[])
         r(day, agency, client, document_id, coordinate, times)
       on conflict (agency, client, document_id, coordinate, week) do update
         set times = u.times + excluded.times, last_on = greatest(u.last_on, excluded.last_on)`,
      (['day', 'agency', 'client', 'documentId', 'coordinate', 'times'] as const).map(column),
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

/** How often each field was answered, by coordinate, agency, client and document. */
export async function listUsage(
  database: WritableDatabase,
  { agency, client, coordinate, since }: UsageFilter,
): Promise<readonly Usage[]> {
  return await database.exec<Usage>(
    `select coordinate, agency, client, document_id as "documentId", sum(times)::bigint as times,
       max(last_on)::text as "lastOn", json_agg(json_build_object('week', week, 'times', times) order by week) as weeks
     from gateway.usage
     where ($1::text is null or agency = $1) and ($2::text is null or client = $2) and last_on >= $4::date
       and ($3::text is null or coordinate = $3 or split_part(coordinate, '.', 1) = $3)
     group by 1, 2, 3, 4 order by 1, 2, 3, 4`,
    [agency ?? null, client ?? null, coordinate ?? null, since],
  );
}

/** To whom fields were last answered by registered documents: by agency and document with a space between, and coordinate. */
export async function lastAnswered(
  database: WritableDatabase,
): Promise<ReadonlyMap<string, ReadonlyMap<string, LastAnswer>>> {
  const rows = await database.exec<LastAnswer & Pick<UsageRow, 'agency' | 'documentId' | 'coordinate'>>(
    `select coordinate, agency, document_id as "documentId", last_on::text as "lastOn",
       array_agg(distinct client order by client) as "lastTo"
     from (
       select *, max(last_on) over (partition by coordinate, agency, document_id) as newest
       from gateway.usage where document_id <> ''
     ) u where last_on = newest group by 1, 2, 3, 4`,
  );
  const found = new Map<string, Map<string, LastAnswer>>();
  for (const { agency, documentId, coordinate, lastOn, lastTo } of rows) {
    const key = `${agency} ${documentId}`;
    const known = found.get(key) ?? new Map<string, LastAnswer>();
    found.set(key, known.set(coordinate, { lastOn, lastTo }));
  }
  return found;
}

/** When each client was last answered each of some fields, by each of its documents. */
export async function lastAskers(
  database: WritableDatabase,
  coordinates: readonly string[],
): Promise<readonly Asker[]> {
  return await database.exec<Asker>(
    `select coordinate, agency, client, document_id as "documentId", max(last_on)::text as "lastOn"
     from gateway.usage where coordinate = any($1) group by 1, 2, 3, 4`,
    [coordinates],
  );
}
