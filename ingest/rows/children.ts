import { hasLegalForm } from '../../matching/index.js';
import { childrenOf, type FieldChild } from '../../schema/records/description/columns.js';
import type { Fields } from '../../schema/records/description/fields.js';
import { firmByName } from '../../schema/records/parts/consignmentQuality.js';
import { newId } from '../../storage/keys/ref.js';
import { compileColumns, type Holder, type Reading, type WriteColumns } from './columns.js';
import type { StoredChildren } from './stored.js';

/** Where entries of a table are listed: in the record, or in an entry of one of its lists. */
interface Origin {
  readonly name: string;
  readonly child: FieldChild['field'];
  /** List of the record that the entries' lists are in; absent for a list of the record itself. */
  readonly within?: string;
}

/** A child table of a record, with every list that fills it. */
interface ChildTable {
  readonly table: string;
  readonly idPrefix: string;
  readonly writeColumns: WriteColumns;
  readonly flagsFirms: boolean;
  readonly origins: readonly Origin[];
  /** Column that names the entry within which a row is listed, by the list that this one is in. */
  readonly parents: ReadonlyMap<string, string>;
}

type Row = Record<string, unknown>;

/** Entries of each list of the record, with the ids of their rows. */
type Listed = Map<string, readonly { readonly entry: Holder; readonly id: string }[]>;

/**
 * Compiles the rows of a record's child tables.
 *
 * @param owner table of the record, without the schema
 * @returns tables in an order in which rows refer only to those before them: those with lists of their own come first
 */
export function compileChildren(
  schema: string,
  owner: string,
  fields: Fields,
): (holder: Holder, reading: Reading) => readonly StoredChildren[] {
  const parentColumn = `${owner}_id`;
  const tables = childTables(fields).map((table) => ({ ...table, name: `${schema}.${table.table}` }));
  return (holder, reading) => {
    const listed: Listed = new Map();
    return tables.map((table) => ({
      table: table.name,
      parentColumn,
      rows: isStated(table, holder) ? rowsOf(table, holder, reading, listed) : none,
    }));
  };
}

const none: readonly Row[] = [];

/** Whether any list that may fill the table has entries. */
function isStated({ origins }: ChildTable, record: Holder): boolean {
  return origins.some(({ name, within }) => {
    const list = record[within ?? name] as readonly unknown[] | null | undefined;
    return list != null && list.length > 0;
  });
}

function childTables(fields: Fields): readonly ChildTable[] {
  const tops = childrenOf(fields);
  const outer = tops.filter(({ field }) => childrenOf(field.fields).length > 0);
  const nested = outer.flatMap((parent) => childrenOf(parent.field.fields).map((child) => ({ parent, child })));
  const known = new Map(
    [...outer, ...tops, ...nested.map(({ child }) => child)].map((child) => [tableOf(child), child]),
  );
  return [...known].map(([table, { field }]) => {
    const own = tops.filter((top) => tableOf(top) === table);
    const inner = nested.filter(({ child }) => tableOf(child) === table);
    return {
      table,
      idPrefix: field.idPrefix ?? table,
      writeColumns: compileColumns(field.fields),
      flagsFirms: field.flagsFirms === true,
      origins: [
        ...own.map((top) => ({ name: top.name, child: top.field })),
        ...inner.map(({ parent, child }) => ({ name: child.name, child: child.field, within: parent.name })),
      ],
      parents: new Map(inner.map(({ parent }) => [parent.name, `${tableOf(parent)}_id`])),
    };
  });
}

const tableOf = ({ name, field }: FieldChild): string => field.table ?? name;

function rowsOf(table: ChildTable, record: Holder, reading: Reading, listed: Listed): readonly Row[] {
  const rows: Row[] = [];
  const add = (stated: Holder, within?: string, parentId?: string): string => {
    const id = newId(table.idPrefix);
    const row: Row = { id };
    for (const [name, column] of table.parents) row[column] = name === within ? parentId : null;
    table.writeColumns(row, stated, reading, rows.length);
    if (table.flagsFirms) flagFirm(row);
    rows.push(row);
    return id;
  };
  for (const { name, child, within } of table.origins) {
    if (within === undefined) {
      listed.set(
        name,
        entriesOf(record, name, child).map((entry) => ({ entry, id: add(entry) })),
      );
      continue;
    }
    for (const { entry, id } of listed.get(within) ?? []) {
      for (const inner of entriesOf(entry, name, child)) add(inner, within, id);
    }
  }
  return rows;
}

function entriesOf(holder: Holder, name: string, { plain, main, gather }: FieldChild['field']): readonly Holder[] {
  const stated = (holder[name] ?? []) as readonly unknown[];
  const list = gather ? (gather as (list: unknown) => readonly unknown[])(stated) : stated;
  return plain ? list.map((text) => ({ [main]: text })) : (list as readonly Holder[]);
}

/** Columns of a party whose kind of person a delivery may state. */
interface PartyRow {
  readonly name?: string | null;
  readonly person_type?: number | null;
  readonly person_ref?: string | null;
  readonly subject_category?: string | null;
  readonly subject_minor?: boolean | null;
  quality_flags?: readonly string[];
}

/**
 * Flags a party whose kind of person is not stated and whose name has a firm's legal form: it is no natural person. Why
 * stored: a name is not analysed in SQL, and both walls look at the flag.
 */
function flagFirm(row: PartyRow): void {
  const { name, person_type, person_ref, subject_category, subject_minor, quality_flags = [] } = row;
  const stated = [person_type, person_ref, subject_category, subject_minor];
  if (!name || stated.some((value) => value != null) || !hasLegalForm(name)) return;
  row.quality_flags = [...quality_flags, firmByName];
}
