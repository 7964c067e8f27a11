import { createHash } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import type pg from 'pg';
import { matchedColumns } from '../../schema/records/matchedColumns.js';
import { recordSourceNames } from '../../schema/sources.js';
import { withoutInstants } from './clock.js';

/** Public ids, as ingest makes them, but for those of joint operations that policy names. */
export const publicId = /\b[a-z]+_[a-z2-7]{24}\b(?<!7{7})/g;

const schemas: readonly string[] = [...recordSourceNames, 'ingest'];

/** What is on its way is not what is stored; places that a migration states are in it. */
const passedOver = /\.(?:staged|staged_position|location)$/;

/** What the matcher makes of names is told by what is answered, and changes with every version of it. */
const matched: ReadonlySet<string> = new Set(Object.keys(matchedColumns));

type Row = Readonly<Record<string, unknown>>;

/** A stored row under the name that stands for its id. */
export interface NamedRow {
  readonly table: string;
  /** The id as it is stored; null where the table has none. */
  readonly id: string | null;
  readonly name: string;
  /** Its columns, ids named, nulls left out, packed content unpacked. */
  readonly columns: Row;
}

/** Names a row: `ordinal` counts the rows of its table below the same parent, from 1. */
export type NameRow = (row: { table: string; id: string; parent: string; ordinal: number; columns: Row }) => string;

/** `person#1`, `person#2`: in order of appearance. */
export function inOrder(): NameRow {
  const counts = new Map<string, number>();
  return ({ id }) => {
    const prefix = id.split('_', 1)[0] ?? '';
    const count = (counts.get(prefix) ?? 0) + 1;
    counts.set(prefix, count);
    return `${prefix}#${count}`;
  };
}

/**
 * Every stored row in an order that depends on what the rows say and on nothing else: parents before children, by source and
 * key, else by content. Whatever makes the ids, and in whichever order, the same data are the same rows.
 */
export async function readRows(client: pg.ClientBase, nameRow: NameRow = inOrder()): Promise<readonly NamedRow[]> {
  const names = new Map<string, string>();
  const named: NamedRow[] = [];
  for (const table of await tablesInOrder(client)) {
    const { rows } = await client.query<{ row: Row }>(`select to_jsonb(t) as row from ${table} t`);
    const ready = rows.map(({ row }) => ({
      id: typeof row.id === 'string' ? row.id : null,
      row: readable(row),
      began: String(row.started_at ?? ''),
    }));
    const sorted = ready
      .map(({ id, row, began }) => ({ id, row, key: began + sortKey(row, (text) => names.get(text)) }))
      .sort((a, b) => (a.key < b.key ? -1 : 1));
    const below = new Map<string, number>();
    for (const { id, row } of sorted) {
      const parent = parentOf(row, names);
      const ordinal = (below.get(parent) ?? 0) + 1;
      below.set(parent, ordinal);
      const isPublic = id !== null && id.replace(publicId, '') === '';
      const name = isPublic ? nameRow({ table, id, parent, ordinal, columns: row }) : String(id ?? ordinal);
      if (isPublic) names.set(id, name);
      const columns = rename(row, (text) => names.get(text) ?? text) as Row;
      named.push({ table, id, name, columns });
    }
  }
  return named;
}

/** Tables that rows refer to before those that refer to them; where records come from last. */
async function tablesInOrder(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string; parents: string[] }>(
    `select n.nspname || '.' || c.relname as name, array(
       select f.relnamespace::regnamespace::text || '.' || f.relname from pg_constraint k join pg_class f on f.oid = k.confrelid
       where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid)::text[] as parents
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and n.nspname = any($1) order by 1`,
    [schemas],
  );
  const tables = rows.filter(({ name }) => !passedOver.test(name));
  const isLate = (name: string) => /\.(?:provenance|history)$|^ingest\.quarantine/.test(name);
  const placed: string[] = [];
  const rest = new Set(tables.filter(({ name }) => !isLate(name)));
  while (rest.size > 0) {
    for (const table of rest) {
      if (table.parents.some((parent) => [...rest].some(({ name }) => name === parent))) continue;
      placed.push(table.name);
      rest.delete(table);
    }
  }
  return [...placed, ...tables.map(({ name }) => name).filter(isLate)];
}

/** Packed content as JSON, other bytes as text, instants of the recording as `now`. */
function readable(row: Row): Row {
  const columns = Object.entries(row).flatMap(([name, value]): [string, unknown][] => {
    if (value === null || matched.has(name)) return [];
    if (typeof value !== 'string' || !value.startsWith('\\x')) return [[name, value]];
    const bytes = Buffer.from(value.slice(2), 'hex');
    return [[name, name === 'content' ? unpack(bytes) : bytes.toString()]];
  });
  return JSON.parse(withoutInstants(JSON.stringify(Object.fromEntries(columns)))) as Row;
}

/** What was understood of a source record, and a digest of its text, which stands in the delivery. */
function unpack(bytes: Buffer): unknown {
  const { raw, record } = JSON.parse(inflateRawSync(bytes).toString()) as { raw: string | null; record: unknown };
  return { raw: raw === null ? null : createHash('sha256').update(raw).digest('hex').slice(0, 12), record };
}

/** Source, key and version first; then all that the row says, with `?` for ids that have no name yet. */
function sortKey(row: Row, nameOf: (id: string) => string | undefined): string {
  const first = [row.source ?? row.format, row.source_ref, row.version, row.sequence ?? row.line].map((value) =>
    typeof value === 'number' ? String(value).padStart(9, '0') : (value ?? ''),
  );
  return JSON.stringify([first, rename(row, (text) => nameOf(text) ?? `${text.split('_', 1)[0]}#?`)]);
}

function parentOf(row: Row, names: ReadonlyMap<string, string>): string {
  const ids = Object.entries(row).filter(([column, value]) => column !== 'id' && names.has(String(value)));
  return ids.map(([, value]) => names.get(String(value))).join(' ');
}

/** The same value with another text for each public id. */
function rename(value: unknown, nameOf: (id: string) => string): unknown {
  return JSON.parse(JSON.stringify(value).replace(publicId, (id) => nameOf(id)));
}
