import type { LogQuery } from '../../auditlog/store/pool.js';
import type { RunState } from './runs.js';

/** How often a feed is delivered. */
export interface FeedPace {
  /** The envelope's `source`, and the agency. */
  readonly source: string;
  readonly originator: string;
  /** Name of the format that read the last good delivery; null where no delivery was published. */
  readonly format: string | null;
  /** When the last good deliveries were published, newest first, at most ten; ms since 1970. */
  readonly published: readonly number[];
  /** The run that was begun last, and how far it is. */
  readonly run: string;
  readonly state: RunState;
  readonly startedAt: Date;
}

/** Deliveries that say what is usual. */
const enoughDeliveries = 4;

/** The pace of each feed that was ever delivered, by the runs alone: no record is counted. One statement. */
export async function listFeedPaces(db: LogQuery): Promise<readonly FeedPace[]> {
  const { rows } = await db.query({
    text: `select distinct on (r.format, r.originator) r.format as source, r.originator, r.id as run, r.state,
        r.started_at as "startedAt", g.format, coalesce(g.published, '{}') as published
      from ingest.run r
      left join (
        select format as source, originator, (array_agg(format_name order by finished_at desc))[1] as format,
          array_agg(extract(epoch from finished_at)::float8 * 1000 order by finished_at desc) as published
        from (select format, originator, format_name, finished_at,
            row_number() over (partition by format, originator order by finished_at desc) as place
          from ingest.run where state = 'DONE' and finished_at is not null) d
        where place <= 10 group by 1, 2
      ) g on g.source = r.format and g.originator = r.originator
      where r.originator <> ''
      order by r.format, r.originator, r.started_at desc`,
  });
  return rows as unknown as readonly FeedPace[];
}

/** The median time between deliveries, ms; null where there are too few. */
export function usualGap(published: readonly number[]): number | null {
  if (published.length < enoughDeliveries) return null;
  const gaps = published.slice(1).map((earlier, index) => (published[index] ?? earlier) - earlier);
  return gaps.sort((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? null;
}
