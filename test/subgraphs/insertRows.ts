import pg from 'pg';
import { envelopeKeyOf, insertEnvelopes, keyedColumns } from '../../storage/envelopeKey.js';

/** A row as a test states it: any column of the table; a record's envelope and `holds` have defaults. */
export type Row = Readonly<Record<string, unknown>>;

/**
 * Writes fictitious rows as ingest would; lists and objects of jsonb columns are given as they are.
 *
 * @param table with its schema: `incidents.incident`
 * @param holds categories that a row of a record's table holds unless it says otherwise; absent: the table is of no records
 */
export async function insertRows(
  adminUrl: string,
  table: string,
  rows: readonly Row[],
  holds?: readonly string[],
): Promise<void> {
  const client = new pg.Client(adminUrl);
  await client.connect();
  try {
    for (const row of rows) {
      const full = holds ? { ...envelopeOf(table, row), holds, ...row } : row;
      const names = Object.keys(full);
      const places = names.map((_, index) => `$${index + 1}`);
      await client.query(
        `insert into ${table} (${names.join(', ')}) values (${places.join(', ')})`,
        Object.values(full).map(toParameter),
      );
    }
    if (holds) await noteEnvelopes(client, table);
  } finally {
    await client.end();
  }
}

/** Gives records the keys of their envelopes: what has none is not counted. */
async function noteEnvelopes(client: pg.Client, table: string): Promise<void> {
  const schema = table.split('.')[0] ?? '';
  const key = envelopeKeyOf(schema);
  await client.query(
    `${insertEnvelopes(schema)} select distinct ${key}, ${keyedColumns.join(', ')} from ${table} on conflict do nothing`,
  );
  await client.query(`update ${table} set envelope_key = ${key} where envelope_key is null`);
}

function envelopeOf(table: string, { id }: Row): Row {
  return {
    ref: `ref_${id}`,
    originator: 'NL-CUSTOMS',
    source: `demo-${table.split('.')[0]}`,
    source_ref: id,
    content_hash: id,
  };
}

function toParameter(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Array.isArray(value) && value.every((item) => typeof item !== 'object') ? value : JSON.stringify(value);
}
