import { quoteTable } from '../../storage/pool/quote.js';
import { noContent, unpackContent } from '../../storage/sourceContent.js';
import type { Transaction } from '../../storage/types.js';
import type { IngestDatabases } from '../databases.js';
import type { EnvelopeStatement } from '../records/base.js';
import { type RecordKind, recordSources, recordTables } from '../records/record.js';
import type { Statement } from '../rows/rows.js';
import { inTransactions, type Transactions } from '../transactions.js';
import { type EnvelopeRow, selectEnvelope, toStatedEnvelope } from './envelopeColumns.js';

/** The records to export. */
export interface ExportQuery {
  /** The envelope's `source`. */
  readonly source: string;
  readonly originator: string;
  /** All kinds where absent. */
  readonly kind?: RecordKind;
  /** UTC ISO 8601; records that have expired by then are left out, purged or not. */
  readonly asOf: string;
}

/** The records of a query, as of one moment in each database. */
export interface OpenExport {
  /** Number of records by kind; kinds without any are absent. */
  readonly counts: Readonly<Partial<Record<RecordKind, number>>>;
  /** Public ids of the records in batches, kind by kind. */
  ids(): AsyncGenerator<ExportedIds>;
  /** Kind by kind, in the order of their keys. May be called again, one reading at a time. */
  records(): AsyncGenerator<ExportedRecord>;
}

/** One record on its way back to its originator. */
export interface ExportedRecord {
  /** The record under the whole envelope that it is stored with, so that reading it again adds no defaults. */
  readonly record: Statement & { readonly envelope: EnvelopeStatement };
  /** Its text in the source file. */
  readonly raw: string | null;
}

/** A batch of public ids of one kind. */
export interface ExportedIds {
  readonly kind: RecordKind;
  readonly ids: readonly string[];
}

/** Ids fetched at once: as many as one log entry names. */
const idsFetched = 10_000;

/** Rows fetched at once. Why few: the text of one record may be megabytes. */
const fetched = 100;

const kinds = Object.keys(recordSources) as readonly RecordKind[];

/** Opens the records of a query while `work` runs; what is ingested meanwhile is not seen. */
export async function withExport<T>(
  databases: IngestDatabases,
  query: ExportQuery,
  work: (open: OpenExport) => Promise<T>,
): Promise<T> {
  const wanted = kinds.filter((kind) => query.kind === undefined || kind === query.kind);
  const sources = [...new Set(wanted.map((kind) => recordSources[kind]))];
  return await inTransactions(databases, sources, async (transactions) => {
    // Why before any query: the snapshot is taken by a transaction's first query.
    for (const transaction of transactions.values())
      await transaction.exec('set transaction isolation level repeatable read, read only');
    const counts: Partial<Record<RecordKind, number>> = {};
    for (const kind of wanted) {
      const count = await countIn(transactions, kind, query);
      if (count > 0) counts[kind] = count;
    }
    const present = Object.keys(counts) as RecordKind[];
    return await work({
      counts,
      ids: () => readIds(transactions, present, query),
      records: () => readAll(transactions, present, query),
    });
  });
}

/** Sources with records of an originator. */
export async function exportableSources(databases: IngestDatabases, originator: string): Promise<string[]> {
  const found = new Set<string>();
  for (const source of new Set(Object.values(recordSources))) {
    const rows = await databases[source].exec<{ source: string }>(
      `select distinct source from ${source}.provenance where originator = $1`,
      [originator],
    );
    for (const row of rows) found.add(row.source);
  }
  return [...found].sort();
}

/**
 * Links are left out: the records that assert them contain them.
 * $1 table, $2 source, $3 originator, $4 the content of links, $5 as of.
 */
function fromWhere(kind: RecordKind): string {
  return `from ${recordSources[kind]}.provenance p join ${quoteTable(recordTables[kind])} r on r.id = p.record_id
    where p.record_table = $1 and p.source = $2 and p.originator = $3 and r.source = $2 and r.originator = $3
      and p.content <> $4
      and (r.expires_at is null or r.expires_at > $5::timestamptz)`;
}

function values(kind: RecordKind, { source, originator, asOf }: ExportQuery): unknown[] {
  return [recordTables[kind], source, originator, noContent, asOf];
}

async function countIn(transactions: Transactions, kind: RecordKind, query: ExportQuery): Promise<number> {
  const transaction = transactions.get(recordSources[kind]) as Transaction;
  const [row] = await transaction.exec<{ count: string }>(
    `select count(*)::text as count ${fromWhere(kind)}`,
    values(kind, query),
  );
  return Number(row?.count ?? 0);
}

async function* readIds(
  transactions: Transactions,
  counted: readonly RecordKind[],
  query: ExportQuery,
): AsyncGenerator<ExportedIds> {
  for (const kind of counted) {
    const cursor = { name: 'named', select: `r.id ${fromWhere(kind)} order by r.id`, size: idsFetched };
    for await (const rows of fetchRows<{ readonly id: string }>(transactions, kind, query, cursor)) {
      yield { kind, ids: rows.map(({ id }) => id) };
    }
  }
}

async function* readAll(
  transactions: Transactions,
  counted: readonly RecordKind[],
  query: ExportQuery,
): AsyncGenerator<ExportedRecord> {
  for (const kind of counted) {
    const select = `p.content, ${selectEnvelope('r')} ${fromWhere(kind)} order by p.source_ref`;
    const cursor = { name: 'exported', select, size: fetched };
    for await (const rows of fetchRows<EnvelopeRow & { readonly content: Buffer }>(transactions, kind, query, cursor)) {
      for (const row of rows) {
        const { raw, record } = unpackContent<Statement>(row.content);
        if (record !== null) yield { record: { ...record, envelope: toStatedEnvelope(row) }, raw };
      }
    }
  }
}

/** Rows of a kind by a cursor, at most `size` at once. */
async function* fetchRows<Row extends object>(
  transactions: Transactions,
  kind: RecordKind,
  query: ExportQuery,
  { name, select, size }: { readonly name: string; readonly select: string; readonly size: number },
): AsyncGenerator<readonly Row[]> {
  const transaction = transactions.get(recordSources[kind]) as Transaction;
  await transaction.exec(`declare ${name} no scroll cursor for select ${select}`, values(kind, query));
  for (;;) {
    const rows = await transaction.exec<Row>(`fetch forward ${size} from ${name}`);
    if (rows.length > 0) yield rows;
    if (rows.length < size) break;
  }
  await transaction.exec(`close ${name}`);
}
