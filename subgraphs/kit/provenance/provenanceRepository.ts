import { sql } from '../../../storage/kysely.js';
import { compileStatement } from '../../../storage/pool/database.js';
import { type Prepared, slot } from '../../../storage/slot.js';
import { type SourceContent, unpackContent } from '../../../storage/sourceContent.js';
import type { SourceDatabase } from '../../../storage/types.js';

/** A record by its table, schema-qualified, and its public id. */
export interface RecordKey {
  readonly table: string;
  readonly id: string;
}

/** One version of a record. */
export interface VersionKey extends RecordKey {
  readonly version: number;
}

/** What decides about one version of a record: the envelope that it had. */
export interface VersionEnvelope extends VersionKey {
  readonly originator: string;
  readonly expires_at: Date | null;
  /** As `readEnvelopeTerms` reads it; null where it was not kept. */
  readonly terms: string | null;
}

/** Where one version of a record came from. */
export interface VersionRow extends VersionEnvelope {
  readonly source: string;
  readonly source_ref: string;
  readonly run_id: string;
  readonly format: string;
  readonly format_version: string;
  readonly file_name: string;
  readonly file_sha256: string;
  readonly line: number;
  readonly element_path: string | null;
  readonly quality_flags: readonly string[];
  readonly recorded_at: Date;
}

/** A version that was replaced or withdrawn. */
export interface EndedRow extends VersionRow {
  readonly ended_at: Date;
  readonly ending: 'CHANGED' | 'WITHDRAWN';
}

/** At most `first` versions of a record, before the version `before`. */
export interface VersionPage {
  readonly first: number;
  readonly before: number | null;
}

// Why without the content: it leaves the database only where the rule of its field has let it through.
const columns = sql.raw(`p.record_table as table, p.record_id as id, p.source, p.source_ref, p.originator, p.version,
  p.run_id, p.format, p.format_version, p.file_name, p.file_sha256, p.line, p.element_path, p.quality_flags,
  p.expires_at, p.recorded_at, p.terms`);

/** A loader's key of a record, or of one version of it. No part has a space. */
export function keyText({ table, id }: RecordKey, version?: number): string {
  return version === undefined ? `${table} ${id}` : `${table} ${id} ${version}`;
}

/** The parts of a `keyText`; without a version, version 0, which no record has. */
export function readKey(text: string): VersionKey {
  const [table = '', id = '', version = '0'] = text.split(' ');
  return { table, id, version: Number(version) };
}

/** The statements that read versions. */
export interface VersionStatements {
  readonly present: Prepared<VersionRow>;
  readonly earlier: Prepared<EndedRow>;
  readonly content: Prepared<ContentRow>;
}

type ContentRow = VersionEnvelope & { readonly content: Uint8Array };

/**
 * Compiled at start.
 *
 * @param schema PostgreSQL schema of the source's records
 */
export function compileVersions(schema: string): VersionStatements {
  const [present, history] = [sql.table(`${schema}.provenance`), sql.table(`${schema}.history`)];
  const isAsked = sql`p.record_table = k.record_table and p.record_id = k.record_id`;
  const asked = sql`unnest(cast(${slot('tables')} as text[]), cast(${slot('ids')} as text[])) as k (record_table, record_id)`;
  const kept = sql`record_table, record_id, version, originator, expires_at, terms, content`;
  return {
    present: compileStatement(sql<VersionRow>`select ${columns} from ${present} p join ${asked} on ${isAsked}`),
    earlier: compileStatement(sql<EndedRow>`
      select ${columns}, p.ended_at, p.ending from (
        select p.*, row_number() over (partition by p.record_table, p.record_id order by p.version desc) as place
        from ${history} p join ${asked} on ${isAsked}
        where cast(${slot('before')} as int) is null or p.version < cast(${slot('before')} as int)) p
      where p.place <= ${slot('first')} order by p.record_table, p.record_id, p.version desc`),
    content: compileStatement(sql<ContentRow>`
      select p.record_table as table, p.record_id as id, p.version, p.originator, p.expires_at, p.terms, p.content
      from (select ${kept} from ${present} union all select ${kept} from ${history}) p
      join unnest(cast(${slot('tables')} as text[]), cast(${slot('ids')} as text[]), cast(${slot('versions')} as int[]))
        as k (record_table, record_id, version)
        on ${isAsked} and p.version = k.version`),
  };
}

/** Where the present versions of records came from, in one statement; absent where it was not kept. */
export async function findProvenance(
  db: SourceDatabase,
  { present }: VersionStatements,
  keys: readonly RecordKey[],
): Promise<ReadonlyMap<string, VersionRow>> {
  const rows = await db.rows(present, { values: slotsOf(keys) });
  return new Map(rows.map((row) => [keyText(row), row]));
}

/** Earlier versions of records, newest first, a page of each in one statement. */
export async function findVersions(
  db: SourceDatabase,
  { earlier }: VersionStatements,
  keys: readonly RecordKey[],
  page: VersionPage,
): Promise<ReadonlyMap<string, readonly EndedRow[]>> {
  const rows = await db.rows(earlier, { values: { ...slotsOf(keys), ...page } });
  const found = new Map<string, EndedRow[]>();
  for (const row of rows) {
    const list = found.get(keyText(row));
    if (list) list.push(row);
    else found.set(keyText(row), [row]);
  }
  return found;
}

/** The content of versions, present or earlier, in one statement; absent where it is not kept. */
export async function findContents(
  db: SourceDatabase,
  { content: statement }: VersionStatements,
  keys: readonly VersionKey[],
): Promise<ReadonlyMap<string, VersionContent>> {
  const versions = keys.map(({ version }) => version);
  const rows = await db.rows(statement, { values: { ...slotsOf(keys), versions } });
  return new Map(
    rows.map(({ content, ...row }) => [keyText(row, row.version), { ...row, ...unpackContent<Statement>(content) }]),
  );
}

type Statement = Readonly<Record<string, unknown>>;

/** The content of a version: its text in the file, and the statement that ingest made of it. */
export interface VersionContent extends VersionEnvelope, SourceContent<Statement> {}

function slotsOf(keys: readonly RecordKey[]) {
  return { tables: keys.map(({ table }) => table), ids: keys.map(({ id }) => id) };
}
