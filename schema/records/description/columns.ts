import type { EntriesField, Field, Fields, ScalarField, ScalarKind } from './fields.js';

/** The type of a column, by its shortest name in PostgreSQL. */
export type ColumnType = 'text' | 'int4' | 'int8' | 'float8' | 'bool' | 'timestamptz' | 'text[]' | 'jsonb';

/** One column of a table of records, and the field that fills it. */
export interface FieldColumn {
  readonly name: string;
  readonly type: ColumnType;
  /** The path of the value in a record, or in an entry of a child's list, e.g. `['place', 'country']`. */
  readonly path: readonly string[];
  /** Its path in the SDL object; null where it is not shown. */
  readonly node: readonly string[] | null;
  /** The path of the SDL object it is in, from which `leadsTo` starts; null where that is not shown. */
  readonly within: readonly string[] | null;
  /** The field; an amount of money has two columns of one field. */
  readonly field: Exclude<Field, { readonly kind: 'group' | 'child' }>;
  /** Which part of an amount of money. */
  readonly part?: 'minorUnits' | 'currency';
}

/** A list of a record, or of an entry of a list, with a table of its own. */
export interface FieldChild {
  readonly name: string;
  readonly field: EntriesField;
}

/** The columns that the fields fill, in the order of the description, without those of children. */
export function columnsOf(fields: Fields): readonly FieldColumn[] {
  return walk(fields, { path: [], node: [], prefix: '' });
}

/** The lists that have a table of their own, in the order of the description. */
export function childrenOf(fields: Fields): readonly FieldChild[] {
  return childFields(fields).filter(({ field }) => field.asserts === undefined);
}

/** The lists whose entries are records of their own, in the order of the description. */
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
  if (field.kind === 'list') return 'text[]';
  if (field.kind === 'json' || field.kind === 'entries') return 'jsonb';
  if (field.kind === 'code' && typeof field.codes?.stored[0] === 'number') return 'int4';
  return scalarTypes[(field as ScalarField).kind] ?? 'text';
}

/** `customsOfficeExit` as `customs_office_exit`. */
export function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
