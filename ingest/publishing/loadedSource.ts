// SPDX-License-Identifier: Apache-2.0
import { recordTables } from '../items.js';
import { type RecordKind, recordSources } from '../record.js';
import type { IngestDatabases } from '../writer.js';

/** A run whose records are shown now. */
export interface PublishedRun {
  readonly databases: IngestDatabases;
  readonly runId: string;
  /** Value of the envelope's `source`. */
  readonly source: string;
  readonly originator: string;
  readonly format: string;
  readonly kinds: readonly RecordKind[];
  /** Records that the run took back. */
  readonly withdrawn: number;
}

/**
 * Writes what viewers may know of a feed: its files, its version, and how many records of it are shown and in quarantine
 * now. May be repeated; one row a source and originator, that of the last run.
 */
export async function writeLoadedSource(run: PublishedRun): Promise<void> {
  const { databases, source, originator } = run;
  const [facts] = await databases.ingest.exec<RunFacts>(
    `select format_version, files, file_hashes, sequence,
       (select count(*)::int from jsonb_object_keys(unmapped)) as unmapped,
       (select count(*)::int from ingest.quarantine q
        where q.format = $2 and q.originator = $3 and q.state = 'OPEN') as quarantined
     from ingest.run where id = $1`,
    [run.runId, source, originator],
  );
  if (!facts) throw new TypeError('a run that was never begun');
  await databases.directory.exec(
    `insert into directory.loaded_source (source, originator, format, format_version, files, file_hashes, run_id, loaded_at,
       records, quarantined, withdrawn, unmapped, sequence)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
     on conflict (source, originator) do update set format = excluded.format, format_version = excluded.format_version,
       files = excluded.files, file_hashes = excluded.file_hashes, run_id = excluded.run_id, loaded_at = excluded.loaded_at,
       records = excluded.records, quarantined = excluded.quarantined, withdrawn = excluded.withdrawn,
       unmapped = excluded.unmapped, sequence = excluded.sequence`,
    [
      source,
      originator,
      run.format,
      facts.format_version,
      facts.files,
      facts.file_hashes,
      run.runId,
      new Date().toISOString(),
      await countLive(run),
      facts.quarantined,
      run.withdrawn,
      facts.unmapped,
      facts.sequence,
    ],
  );
}

interface RunFacts {
  readonly format_version: string;
  readonly files: readonly string[];
  readonly file_hashes: readonly string[];
  readonly sequence: string | null;
  readonly unmapped: number;
  readonly quarantined: number;
}

async function countLive({ databases, kinds, source, originator }: PublishedRun): Promise<number> {
  let live = 0;
  for (const kind of new Set(kinds)) {
    const [row] = await databases[recordSources[kind]].exec<{ count: number }>(
      `select count(*)::int as count from ${recordTables[kind]} where source = $1 and originator = $2`,
      [source, originator],
    );
    live += row?.count ?? 0;
  }
  return live;
}
