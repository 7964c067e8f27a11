import { createHash } from 'node:crypto';
import pg from 'pg';
import type { IngestDatabases } from '../../ingest/databases.js';
import { openIngestDatabases } from '../ingest/support/samples.js';
import { createTestDatabase } from '../support/postgres.js';
import { deliver, deliveriesOf } from './deliveries.js';
import { recordExports } from './exports.js';
import { createLabels } from './labels.js';
import { type NamedRow, readRows } from './rows.js';

/** What the deliveries of one format leave in an empty database: what became of each, every row, and what is given back. */
export async function recordDeliveries(format: string): Promise<ReadonlyMap<string, string>> {
  const database = await createTestDatabase();
  const databases = openIngestDatabases(database);
  const client = new pg.Client({ connectionString: database.adminUrl });
  try {
    await client.connect();
    return await recordDeliveriesIn(format, databases, client);
  } finally {
    await client.end();
    await databases.close();
    await database.close();
  }
}

/** The same, in a database that is empty. @param client its administrator's */
export async function recordDeliveriesIn(
  format: string,
  databases: IngestDatabases,
  client: pg.Client,
): Promise<ReadonlyMap<string, string>> {
  const label = createLabels();
  const sections = new Map<string, string>();
  for (const [index, files] of deliveriesOf(format).entries()) {
    const checked = await deliver(format, files, databases, { check: true });
    const told = await deliver(format, files, databases);
    const [again] = await deliver(format, files, databases);
    const lines = [...checked, ...told, `again ${/"stored": \d+/.exec(again ?? '')?.[0] ?? again}`];
    sections.set(`delivery ${index + 1}`, lines.map(label).join('\n'));
  }
  for (const [table, lines] of byTable(await readRows(client))) sections.set(table, lines.map(label).join('\n'));
  for (const [form, text] of await recordExports(databases)) sections.set(`export ${form}`, label(text));
  return sections;
}

/** Of each table: how many rows, a digest of them all, and the first ones. */
export async function recordTables(client: pg.Client, shown = 3): Promise<ReadonlyMap<string, string>> {
  const label = createLabels();
  const sections = new Map<string, string>();
  const rows = await readRows(client);
  for (const [table, lines] of byTable(rows)) {
    const named = lines.map(label);
    const digest = createHash('sha256').update(named.join('\n')).digest('hex');
    const count = rows.filter((row) => row.table === table).length;
    const first = named.slice(0, rowEnd(named, shown));
    sections.set(table, [`${count} rows ${digest}`, ...first].join('\n'));
  }
  return sections;
}

function byTable(rows: readonly NamedRow[]): ReadonlyMap<string, readonly string[]> {
  const tables = new Map<string, string[]>();
  for (const { table } of rows) tables.set(table, []);
  for (const row of rows) tables.get(row.table)?.push(...printRow(row));
  return tables;
}

/** A row, a column a line. */
function printRow({ id, name, columns }: NamedRow): string[] {
  const shown = Object.entries(columns).filter(([column]) => column !== 'id' || id === null);
  return [name, ...shown.map(([column, value]) => `  ${column} ${JSON.stringify(value)}`)];
}

/** Number of lines of the first rows. */
function rowEnd(lines: readonly string[], rows: number): number {
  const starts = lines.flatMap((line, at) => (line.startsWith(' ') ? [] : [at]));
  return starts[rows] ?? lines.length;
}
