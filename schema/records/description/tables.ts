import { childrenOf, columnsOf } from './columns.js';
import type { Fields } from './fields.js';
import { type PersonLink, personLinksOf, type Rows } from './personLink.js';
import type { RecordDescription } from './record.js';

/** The rows of one table of a record type. */
export interface TableRows extends Rows {
  /** Name of the list in the SDL; null of the record itself, and of a list that is not shown. */
  readonly list: string | null;
  /** Tables of the lists that a row may be in, e.g. `house_consignment`; it has the column `<table>_id` of each. */
  readonly within: readonly string[];
}

/** Rows that point at persons. */
export interface PersonRows extends TableRows {
  /** Columns of references to persons, the link's first. */
  readonly pointers: readonly string[];
  /** Null where they only point at persons of whom registers tell. */
  readonly link: PersonLink | null;
}

/** The tables of a record type, each once, its own first: a list that stands at two levels is one table. */
export function tablesOf({ type, table, fields }: RecordDescription): readonly TableRows[] {
  const tables = new Map<string, TableRows>([[table, { type, table, fields, list: null, within: [] }]]);
  const walk = (of: Fields, within: readonly string[]): void => {
    for (const { name, field } of childrenOf(of)) {
      const child = field.table ?? name;
      const known = tables.get(child);
      const list = field.node === null ? null : (field.node ?? name);
      tables.set(child, {
        ...(known ?? { type: field.type ?? name, table: child, fields: field.fields, list }),
        within: [...new Set([...(known?.within ?? []), ...within])],
      });
      walk(field.fields, [...within, child]);
    }
  };
  walk(fields, []);
  return [...tables.values()];
}

/** The tables of a record type whose rows point at persons, protected or not. */
export function personRowsOf(description: RecordDescription): readonly PersonRows[] {
  const links = new Map(personLinksOf(description).map((link) => [link.table, link]));
  return tablesOf(description).flatMap((rows) => {
    const link = links.get(rows.table) ?? null;
    const pointing = columnsOf(rows.fields).filter(({ field }) => field.kind === 'pointer' && field.to === 'Person');
    const others = pointing.map(({ name }) => name).filter((name) => name !== link?.person);
    const pointers = [...(link ? [link.person] : []), ...others];
    return pointers.length > 0 ? [{ ...rows, pointers, link }] : [];
  });
}
