import { childrenOf, snakeCase } from '../../schema/records/description/columns.js';
import type { Field, Fields } from '../../schema/records/description/fields.js';
import type { RecordDescription } from '../../schema/records/description/record.js';
import type { RecordBase } from '../records/base.js';
import { compileChildren } from './children.js';
import { compileColumns, type Holder } from './columns.js';
import type { MakeRef, StoredRecord } from './stored.js';

/**
 * The row of a record, with the rows of its lists.
 *
 * @param source value of the envelope's `source`
 */
export type ToStored = (record: RecordBase, source: string, makeRef: MakeRef) => StoredRecord;

/** Compiles a description into the function that makes the rows of its records. */
export function compileStored(description: RecordDescription): ToStored {
  const { type, table, idPrefix, fields, keyIsId, ref: toRefParts } = description;
  const writeColumns = compileColumns(fields);
  const toChildren = compileChildren(description.source, table, fields);
  const toData = compileData(description);
  return (stated, source, makeRef) => {
    const record = stated as RecordBase & Holder;
    const { sourceRef } = record;
    const reading = { record, makeRef };
    const row: Record<string, unknown> = {};
    writeColumns(row, record, reading, 0);
    const children = toChildren(record, reading);
    return {
      type,
      idPrefix,
      table: `${description.source}.${table}`,
      ref: makeRef(type, ...(toRefParts?.(row) ?? [source, sourceRef])),
      sourceRef,
      ...(keyIsId ? { id: sourceRef } : {}),
      columns: row,
      children,
      data: toData(record, row),
    };
  };
}

type ToData = (record: Holder, row: Holder) => StoredRecord['data'];

/**
 * What a record holds, by coordinate of the SDL: every field that is stated. Computed fields do not count, since what they
 * say is stated elsewhere; a value that is stored in another form counts only where it has that form.
 */
function compileData({ type, fields }: RecordDescription): ToData {
  const own = Object.entries(fields).flatMap(([name, field]) => {
    const node = shownAs(name, field);
    if (node === undefined || field.holds === false || ('from' in field && field.from)) return [];
    return [{ name, coordinate: `${type}.${node}`, column: field.store && (field.column ?? snakeCase(name)) }];
  });
  const nested = nestedLists(type, fields);
  return (record, row) => {
    const data: string[] = [];
    for (const { name, coordinate, column } of own) {
      if (isPresent(column === undefined ? record[name] : row[column])) data.push(coordinate);
    }
    for (const { within, name, coordinate } of nested) {
      const entries = (record[within] ?? []) as readonly Holder[];
      if (entries.some((entry) => isPresent(entry[name]))) data.push(coordinate);
    }
    return data;
  };
}

/** Lists within entries of lists: what they hold counts for the record's own list that fills the same table. */
function nestedLists(type: string, fields: Fields) {
  const tops = childrenOf(fields);
  return tops.flatMap((outer) =>
    childrenOf(outer.field.fields).flatMap(({ name, field }) => {
      const top = tops.find((other) => other.field.table === field.table);
      const node = top && shownAs(top.name, top.field);
      return node === undefined ? [] : [{ within: outer.name, name, coordinate: `${type}.${node}` }];
    }),
  );
}

/** Name of the type's field that shows it; its parts show as that field. */
function shownAs(name: string, { node, leadsTo }: Field): string | undefined {
  if (node === null) return leadsTo?.node?.split('.')[0];
  return (node ?? name).split('.')[0];
}

/** True for what counts as data: not null, undefined, an empty text or list, nor an object of such. */
export function isPresent(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return false;
  if (Array.isArray(value)) return value.some(isPresent);
  if (typeof value === 'object') return Object.values(value).some(isPresent);
  return true;
}
