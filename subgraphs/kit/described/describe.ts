import { type RawBuilder, sql } from 'kysely';
import type { LinkColumns } from '../../../policy/rows/linkPredicate.js';
import { childrenOf } from '../../../schema/records/description/columns.js';
import type { EntriesField, Fields } from '../../../schema/records/description/fields.js';
import type { RecordDescription } from '../../../schema/records/description/record.js';
import type { Listing } from '../types.js';
import { linkSubjectColumn } from '../wall/linkSubject.js';
import { type Columns, envelopeFilters, filtersOf, sortsOf, within } from './conditions.js';
import { shownColumns } from './objectPlan.js';
import { compileToObject, type OwnMembers, type RawObject, type RecordRow } from './toObject.js';

/** A record as resolvers get it: projected for one viewer. */
export interface RecordNode {
  readonly id: string;
  readonly ref?: string;
  readonly visibleRef?: string;
  readonly [member: string]: unknown;
}

/** How a record type is listed. */
export type RecordListing = Listing<RecordRow, RecordNode> & { readonly filters: Columns; readonly sorts: Columns };

/** What a source makes of the description of a record type. */
export interface Described {
  /** The record type, listed from its table under the alias `r`. */
  readonly listing: RecordListing;
  /** Row to object, still unprojected. */
  readonly toObject: (row: RecordRow) => RawObject;
  /** A list of the record that has a table of its own, by its name, e.g. `goodsItems`. */
  child(name: string): DescribedChild;
}

/** What a source makes of a child of a record type; its rows are under their record's envelope. */
export interface DescribedChild {
  /** Rows of the child's table, alias `x` or that of its link, joined with their record's as `r`. */
  readonly listing: Listing<RecordRow, object>;
  /** Columns of the child's table alone, under that alias. */
  readonly columns: RawBuilder<unknown>;
  readonly toObject: (row: RecordRow) => RawObject;
  /** Id of the record, over the listing's from clause. */
  readonly parent: RawBuilder<string>;
}

/** What the description cannot say of how a source reads its records. */
export interface Own {
  /** Members of the object that no column fills as it stands. */
  readonly members?: OwnMembers<never>;
  /** What they are made of, beside the columns, e.g. sql`r.case_reference`. */
  readonly columns?: RawBuilder<unknown>;
  /** Children, by name. */
  readonly children?: Readonly<Record<string, OwnOfChild>>;
  /** Of a record that is itself a link to a person. */
  readonly link?: LinkColumns;
  /** Leaves of the filter input, and values of the sort enum, that are not a column as it stands. */
  readonly filters?: Columns;
  readonly sorts?: Columns;
}

/** What the description cannot say of a child. */
export interface OwnOfChild {
  readonly members?: OwnMembers<never>;
  /** Of links to persons: who stands at the other end; its alias is the child table's. */
  readonly link?: LinkColumns;
}

/** Makes what a source reads its records by. Done once at start: nothing of it walks the description for a row. */
export function describe(description: RecordDescription<string, Fields>, own: Own = {}): Described {
  const { type, source, table, fields } = description;
  const toObject = compileToObject('record', fields, own.members);
  const children = new Map(
    childrenOf(fields).map(({ name, field }) => [name, describeChild(description, name, field, own.children?.[name])]),
  );
  const columns = [sql.raw(`r.id, r.ref, ${selectList(fields, 'r')}`), ...(own.columns ? [own.columns] : [])];
  return {
    toObject,
    listing: {
      type,
      from: sql.raw(`${source}.${table} r`),
      columns: withSubject(columns, own.link),
      filterType: `${type}Filter`,
      filters: Object.assign(
        { ...envelopeFilters },
        ...[...children.values()].map(({ filters }) => filters),
        filtersOf(fields),
        own.filters,
      ),
      sortType: `${type}SortField`,
      sorts: { ...sortsOf(fields), ...own.sorts },
      ...(own.link ? { link: own.link } : {}),
      toNode: (session, row) => session.project(type, row, toObject(row)) as RecordNode | null,
    },
    child(name) {
      const child = children.get(name);
      if (!child) throw new Error(`${type} has no child ${name}`);
      return child;
    },
  };
}

function describeChild(
  { type: recordType, source, table: recordTable }: RecordDescription<string, Fields>,
  name: string,
  { type = '', table = '', fields }: EntriesField,
  own: OwnOfChild = {},
): DescribedChild & { readonly filters: Columns } {
  const toObject = compileToObject('child', fields, own.members);
  const alias = own.link?.alias ?? 'x';
  const child = sql.raw(`${source}.${table} ${alias}`);
  const parent = sql.raw<string>(`${alias}.${recordTable}_id`);
  const columns = sql.raw(selectList(fields, alias));
  return {
    toObject,
    columns,
    parent,
    filters: within(
      filtersOf(fields, alias),
      (leaf) => sql<boolean>`exists (select 1 from ${child} where ${parent} = r.id and ${leaf})`,
      own.link,
    ),
    listing: {
      type,
      field: `${recordType}.${name}`,
      from: sql`${child} join ${sql.raw(`${source}.${recordTable}`)} r on r.id = ${parent}`,
      columns: withSubject([sql.raw(`r.id, ${alias}.id as child_id`), columns], own.link),
      key: sql.raw<string>(`${alias}.id`),
      ...(own.link ? { link: own.link } : {}),
      toNode: (session, row) => session.project(type, row, toObject(row)),
    },
  };
}

/** The columns, with who stands at the end of the link that a row is. */
function withSubject(columns: readonly RawBuilder<unknown>[], link: LinkColumns | undefined): RawBuilder<unknown> {
  return sql.join([...columns, ...(link ? [sql`${linkSubjectColumn(link)} as link_subject`] : [])]);
}

/** The columns that the object is filled from, as one text: every statement carries them. */
function selectList(fields: Fields, alias: string): string {
  const list = shownColumns(fields).map(({ name, type }) =>
    // Why: the SDL's numbers are floats, beyond which no amount is kept.
    type === 'int8' ? `cast(${alias}.${name} as float8) as ${name}` : `${alias}.${name}`,
  );
  return list.join(', ');
}
