import { changedFields } from '../../storage/changedFields.js';
import { unpackContent } from '../../storage/sourceContent.js';
import type { IngestDatabases } from '../databases.js';
import { type RecordSource, recordSources } from '../records/record.js';
import type { Statement } from './rows.js';
import { utcText } from './utcText.js';

/** One version of a record, and where it was stated. */
export interface RecordVersion {
  /** Schema-qualified table: a key may name a record of several. */
  readonly table: string;
  /** Public id. */
  readonly id: string;
  readonly originator: string;
  /** From 1. */
  readonly version: number;
  /** `LIVE`: shown; `CHANGED`: replaced by another version; `WITHDRAWN`: taken back by its source. */
  readonly state: string;
  readonly run: string;
  /** The run that ended it; null where it is live. */
  readonly endedByRun: string | null;
  /** UTC ISO 8601. */
  readonly recordedAt: string;
  readonly endedAt: string | null;
  readonly format: string;
  readonly formatVersion: string;
  readonly file: string;
  /** SHA-256 of the delivered file, hex. */
  readonly sha256: string;
  readonly line: number;
  readonly path: string | null;
  readonly qualityFlags: readonly string[];
  /** Fields in which it differs from the version before; null for the first one. */
  readonly changed: readonly string[] | null;
  /** The record as it stands in the file. */
  readonly raw: string | null;
  /** The record as it was understood. */
  readonly record: unknown;
}

/** All versions of the records that have this key in this source, the oldest first. */
export async function listVersions(databases: IngestDatabases, source: string, key: string): Promise<RecordVersion[]> {
  const versions: RecordVersion[] = [];
  for (const schema of new Set(Object.values(recordSources))) {
    const rows = await databases[schema].exec<VersionRow>(selectVersions(schema), [source, key]);
    let before: VersionContent | null = null;
    for (const { content, ...row } of rows) {
      const { raw, record } = unpackContent<Statement>(content);
      const changed = before?.id === row.id ? changedFields(before.record, record) : null;
      before = { id: row.id, record };
      versions.push({ ...row, changed, raw, record });
    }
  }
  return versions;
}

interface VersionRow extends Omit<RecordVersion, 'changed' | 'raw' | 'record'> {
  readonly content: Uint8Array;
}

interface VersionContent {
  readonly id: string;
  readonly record: Statement | null;
}

function selectVersions(schema: RecordSource): string {
  const columns = `record_table as "table", record_id as id, originator, version, run_id as run, ${utcText('recorded_at')} as "recordedAt",
    format, format_version as "formatVersion", file_name as file, file_sha256 as sha256, line, element_path as path,
    quality_flags as "qualityFlags", content`;
  return `select ${columns}, ending as state, ended_by_run as "endedByRun", ${utcText('ended_at')} as "endedAt"
    from ${schema}.history where source = $1 and source_ref = $2
    union all
    select ${columns}, 'LIVE', null, null from ${schema}.provenance where source = $1 and source_ref = $2
    order by "table", id, version`;
}
