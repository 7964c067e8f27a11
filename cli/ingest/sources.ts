import type { IngestDatabases } from '../../ingest/databases.js';
import { formats } from '../../ingest/formats/index.js';
import { type Rhythm, rhythms } from '../../ingest/formats/rhythm.js';
import { type Feed, type FeedFilter, type LoadedRun, listFeeds } from '../../ingest/run/feeds.js';
import { counted } from '../output/counted.js';
import { type Output, print } from '../output/printLine.js';
import { nameFiles, runStates } from './runs.js';

/** Options of `portcullis sources`. */
export interface SourcesCommand extends Output {
  readonly databases: IngestDatabases;
  readonly filter: FeedFilter;
  /** Milliseconds since the epoch; the clock's by default. */
  readonly now?: number;
}

/** Prints what is loaded: present counts, origin, age, and how the last run ended. */
export async function runSources({ databases, filter, now = Date.now(), ...output }: SourcesCommand): Promise<void> {
  const feeds = (await listFeeds(databases, filter)).map((feed) => ({
    ...feed,
    age: ageOf(feed, now),
    warnings: warningsOf(feed, now),
  }));
  print(output, feeds, () => (feeds.length === 0 ? ['Nothing is loaded.'] : feeds.flatMap(describeFeed)));
}

function ageOf({ loaded }: Feed, now: number): string | null {
  return loaded && describeAge(now - Date.parse(loaded.loadedAt));
}

/** A new edition is loaded some hours after the last one has come of age. */
const graceDays = 1;

/** Why a feed should not be relied on: its publisher has ended the list, or has had a newer edition for some time. */
export function warningsOf(
  { loaded }: { readonly loaded: Pick<LoadedRun, 'format' | 'loadedAt'> | null },
  now: number,
): string[] {
  const format = formats.get(loaded?.format ?? '');
  if (loaded === null || format === undefined) return [];
  const { ended, rhythm } = format;
  if (ended !== undefined) {
    return [`its publisher ended this list on ${ended.on}; ${ended.replacedBy} reads the list that replaced it`];
  }
  const days = (now - Date.parse(loaded.loadedAt)) / 86_400_000;
  if (rhythm === undefined || days <= rhythms[rhythm] + graceDays) return [];
  return [`its publisher has a new edition ${rhythmWords[rhythm]}: this one is overdue`];
}

const rhythmWords: Readonly<Record<Rhythm, string>> = {
  daily: 'every day',
  weekly: 'every week',
  monthly: 'every month',
  halfYearly: 'every half-year',
  yearly: 'every year',
};

function describeFeed({
  source,
  originator,
  records,
  quarantined,
  loaded,
  lastRun,
  age,
  warnings,
}: Feed & { age: string | null; warnings: readonly string[] }) {
  const lines = [`${source} of ${originator}: ${counted(records, 'record')}, ${quarantined} in quarantine`];
  if (loaded) {
    const sequence = loaded.sequence === null ? '' : `, up to ${loaded.sequence}`;
    lines.push(
      `  from ${nameFiles(loaded.files)} (${loaded.format} ${loaded.formatVersion}${sequence}), ` +
        `${age} old: ${loaded.loadedAt}`,
    );
  }
  if (lastRun) {
    const { state } = lastRun;
    const isOpen = state !== 'DONE' && state !== 'ROLLED_BACK';
    const more = isOpen ? ', or stopped: ingest the same delivery again to resume it' : '';
    lines.push(`  last run ${lastRun.run}: ${runStates[state]}${more}; started ${lastRun.startedAt}`);
  }
  return [...lines, ...warnings.map((warning) => `  WARNING: ${warning}`)];
}

const units = [
  ['year', 365 * 86_400_000],
  ['month', 30 * 86_400_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** A duration (ms) in the largest unit of which there are two, rounded down, e.g. `3 days`, `36 hours`. */
export function describeAge(ms: number): string {
  const found = units.find(([, length]) => ms >= 2 * length);
  if (found) return `${Math.floor(ms / found[1])} ${found[0]}s`;
  return ms >= 60_000 ? '1 minute' : 'less than a minute';
}
