import { type ColumnType, childrenOf, columnsOf } from '../../schema/records/description/columns.js';
import type { Fields } from '../../schema/records/description/fields.js';
import { personLinksOf } from '../../schema/records/description/personLink.js';
import type { RecordDescription } from '../../schema/records/description/record.js';
import { keyColumns } from '../../schema/records/keys/recordKey.js';
import { matchedColumns } from '../../schema/records/matchedColumns.js';
import { envelopeKeyOf, envelopeTable, keyedColumns } from '../envelopeKey.js';

/** A column as a table must have it. */
export interface DescribedColumn {
  readonly type: ColumnType | 'uuid';
  /** What follows its name in a migration, e.g. `text[] not null default '{}'`. */
  readonly definition: string;
}

/** A table as its description defines it. */
export interface DescribedTable {
  /** Schema-qualified, e.g. `cargo.goods_item`. */
  readonly name: string;
  readonly columns: ReadonlyMap<string, DescribedColumn>;
  /** The unique key of a record besides its id; null for the table of a list. */
  readonly key: readonly string[] | null;
  /** Column of the person that a link points at; null if the rows are no links. */
  readonly person: string | null;
}

/** Tables of these record types and of their lists, each once. */
export function describedTables(descriptions: readonly RecordDescription[]): readonly DescribedTable[] {
  const tables = new Map<string, Map<string, DescribedColumn>>();
  const keys = new Map<string, readonly string[]>();
  const persons = new Map<string, string>();
  const add = (name: string, columns: Columns): void => {
    tables.set(name, new Map([...(tables.get(name) ?? []), ...columns]));
  };
  for (const description of descriptions) {
    const { source, table, fields, named, standsOnce = false } = description;
    keys.set(`${source}.${table}`, keyColumns(standsOnce));
    // First: a drafted table refers to it.
    add(envelopeTable(source), [['key', { type: 'uuid', definition: 'uuid primary key' }], ...keyed]);
    add(`${source}.${table}`, [...envelope, ['envelope_key', keyColumn(source)], ...columnsOfFields(fields)]);
    if (named) add(`${source}.${table}`, matched);
    addChildren(add, source, [table], fields);
    for (const link of personLinksOf(description)) {
      add(`${source}.${link.table}`, subjectColumns);
      if (link.name) add(`${source}.${link.table}`, matched);
      persons.set(`${source}.${link.table}`, link.person);
    }
  }
  return [...tables].map(([name, columns]) => ({
    ...{ name, columns, key: keys.get(name) ?? null, person: persons.get(name) ?? null },
  }));
}

type Columns = readonly (readonly [name: string, column: DescribedColumn])[];

/** @param parents the record's table, then those of the lists that the fields are in */
function addChildren(
  add: (name: string, columns: Columns) => void,
  source: string,
  parents: readonly string[],
  fields: Fields,
): void {
  for (const { field } of childrenOf(fields)) {
    const table = field.table ?? '';
    const [record, ...lists] = parents;
    const keys: Columns = [
      ['id', text('primary key')],
      [`${record}_id`, text(`not null references ${source}.${record} on delete cascade`)],
      ...lists.map((list) => [`${list}_id`, text(`references ${source}.${list} on delete cascade`)] as const),
    ];
    add(`${source}.${table}`, [...keys, ...columnsOfFields(field.fields)]);
    if (field.named) add(`${source}.${table}`, matched);
    addChildren(add, source, [...parents, table], field.fields);
  }
}

function columnsOfFields(fields: Fields): Columns {
  return columnsOf(fields).map(({ name, type, field }) => [
    name,
    { type, definition: field.kind === 'entries' ? "jsonb not null default '[]'" : definitions[type] },
  ]);
}

const definitions: Readonly<Record<ColumnType, string>> = {
  text: 'text',
  int4: 'int',
  int8: 'bigint',
  float8: 'double precision',
  bool: 'boolean',
  timestamptz: 'timestamptz',
  'text[]': "text[] not null default '{}'",
  jsonb: 'jsonb',
};

function text(rest: string): DescribedColumn {
  return { type: 'text', definition: `text ${rest}` };
}

function plain(type: ColumnType, rest = ''): DescribedColumn {
  return { type, definition: `${definitions[type]}${rest}` };
}

const matched = Object.entries(matchedColumns).map(([name, type]) => [name, plain(type)] as const);

/** What the persons source tells about the person at the end of a link. */
const subjectColumns: Columns = [
  ['record_category', plain('text')],
  ['record_minor', plain('bool')],
  ['subject_known', plain('bool', ' not null default false')],
];

/** A record's reference to its envelope, checked against the record's own columns. */
function keyColumn(source: string): DescribedColumn {
  return { type: 'uuid', definition: `uuid references ${envelopeTable(source)} ${envelopeCheck(source)}` };
}

/** What holds the key of a record's envelope to the record's columns: pages go by these, counts by the key. */
export function envelopeCheck(source: string): string {
  return `check (envelope_key is null or envelope_key = ${envelopeKeyOf(source)})`;
}

/** Columns that every record has besides its fields: its names, and its envelope. */
const envelope: Columns = [
  ['id', text('primary key')],
  ['ref', text('not null')],
  ['originator', text('not null')],
  ['handling_codes', plain('text[]')],
  ['handling_note', plain('text')],
  ['addressees', plain('text[]')],
  ['source_evaluation', plain('text')],
  ['information_evaluation', plain('int4')],
  ['classification', plain('int4', ' not null default 0')],
  ['releasable_to', plain('text[]')],
  ['hit_to', plain('text[]')],
  ['purpose_limits', plain('text[]')],
  ['data_subject_category', plain('text')],
  ['minor', plain('bool', ' not null default false')],
  ['joint_operation', plain('text')],
  ['expires_at', plain('timestamptz')],
  ['source', text('not null')],
  ['source_ref', text('not null')],
  ['case_reference', plain('text')],
  ['holds', plain('text[]')],
  ['content_hash', text('not null')],
];

/** Columns of a distinct envelope, besides its key. */
const keyed = envelope.filter(([name]) => keyedColumns.includes(name));
