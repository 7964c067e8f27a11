import { type FeedPace, listFeedPaces, usualGap } from '../../../ingest/run/feedPace.js';
import { describeAge, warningsOf } from '../../ingest/sources.js';
import type { Check } from '../check.js';
import { type Finding, fine, warning } from '../finding.js';

const hourMs = 3_600_000;

/** Whether each feed was delivered as often as usual, and its last run ended well. */
export const feeds: Check = {
  name: 'feeds',
  lookAtData: async ({ databases, read, now }) => {
    const paces = await read(databases.ingestUrl('ingest'), listFeedPaces);
    const found = paces.flatMap((pace) => judge(pace, now));
    return found.length === 0
      ? [fine('feeds', paces.length === 0 ? 'Nothing was delivered yet.' : `All ${paces.length} are as old as usual.`)]
      : found;
  },
};

/** What is wrong with a feed. */
export function judge(feed: FeedPace, now: number): readonly Finding[] {
  const { source, originator, format, published, run, state, startedAt } = feed;
  const place = `${source} of ${originator}`;
  const found: Finding[] = [];
  const [last] = published;
  if (last !== undefined) {
    const usual = usualGap(published);
    if (usual !== null && now - last > Math.max(2 * usual, usual + hourMs))
      found.push(
        warning(
          place,
          `Its last good delivery is ${describeAge(now - last)} old; usual are ${describeAge(usual)}.`,
          `Ask who delivers it; portcullis sources --runs --source ${source}`,
        ),
      );
    const loaded = { format: format ?? '', loadedAt: new Date(last).toISOString() };
    for (const why of warningsOf({ loaded }, now))
      found.push(warning(place, `${why}.`, 'Fetch the newest edition, and ingest it.'));
  }
  if (state === 'ROLLED_BACK')
    found.push(
      warning(
        place,
        `Its last run ${run} was rolled back.`,
        `portcullis quarantine --source ${source}; then ingest it again.`,
      ),
    );
  else if (state !== 'DONE' && now - startedAt.getTime() > 24 * hourMs)
    found.push(
      warning(
        place,
        `Its run ${run} is not at its end after a day.`,
        'Ingest the same delivery again; it goes on where it ended.',
      ),
    );
  return found;
}
