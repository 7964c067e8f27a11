import pg from 'pg';
import { matchedOf } from '../../../ingest/rows/matched.js';
import { compactNumber, storedKeys } from '../../../schema/identifiers/documentNumber.js';
import { latinName, nameKey } from '../../../schema/identifiers/nameKey.js';

/** A row as a test states it: any column of the table; envelope and `holds` have defaults. */
export type Row = Readonly<Record<string, unknown>>;

/** Table names of the source, and the categories that a row of each holds unless it says otherwise. */
const tables = {
  person: ['persons.identity', 'persons.documents', 'persons.contact', 'persons.reason', 'persons.sanctions'],
  organization: ['organizations.identity', 'organizations.registration'],
  vessel_record: ['vessels.identity', 'vessels.registration', 'persons.sanctions'],
  aircraft_record: ['aircraft.identity', 'aircraft.registration'],
  relation: ['persons.reason'],
  interest: ['organizations.registration'],
} as const;

/** Writes fictitious rows as ingest would; lists and objects of jsonb columns are given as they are. */
export async function insertRows(adminUrl: string, table: keyof typeof tables, rows: readonly Row[]): Promise<void> {
  const client = new pg.Client(adminUrl);
  await client.connect();
  try {
    for (const row of rows) {
      const full = complete(table, row);
      const names = Object.keys(full);
      const values = names.map((name) => toParameter(full[name]));
      await client.query(
        `insert into persons.${table} (${names.join(', ')}) values (${names.map((_, index) => `$${index + 1}`).join(', ')})`,
        values,
      );
    }
  } finally {
    await client.end();
  }
}

function complete(table: keyof typeof tables, row: Row): Row {
  const id = String(row.id);
  return {
    ref: `ref_${id}`,
    originator: 'DE-POLICE',
    source: 'demo-persons',
    source_ref: id,
    content_hash: id,
    holds: tables[table],
    ...keysOf(table, row),
    ...matchedOf(`persons.${table}`, row),
    ...row,
  };
}

function keysOf(table: keyof typeof tables, row: Row): Row {
  if (table === 'relation' || table === 'interest') return {};
  const listed = (row.name as string | undefined) ?? null;
  const others = [
    ...((row.names as { name: string }[]) ?? []).map(({ name }) => name),
    ...((row.aliases as string[]) ?? []),
  ];
  const names = {
    name_key: listed && latinName(listed),
    name_keys: [listed ?? '', ...others].filter(Boolean).map(nameKey),
  };
  const documents = (row.identifications as { type: string; country: string; number: string }[]) ?? [];
  if (table === 'person') {
    return { ...names, identification_keys: documents.flatMap(storedKeys) };
  }
  if (table === 'aircraft_record') return { ...names, ...aircraftKeys(row) };
  const number = row.registration_number as string | undefined;
  return table === 'organization' ? { ...names, registration_key: number ? compactNumber(number) : null } : names;
}

function aircraftKeys(row: Row): Row {
  const mark = row.registration as string | undefined;
  const serial = row.serial_number as string | undefined;
  const marks = [...(mark ? [mark] : []), ...((row.past_registrations as string[]) ?? [])];
  return {
    registration_key: mark ? compactNumber(mark) : null,
    registration_keys: marks.map(compactNumber),
    serial_key: serial ? compactNumber(serial) : null,
  };
}

function toParameter(value: unknown): unknown {
  const isJson = typeof value === 'object' && value !== null && !(value instanceof Date);
  if (!isJson) return value;
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object')) return value;
  return JSON.stringify(value);
}
