import { columnsOf, type FieldColumn } from '../../schema/records/description/columns.js';
import type {
  Fields,
  ListField,
  RecordPointer,
  ScalarField,
  StatedAmount,
} from '../../schema/records/description/fields.js';
import type { MakeRef } from './stored.js';

/** A record, or an entry of one of its lists, as a delivery states it. */
export type Holder = Readonly<Record<string, unknown>>;

/** What columns may need beside the object that they are read from. */
export interface Reading {
  /** The whole record. */
  readonly record: Holder;
  readonly makeRef: MakeRef;
}

/** Value of a column, from the object that states it and its position in its table from 0. */
type ReadColumn = (holder: Holder, reading: Reading, position: number) => unknown;

/** Writes the columns of some fields into a row. */
export type WriteColumns = (row: Record<string, unknown>, ...from: Parameters<ReadColumn>) => void;

/** Compiles the columns of some fields. */
export function compileColumns(fields: Fields): WriteColumns {
  const columns = columnsOf(fields);
  // Why apart: most columns hold what one field states, unchanged, and are read in one fast loop.
  const asStated = columns
    .filter(isAsStated)
    .map(({ name, path, field, type }) => ({ name, property: path[0] as string, empty: emptyOf(field, type) }));
  const others = columns
    .filter((column) => !isAsStated(column))
    .map((column) => ({ name: column.name, read: readColumn(column) }));
  return (row, holder, reading, position) => {
    for (const { name, property, empty } of asStated) row[name] = holder[property] ?? empty;
    for (const { name, read } of others) row[name] = read(holder, reading, position);
  };
}

function isAsStated({ path, field, part }: FieldColumn): boolean {
  const isComputed = 'from' in field && field.from !== undefined;
  const isConverted = part !== undefined || ['pointer', 'entries', 'json'].includes(field.kind) || isComputed;
  return path.length === 1 && !isConverted && field.store === undefined && storeEach(field as ListField) === undefined;
}

function readColumn({ path, field, part, type }: FieldColumn): ReadColumn {
  const inner = path.slice(0, -1);
  const name = path.at(-1) as string;
  const empty = emptyOf(field, type);
  const own = 'from' in field && field.from ? computed(field.from, field) : stated(name, field, part, empty);
  if (inner.length === 0) return own;
  return (holder, reading, position) => {
    const group = inner.reduce<Holder | null | undefined>((outer, step) => outer?.[step] as Holder, holder);
    return group == null ? empty : own(group, reading, position);
  };
}

function emptyOf(field: FieldColumn['field'], type: FieldColumn['type']): unknown {
  if (type === 'text[]' || field.kind === 'entries') return [];
  return field.kind === 'properties' ? {} : null;
}

/** A computed value; a reference where the field is a pointer. */
function computed(from: NonNullable<ScalarField['from']>, field: FieldColumn['field']): ReadColumn {
  const compute = from as (holder: Holder, record: Holder, position: number) => unknown;
  if (field.kind !== 'pointer') return (holder, { record }, position) => compute(holder, record, position);
  return (holder, { record, makeRef }, position) => {
    const parts = compute(holder, record, position) as readonly string[] | null;
    return parts === null ? null : makeRef(field.to ?? '', ...parts);
  };
}

function stated(name: string, field: FieldColumn['field'], part: FieldColumn['part'], empty: unknown): ReadColumn {
  if (part !== undefined) return (holder) => (holder[name] as StatedAmount | null | undefined)?.[part] ?? null;
  if (field.kind === 'pointer') {
    return (holder, { makeRef }) => {
      const pointer = holder[name] as RecordPointer | null | undefined;
      return pointer ? makeRef(field.to ?? '', pointer.source, pointer.sourceRef) : null;
    };
  }
  if (field.kind === 'entries') return entries(name, field);
  if (field.kind === 'json') return json(name, field.fields);
  const store = (field as ScalarField).store ?? storeEach(field as ListField);
  if (store === undefined) return (holder) => holder[name] ?? empty;
  return (holder) => (holder[name] == null ? empty : store(holder[name] as never));
}

function storeEach({ kind, of }: ListField): ((texts: readonly string[]) => unknown) | undefined {
  const store = kind === 'list' ? of.store : undefined;
  return store && ((texts) => texts.map(store));
}

function json(name: string, fields: Fields): ReadColumn {
  const write = writeObject(fields, false);
  return (holder, reading, position) =>
    holder[name] == null ? null : write(holder[name] as Holder, reading, position);
}

function entries(name: string, field: FieldColumn['field'] & { readonly kind: 'entries' | 'child' }): ReadColumn {
  const write = writeObject(field.fields, field.filled === true);
  const gather = field.gather as ((list: unknown) => readonly Holder[]) | undefined;
  return (holder, reading) => {
    const list = (holder[name] ?? []) as readonly Holder[];
    const written = (gather ? gather(list) : list).map((entry, position) => write(entry, reading, position));
    return field.sparse ? written.filter((entry) => Object.values(entry).some((value) => value !== null)) : written;
  };
}

/** Writes an object in the shape of the SDL: what the SDL does not show, e.g. a key within its source, is not stored. */
function writeObject(
  fields: Fields,
  filled: boolean,
): (holder: Holder, reading: Reading, position: number) => Record<string, unknown> {
  const parts = Object.entries(fields).flatMap(([name, field]) =>
    field.node === null ? [] : [{ name, key: field.node ?? name, from: 'from' in field ? field.from : undefined }],
  );
  return (holder, { record }, position) => {
    const written: Record<string, unknown> = {};
    for (const { name, key, from } of parts) {
      const value = from ? from(holder as never, record as never, position) : holder[name];
      if (value !== undefined) written[key] = value;
      else if (filled) written[key] = null;
    }
    return written;
  };
}
