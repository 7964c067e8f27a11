import { askedPredicate } from '../../../../policy/predicate.js';
import { columnsOf } from '../../../../schema/records/description/columns.js';
import type { RecordDescription } from '../../../../schema/records/description/record.js';
import { personRowsOf, type TableRows, tablesOf } from '../../../../schema/records/description/tables.js';
import { type RawBuilder, sql } from '../../../../storage/kysely.js';
import { compileStatement } from '../../../../storage/pool/database.js';
import { slot } from '../../../../storage/slot.js';
import { raw } from '../../../../storage/sql.js';
import { compileSelect, type Selecting } from '../../described/select.js';
import type { RawObject, RecordRow } from '../../described/toObject.js';
import type { KitSession } from '../../session/session.js';
import type { RecordLists } from '../holding.js';
import type { LinkRow } from './findLinks.js';

/** What a record states beside its links to persons, as the SDL shapes it and unprojected. */
export interface RecordData {
  readonly object: RawObject;
  readonly lists: RecordLists;
}

/** Reads the records of links. */
export type ReadRecords = (session: KitSession, links: readonly LinkRow[]) => Promise<(link: LinkRow) => RecordData>;

/**
 * Reads what the records of links state themselves: never a list of persons, nor one whose every field is of a category about
 * persons. Of an entry of a list, such as a house consignment, only those links that stand in it are told.
 */
export function recordReader(description: RecordDescription): ReadRecords {
  const { source, table, fields } = description;
  const persons = personRowsOf(description).map((rows) => rows.table);
  const [, ...lists] = tablesOf(description);
  const shown = lists.flatMap((rows) => (persons.includes(rows.table) || rows.list === null ? [] : [rows]));
  const selecting: Selecting = { of: 'record', keys: 'r.id', alias: 'r', fields };
  const select = compileSelect(selecting, null);
  const compile = (session: KitSession) =>
    compileStatement(sql<RecordRow>`select ${select.columns} from ${sql.raw(`${source}.${table}`)} r
      where r.id = any(cast(${slot('keys')} as text[])) and ${openedIn(session)}`);
  const readers = shown.map((rows) => listReader(description, rows));
  return async (session, links) => {
    const own = session.kept(selecting, 'record', () => compile(session));
    const values = { keys: [...new Set(links.map(({ id }) => id))] };
    const records = links.length === 0 ? [] : await session.db.rows(own, { values });
    const objects = new Map(records.map((row) => [row.id, select.toObject(row)]));
    const asked = records.length === 0 ? [] : readers.filter(({ rows }) => tellsOfNobody(session, rows));
    const entries = await Promise.all(asked.map(({ read }) => read(session, { keys: [...objects.keys()] })));
    return (link) => ({
      object: objects.get(link.id) ?? {},
      lists: asked.flatMap(({ rows }, at) => {
        const within = (entries[at]?.get(link.id) ?? []).filter((entry) => standsWith(link, rows, entry));
        const made = within.map(({ object }) => object);
        return made.length > 0 ? [{ list: rows.list ?? '', type: rows.type, objects: made }] : [];
      }),
    });
  };
}

/** An entry of a list. */
interface Entry {
  readonly id: string;
  readonly within: Readonly<Record<string, string | null>>;
  readonly object: RawObject;
}

type EntryRow = RecordRow & { readonly child_id: string; readonly entry_within: Entry['within'] };

function listReader(description: RecordDescription, rows: TableRows) {
  const { select, compile } = listOf(description, rows);
  const read = async (session: KitSession, values: { readonly keys: readonly string[] }) => {
    const found = new Map<string, Entry[]>();
    const statement = session.kept(rows, 'entries', () => compile(session));
    for (const row of await session.db.rows(statement, { values })) {
      const entry = { id: row.child_id, within: row.entry_within, object: select.toObject(row) };
      found.set(row.id, [...(found.get(row.id) ?? []), entry]);
    }
    return found;
  };
  return { rows, read };
}

function listOf({ source, table: record }: RecordDescription, { table, fields, within }: TableRows) {
  const select = compileSelect({ of: 'child', keys: 'x.id as child_id', alias: 'x', fields }, null);
  const lists = within.map((list) => sql`${list}::text, ${sql.ref(`x.${list}_id`)}`);
  const place = columnsOf(fields).find(({ name }) => name === 'sequence' || name === 'position');
  const parent = sql.ref(`x.${record}_id`);
  const compile = (session: KitSession) =>
    compileStatement(sql<EntryRow>`
      select ${parent} as id, ${select.columns}, jsonb_build_object(${sql.join(lists)}) as entry_within
      from ${sql.raw(`${source}.${table}`)} x join ${sql.raw(`${source}.${record}`)} r on r.id = ${parent}
      where ${openedIn(session)} and ${parent} = any(cast(${slot('keys')} as text[]))
      order by ${parent}, ${place ? sql`${sql.ref(`x.${place.name}`)}, ` : sql``}x.id`);
  return { select, compile };
}

/** Why each statement is behind the wall again: since the one before, a delivery may have made the record stricter, and said more in it. */
function openedIn({ policy, facts }: KitSession): RawBuilder<boolean> {
  return raw<boolean>(askedPredicate(policy, facts, 'r'));
}

/** Whether a list has a field that is not about persons. */
function tellsOfNobody(session: KitSession, { type, fields }: TableRows): boolean {
  return columnsOf(fields).some(({ node }) => {
    const category = node && session.category(`${type}.${node[0]}`);
    return category !== null && session.policy.categories[category]?.personal === false;
  });
}

/** Whether an entry stands where the link does: in the same entry of each list, or in none; the entry itself is one of those. */
function standsWith({ asked_within: place }: LinkRow, { table }: TableRows, { id, within }: Entry): boolean {
  if (table in place && place[table] !== id) return false;
  return Object.entries(within).every(([list, entry]) => entry === null || entry === place[list]);
}
