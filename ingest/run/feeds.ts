import { linkKeyPattern } from '../../schema/records/keys/linkKey.js';
import type { IngestDatabases } from '../databases.js';
import { type RecordKind, recordSources, recordTables } from '../records/record.js';
import { utcText } from '../rows/utcText.js';
import type { RunState } from './runs.js';

/** One source's records of one agency, counted now. */
export interface Feed {
  /** Value of the envelope's `source`, e.g. `ofac-sdn`. */
  readonly source: string;
  /** Agency id. */
  readonly originator: string;
  /** Records that are shown, links not counted. */
  readonly records: number;
  /** Records in quarantine that no later run has solved. */
  readonly quarantined: number;
  /** The last run that was published; null where there was none, as for the demonstration. */
  readonly loaded: LoadedRun | null;
  /** The last run that was begun, whatever became of it. */
  readonly lastRun: LastRun | null;
}

/** The run that the shown records come from. */
export interface LoadedRun {
  readonly run: string;
  readonly format: string;
  readonly formatVersion: string;
  readonly files: readonly string[];
  readonly fileHashes: readonly string[];
  /** UTC ISO 8601. */
  readonly loadedAt: string;
  readonly sequence: string | null;
}

/** A run, and how far it is. */
export interface LastRun {
  readonly run: string;
  readonly state: RunState;
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly operator: string | null;
}

/** Which feeds. */
export interface FeedFilter {
  readonly source?: string;
  readonly originator?: string;
}

/** Every feed that has records, runs or a quarantine, by source and originator. One statement a table. */
export async function listFeeds(databases: IngestDatabases, filter: FeedFilter = {}): Promise<Feed[]> {
  const chosen = [filter.source, filter.originator];
  const which = (source: string): string =>
    `($1::text is null or ${source} = $1) and ($2::text is null or originator = $2)`;
  const feeds = new Map<string, Feed>();
  const merge = ({ source, originator }: Key, known: Partial<Feed>): void => {
    const key = JSON.stringify([source, originator]);
    const feed = feeds.get(key) ?? { source, originator, records: 0, quarantined: 0, loaded: null, lastRun: null };
    feeds.set(key, { ...feed, ...known, records: feed.records + (known.records ?? 0) });
  };
  for (const [kind, table] of Object.entries(recordTables) as [RecordKind, string][]) {
    const counted = await databases[recordSources[kind]].exec<Key & { records: number }>(
      `select source, originator, count(*) filter (where source_ref !~ $3)::int as records
       from ${table} where ${which('source')} group by 1, 2`,
      [...chosen, linkKeyPattern],
    );
    for (const { records, ...key } of counted) merge(key, { records });
  }
  const quarantined = await databases.ingest.exec<Key & { quarantined: number }>(
    `select format as source, originator, count(*)::int as quarantined from ingest.quarantine
     where state = 'OPEN' and ${which('format')} group by 1, 2`,
    chosen,
  );
  for (const row of quarantined) merge(row, { quarantined: row.quarantined });
  const loaded = await databases.directory.exec<Key & LoadedRun>(
    `select source, originator, run_id as run, format, format_version as "formatVersion", files,
       file_hashes as "fileHashes", ${utcText('loaded_at')} as "loadedAt", sequence
     from directory.loaded_source where ${which('source')}`,
    chosen,
  );
  for (const { source, originator, ...run } of loaded) merge({ source, originator }, { loaded: run });
  const last = await databases.ingest.exec<Key & LastRun>(
    `select distinct on (format, originator) format as source, originator, id as run, state,
       ${utcText('started_at')} as "startedAt", ${utcText('finished_at')} as "finishedAt", operator
     from ingest.run where originator <> '' and ${which('format')} order by format, originator, started_at desc`,
    chosen,
  );
  for (const { source, originator, ...run } of last) merge({ source, originator }, { lastRun: run });
  return [...feeds.values()].sort(
    (a, b) => a.source.localeCompare(b.source) || a.originator.localeCompare(b.originator),
  );
}

interface Key {
  readonly source: string;
  readonly originator: string;
}
