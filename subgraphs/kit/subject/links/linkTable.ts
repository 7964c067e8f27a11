import { columnsOf, type FieldColumn } from '../../../../schema/records/description/columns.js';
import type { RecordDescription } from '../../../../schema/records/description/record.js';
import { type PersonRows, personRowsOf } from '../../../../schema/records/description/tables.js';
import { records } from '../../../../schema/records/index.js';
import type { RecordSourceName } from '../../../../schema/sources.js';
import { type RawBuilder, sql } from '../../../../storage/kysely.js';
import { raw } from '../../../../storage/sql.js';
import { compileSelect, type Select, type Selecting } from '../../described/select.js';
import type { KitSession } from '../../session/session.js';
import { linkColumnsOf } from '../../wall/linkSubject.js';
import { heldNeeds } from '../readHeld.js';

/** A table of rows that point at persons, as statements read it. */
export interface LinkTable {
  readonly description: RecordDescription;
  readonly rows: PersonRows;
  /** Whether the row is a record itself, as a relation is. */
  readonly isRecord: boolean;
  /** Alias of the table in `from`, where the record has `r`. */
  readonly alias: 'r' | 'x';
  /** The table, schema-qualified; and the rows joined with their records. */
  readonly table: RawBuilder<unknown>;
  readonly from: RawBuilder<unknown>;
  /** The link's own object, with its id or that of its record; without special categories. */
  readonly select: (session: KitSession) => Select;
  /** What it is found by, under the names of `LinkRow`. */
  readonly compared: RawBuilder<unknown>;
  /** Members of the object, as paths, that tell of the person at the link's end. */
  readonly ofEnd: readonly (readonly string[])[];
}

/** The tables of a source whose rows point at persons: made from the descriptions, so that none is forgotten. */
export function linkTablesOf(source: RecordSourceName): readonly LinkTable[] {
  const own = Object.values<RecordDescription>(records).filter((each) => each.source === source);
  return own.flatMap((description) => personRowsOf(description).map((rows) => linkTableOf(description, rows)));
}

function linkTableOf(description: RecordDescription, rows: PersonRows): LinkTable {
  const { source, table: record } = description;
  const isRecord = rows.table === record;
  const alias = isRecord ? 'r' : 'x';
  const table = sql.raw(`${source}.${rows.table}`);
  const joined = sql`${table} x join ${sql.raw(`${source}.${record}`)} r on r.id = ${sql.raw(`x.${record}_id`)}`;
  const selecting: Selecting = {
    ...(isRecord ? { of: 'record', keys: 'r.id, r.ref' } : { of: 'child', keys: 'r.id, x.id as child_id' }),
    ...{ alias, fields: rows.fields },
  };
  return {
    ...{ description, rows, isRecord, alias, table },
    from: isRecord ? sql`${table} r` : joined,
    select: (session) => session.kept(selecting, '', () => compileSelect(selecting, heldNeeds(session, rows.type))),
    compared: comparedOf(rows, alias),
    ofEnd: columnsOf(rows.fields).flatMap((column) => (isOfEnd(column, rows) && column.node ? [column.node] : [])),
  };
}

function comparedOf({ link, pointers, within }: PersonRows, alias: 'r' | 'x'): RawBuilder<unknown> {
  const column = (name: string | null | undefined): RawBuilder<unknown> =>
    name ? sql.ref(`${alias}.${name}`) : sql`cast(null as text)`;
  const nobody = link && linkColumnsOf(link, alias).noPerson;
  const lists = within.map((list) => sql`${list}::text, ${column(`${list}_id`)}`);
  return sql`${column(link?.name)} as asked_name, ${column(link?.birthDate)} as asked_birth_date,
    ${column(link?.eori)} as asked_eori, array[${sql.join(pointers.map(column))}]::text[] as asked_refs,
    ${nobody ? sql`coalesce(${raw<boolean>(nobody)}, false)` : sql`false`} as asked_nobody,
    ${column(link?.category)} as asked_category, ${link ? column(link.minor) : sql`cast(null as bool)`} as asked_minor,
    jsonb_build_object(${sql.join(lists)}) as asked_within`;
}

function isOfEnd({ name }: FieldColumn, { link }: PersonRows): boolean {
  return link !== null && [link.name, link.birthDate, link.eori].includes(name);
}
