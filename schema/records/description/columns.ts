import type { EntriesField, Field, Fields, ListField, ScalarField, ScalarKind } from './fields.js';

/** Type of a column, as PostgreSQL's documentation names it shortest. */
export type ColumnType = 'text' | 'int4' | 'int8' | 'float8' | 'bool' | 'timestamptz' | 'text[]' | 'jsonb';

/** One column of a table of records, and the field that fills it. */
export interface FieldColumn {
  readonly name: string;
  readonly type: ColumnType;
  /** Where the value stands in a record, or in an entry of a child's list, e.g. `['place', 'country']`. */
  readonly path: readonly string[];
  /** Where it stands in the object of the SDL; null where it is not shown. */
  readonly node: readonly string[] | null;
  /** Where the object of the SDL stands that it is in: `leadsTo` is said from there. Null where that is not shown. */
  readonly within: readonly string[] | null;
  /** The field; of an amount of money, which has two columns, the one of both. */
  readonly field: Exclude<Field, { readonly kind: 'group' | 'child' }>;
  /** Part of an amount of money. */
  readonly part?: 'minorUnits' | 'currency';
}

/** A list of a record, or of an entry of one, that has a table of its own. */
export interface FieldChild {
  readonly name: string;
  readonly field: EntriesField;
}

/** Columns that the fields fill, in the order of the description; children have tables of their own. */
export function columnsOf(fields: Fields): readonly FieldColumn[] {
  return walk(fields, { path: [], node: [], prefix: '' });
}

/** Children of the fields that have a table of their own, in the order of the description. */
export function childrenOf(fields: Fields): readonly FieldChild[] {
  return childFields(fields).filter(({ field }) => field.asserts === undefined);
}

/** Lists of the fields whose entries are records of their own, in the order of the description. */
export function assertedOf(fields: Fields): readonly FieldChild[] {
  return childFields(fields).filter(({ field }) => field.asserts !== undefined);
}

function childFields(fields: Fields): readonly FieldChild[] {
  return Object.entries(fields).flatMap(([name, field]) => (field.kind === 'child' ? [{ name, field }] : []));
}

interface Within {
  readonly path: readonly string[];
  readonly node: readonly string[] | null;
  readonly prefix: string;
}

function walk(fields: Fields, within: Within): FieldColumn[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const path = [...within.path, name];
    const node = nodeOf(name, field, within.node);
    const column = `${within.prefix}${field.column ?? snakeCase(name)}`;
    if (field.kind === 'child' || field.column === null) return [];
    if (field.kind === 'group') return walk(field.fields, { path, node, prefix: column === '' ? '' : `${column}_` });
    return columnsOfField(field as FieldColumn['field'], column, { path, node, within: within.node });
  });
}

function nodeOf(name: string, { node }: Field, within: readonly string[] | null): readonly string[] | null {
  if (node === null || within === null) return null;
  return [...within, ...(node ?? name).split('.')];
}

function columnsOfField(
  field: FieldColumn['field'],
  column: string,
  places: Pick<FieldColumn, 'path' | 'node' | 'within'>,
): FieldColumn[] {
  if (field.kind === 'pointer') return [{ name: `${column}_ref`, type: 'text', ...places, field }];
  if (field.kind !== 'money') return [{ name: column, type: typeOf(field), ...places, field }];
  return [
    { name: `${column}_minor_units`, type: 'int8', ...places, field, part: 'minorUnits' },
    { name: `${column}_currency`, type: 'text', ...places, field, part: 'currency' },
  ];
}

const scalarTypes: Readonly<Partial<Record<ScalarKind, ColumnType>>> = {
  instant: 'timestamptz',
  integer: 'int4',
  number: 'float8',
  kg: 'float8',
  quantity: 'float8',
  percentage: 'float8',
  latitude: 'float8',
  longitude: 'float8',
  boolean: 'bool',
  properties: 'jsonb',
};

function typeOf(field: FieldColumn['field']): ColumnType {
  if (isList(field)) return 'text[]';
  if (field.kind === 'json' || field.kind === 'entries') return 'jsonb';
  if (field.kind === 'code' && typeof field.codes?.stored[0] === 'number') return 'int4';
  return scalarTypes[(field as ScalarField).kind] ?? 'text';
}

function isList(field: Field): field is ListField {
  return field.kind === 'list';
}

/** `customsOfficeExit` as `customs_office_exit`. */
export function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
