import { sql } from '../../../storage/kysely.js';
import { compileStatement } from '../../../storage/pool/database.js';
import { type Prepared, said } from '../../../storage/slot.js';
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

/** What decides on one version of a record: the envelope that it had. */
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

/** A version that is no more. */
export interface EndedRow extends VersionRow {
  readonly ended_at: Date;
  readonly ending: 'CHANGED' | 'WITHDRAWN';
}

/** Versions of a record that are listed at most, and the number that they come before. */
export interface VersionPage {
  readonly first: number;
  readonly before: number | null;
}

const columns = [
  ...[
    'source',
    'source_ref',
    'originator',
    'version',
    'run_id',
    'format',
    'format_version',
    'file_name',
    'file_sha256',
    'line',
  ],
  ...['element_path', 'quality_flags', 'expires_at', 'recorded_at', 'terms'],
];
// Why not the content: it is read where its rule has let it through, and by nothing else.
const selected = sql.raw(
  ['record_table as table', 'record_id as id', ...columns].map((name) => `p.${name}`).join(', '),
);

/** The one text by which a loader knows a record, or one version of it. Neither part has a space. */
export function keyText({ table, id }: RecordKey, version?: number): string {
  return version === undefined ? `${table} ${id}` : `${table} ${id} ${version}`;
}

/** What `keyText` says; version 0, which there is none of, where it names none. */
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
 * Made at start.
 *
 * @param schema PostgreSQL schema of the source's records
 */
export function compileVersions(schema: string): VersionStatements {
  const [present, history] = [sql.table(`${schema}.provenance`), sql.table(`${schema}.history`)];
  const isAsked = sql`p.record_table = k.record_table and p.record_id = k.record_id`;
  const asked = sql`unnest(cast(${said('tables')} as text[]), cast(${said('ids')} as text[])) as k (record_table, record_id)`;
  const kept = sql`record_table, record_id, version, originator, expires_at, terms, content`;
  return {
    present: compileStatement(sql<VersionRow>`select ${selected} from ${present} p join ${asked} on ${isAsked}`),
    earlier: compileStatement(sql<EndedRow>`
      select ${selected}, p.ended_at, p.ending from (
        select p.*, row_number() over (partition by p.record_table, p.record_id order by p.version desc) as place
        from ${history} p join ${asked} on ${isAsked}
        where cast(${said('before')} as int) is null or p.version < cast(${said('before')} as int)) p
      where p.place <= ${said('first')} order by p.record_table, p.record_id, p.version desc`),
    content: compileStatement(sql<ContentRow>`
      select p.record_table as table, p.record_id as id, p.version, p.originator, p.expires_at, p.terms, p.content
      from (select ${kept} from ${present} union all select ${kept} from ${history}) p
      join unnest(cast(${said('tables')} as text[]), cast(${said('ids')} as text[]), cast(${said('versions')} as int[]))
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
  const rows = await db.rows(present, { said: saidOf(keys) });
  return new Map(rows.map((row) => [keyText(row), row]));
}

/** Earlier versions of records, newest first, a page of each in one statement. */
export async function findVersions(
  db: SourceDatabase,
  { earlier }: VersionStatements,
  keys: readonly RecordKey[],
  page: VersionPage,
): Promise<ReadonlyMap<string, readonly EndedRow[]>> {
  const rows = await db.rows(earlier, { said: { ...saidOf(keys), ...page } });
  const found = new Map<string, EndedRow[]>();
  for (const row of rows) {
    const list = found.get(keyText(row));
    if (list) list.push(row);
    else found.set(keyText(row), [row]);
  }
  return found;
}

/** What versions said, present or earlier, in one statement; absent where it is not kept. */
export async function findContents(
  db: SourceDatabase,
  { content: statement }: VersionStatements,
  keys: readonly VersionKey[],
): Promise<ReadonlyMap<string, VersionContent>> {
  const versions = keys.map(({ version }) => version);
  const rows = await db.rows(statement, { said: { ...saidOf(keys), versions } });
  return new Map(
    rows.map(({ content, ...row }) => [keyText(row, row.version), { ...row, ...unpackContent<Said>(content) }]),
  );
}

type Said = Readonly<Record<string, unknown>>;

/** What a version said: its text in the file, and the statement that ingest made of it. */
export interface VersionContent extends VersionEnvelope, SourceContent<Said> {}

/** The records asked for. */
function saidOf(keys: readonly RecordKey[]) {
  return { tables: keys.map(({ table }) => table), ids: keys.map(({ id }) => id) };
}
