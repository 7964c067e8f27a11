import { sql } from '../../../storage/kysely.js';
import { compileStatement } from '../../../storage/pool/database.js';
import type { RecordListing } from '../described/describe.js';
import { inTime } from '../session/inTime.js';
import type { SourceSession } from '../sourceSession.js';
import type { SearchedText } from './asked.js';

/**
 * Feeds of a kind that have a record which this viewer may see, and whose feed it may know of that: those that a search goes
 * through. By name; null where half a second was not enough. One statement, whatever the number of records: from one feed to
 * the next along the index that begins with them.
 */
export async function searchedFeeds(
  session: SourceSession,
  listing: RecordListing,
  { feeds }: SearchedText,
): Promise<readonly string[] | null> {
  const { type, from } = listing;
  const statement = session.kept(listing, 'feeds', () => {
    const wall = session.wall(type);
    return compileStatement(sql<{ readonly feed: string }>`
      with recursive feeds as (
        (select r.source as feed from ${from} order by r.source limit 1)
        union all
        select (select r.source from ${from} where r.source > feeds.feed order by r.source limit 1)
        from feeds where feeds.feed is not null
      )
      select feed from feeds where feed is not null and exists (
        select from ${from}
        where r.source = feeds.feed and ${wall.visible} and ${wall.full(session.category(`${type}.handling`))}
      ) order by feed`);
  });
  const rows = await inTime((options) => session.db.rows(statement, options));
  return rows?.map(({ feed }) => feed).filter((feed) => feeds?.includes(feed) ?? true) ?? null;
}
