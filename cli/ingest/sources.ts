import type { IngestDatabases } from '../../ingest/databases.js';
import { type Feed, type FeedFilter, listFeeds } from '../../ingest/run/feeds.js';
import { type Output, print } from '../output/printLine.js';

/** What `portcullis sources` needs. */
export interface SourcesCommand extends Output {
  readonly databases: IngestDatabases;
  readonly filter: FeedFilter;
  /** Milliseconds since the epoch; the clock's by default. */
  readonly now?: number;
}

/** Prints what is loaded: counts of this moment, where it comes from, how old it is, and how its last run ended. */
export async function runSources({ databases, filter, now = Date.now(), ...output }: SourcesCommand): Promise<void> {
  const feeds = (await listFeeds(databases, filter)).map((feed) => ({ ...feed, age: ageOf(feed, now) }));
  print(output, feeds, () => (feeds.length === 0 ? ['Nothing is loaded.'] : feeds.flatMap(describeFeed)));
}

function ageOf({ loaded }: Feed, now: number): string | null {
  return loaded && describeAge(now - Date.parse(loaded.loadedAt));
}

function describeFeed({
  source,
  originator,
  records,
  quarantined,
  loaded,
  lastRun,
  age,
}: Feed & { age: string | null }) {
  const lines = [`${source} of ${originator}: ${records} records, ${quarantined} in quarantine`];
  if (loaded) {
    const sequence = loaded.sequence === null ? '' : `, up to ${loaded.sequence}`;
    lines.push(
      `  from ${nameFiles(loaded.files)} (${loaded.format} ${loaded.formatVersion}${sequence}), ` +
        `${age} old: ${loaded.loadedAt}`,
    );
  }
  if (lastRun) {
    lines.push(`  last run ${lastRun.run}: ${states[lastRun.state] ?? lastRun.state}, begun ${lastRun.startedAt}`);
  }
  return lines;
}

/** Files of a delivery that are named. */
const namedFiles = 5;

/** Names of files: a delivery of messages may be thousands; `--json` names all. */
export function nameFiles(files: readonly string[]): string {
  const more = files.length - namedFiles;
  return files.slice(0, namedFiles).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

const states: Readonly<Record<string, string>> = {
  READING: 'reading, or stopped while reading: the same delivery goes on',
  STAGED: 'staged, or stopped before it was published: the same delivery goes on',
  PUBLISHING: 'publishing, or stopped while publishing: the same delivery goes on',
  DONE: 'done',
  ROLLED_BACK: 'taken back: nothing of it was stored',
};

const units = [
  ['year', 365 * 86_400_000],
  ['month', 30 * 86_400_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** Milliseconds in words, in the largest unit of which there are two, e.g. `3 days`, `36 hours`; whole units, rounded down. */
export function describeAge(ms: number): string {
  const found = units.find(([, length]) => ms >= 2 * length);
  if (found) return `${Math.floor(ms / found[1])} ${found[0]}s`;
  return ms >= 60_000 ? '1 minute' : 'less than a minute';
}
