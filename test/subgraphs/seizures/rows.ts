import pg from 'pg';

/** A row as a test states it: any column of the table; a record's envelope and `holds` have defaults. */
export type Row = Readonly<Record<string, unknown>>;

/** Record tables, and the categories that a row of each holds unless it says otherwise. */
const records: Readonly<Record<string, readonly string[]>> = {
  seizure: ['seizures.core', 'seizures.method', 'seizures.persons'],
  seizure_statistic: ['seizures.statistics'],
};

/** Writes fictitious rows as ingest would. */
export async function insertRows(adminUrl: string, table: string, rows: readonly Row[]): Promise<void> {
  const client = new pg.Client(adminUrl);
  await client.connect();
  try {
    for (const row of rows) {
      const full = complete(table, row);
      const names = Object.keys(full);
      const places = names.map((_, index) => `$${index + 1}`);
      await client.query(
        `insert into seizures.${table} (${names.join(', ')}) values (${places.join(', ')})`,
        names.map((name) => full[name]),
      );
    }
  } finally {
    await client.end();
  }
}

function complete(table: string, row: Row): Row {
  const holds = records[table];
  if (!holds) return row;
  const id = String(row.id);
  return {
    ref: `ref_${id}`,
    originator: 'NL-CUSTOMS',
    source: 'demo-seizures',
    source_ref: id,
    content_hash: id,
    holds,
    ...row,
  };
}
