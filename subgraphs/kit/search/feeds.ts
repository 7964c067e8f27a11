import { sql } from '../../../storage/kysely.js';
import { compileStatement } from '../../../storage/pool/database.js';
import { inTime } from '../../../storage/pool/inTime.js';
import type { RecordListing } from '../described/describe.js';
import type { SourceSession } from '../sourceSession.js';
import type { SearchedText } from './asked.js';

/**
 * The feeds that a search of a kind covers, by name: those with a record that this viewer may see and whose feed it may
 * know. Null where it took too long. One statement, which steps from feed to feed along the index that
 * begins with them, whatever the number of records.
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
  const rows = await inTime(session.db, (options) => session.db.rows(statement, options));
  return rows?.map(({ feed }) => feed).filter((feed) => feeds?.includes(feed) ?? true) ?? null;
}
