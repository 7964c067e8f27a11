import type { LinkColumns } from '../../../policy/rows/linkPredicate.js';
import { childrenOf } from '../../../schema/records/description/columns.js';
import type { EntriesField, Fields } from '../../../schema/records/description/fields.js';
import { personLinksOf } from '../../../schema/records/description/personLink.js';
import type { RecordDescription } from '../../../schema/records/description/record.js';
import { cubeOf } from '../../../storage/cube/cubes.js';
import { envelopeFacets, itemAlias, itemsOf } from '../../../storage/cube/grouping.js';
import { sql } from '../../../storage/kysely.js';
import type { Needs } from '../asked/needs.js';
import type { Listing, Reading } from '../listing.js';
import type { SourceSession } from '../sourceSession.js';
import { envelope, handlingOf } from '../wall/envelope.js';
import { linkColumnsOf, linkSubjectColumn } from '../wall/linkSubject.js';
import { type Columns, envelopeFilters, filtersOf, sortsOf, within } from './conditions.js';
import type { Edge } from './edges.js';
import { type Groupings, groupingsOf } from './facets.js';
import type { OwnMembers } from './own.js';
import { compileSelect, type Select, type Selecting } from './select.js';
import type { RecordRow } from './toObject.js';

/** A record as resolvers get it: projected for one viewer. Its other members they declare: see `reading`. */
export interface RecordNode {
  readonly id: string;
  readonly ref?: string;
  readonly visibleRef?: string;
}

/** How a record type is listed. */
export type RecordListing = Listing<RecordRow, RecordNode> & { readonly filters: Columns; readonly sorts: Columns };

/** What a source derives from the description of a record type. */
export interface Described {
  /** The record type, listed from its table under the alias `r`. */
  readonly listing: RecordListing;
  /** Everything in a record that anybody is shown, without its envelope. */
  readonly whole: Select;
  /** The members of it that are needed. */
  select(needs: Needs): Select;
  /** A list of the record that has a table of its own, by its name, e.g. `goodsItems`. */
  child(name: string): DescribedChild;
}

/**
 * What a source derives for a child of a record type, whose rows are under their record's envelope. It lists the rows of
 * the child's table, alias `x` where the source names no other, joined with their record as `r`.
 */
export interface DescribedChild extends Edge {
  /** What an operation reads of the child alone, and the unprojected object made of it. */
  readonly select: (session: SourceSession) => Select;
}

/** What a source adds to the description of its records. */
export interface Own {
  /** Members of the object that no column fills as it is. */
  readonly members?: OwnMembers;
  /** Children, by name. */
  readonly children?: Readonly<Record<string, OwnOfChild>>;
  /** Leaves of the filter input, and values of the sort enum, that no column is as it is. */
  readonly filters?: Columns;
  readonly sorts?: Columns;
}

/** What a source adds to the description of a child. */
export interface OwnOfChild {
  readonly members?: OwnMembers;
  /** Alias of the child's table; `x` where absent. */
  readonly alias?: string;
  /** False: it has no id in the graph, and the log names its ends in its place. */
  readonly named?: false;
  /** The `rowKey` of its object, where that is not the record's id. */
  readonly keyOf?: (row: RecordRow) => unknown;
}

/** Derives how a source reads its records. Runs once at start: no row walks the description. */
export function describe(description: RecordDescription<string, Fields>, own: Own = {}): Described {
  const { type, source, table, fields } = description;
  const children = new Map(
    childrenOf(fields).map(({ name, field }) => [name, describeChild(description, name, field, own.children?.[name])]),
  );
  const link = linkIn(description, table, 'r');
  const groupings = [...[...children.values()].map((child) => child.groupings), groupingsOf(fields, { alias: 'r' })];
  const selecting: Selecting = { of: 'record', keys: 'r.id, r.ref', alias: 'r', fields, own: own.members };
  const from = sql.raw(`${source}.${table} r`);
  const cube = cubeOf(description);
  return {
    get whole() {
      return compileSelect(selecting, null);
    },
    select: (needs) => compileSelect(selecting, needs),
    listing: {
      type,
      from,
      ...(cube ? { cube: { ...cube, from } } : {}),
      filterType: `${type}Filter`,
      filters: Object.assign(
        { ...envelopeFilters },
        ...[...children.values()].map(({ filters }) => filters),
        filtersOf(fields),
        own.filters,
      ),
      facets: { ...envelopeFacets(source), ...joined(groupings, 'facets') },
      histograms: joined(groupings, 'histograms'),
      sums: joined(groupings, 'sums'),
      sortType: `${type}SortField`,
      sorts: { ...sortsOf(fields), ...own.sorts },
      ...(link ? { link } : {}),
      read: readerOf<RecordNode>(type, selecting, link),
    },
    child(name) {
      const child = children.get(name);
      if (!child) throw new Error(`${type} has no child ${name}`);
      return child;
    },
  };
}

function joined<Of extends keyof Groupings>(groupings: readonly Groupings[], of: Of): Groupings[Of] {
  return Object.assign({}, ...groupings.map((each) => each[of]));
}

/** The link to a person that rows of a table are, under the alias; undefined where they are none. */
function linkIn(description: RecordDescription, table: string, alias: string): LinkColumns | undefined {
  const link = personLinksOf(description).find((each) => each.table === table);
  return link && linkColumnsOf(link, alias);
}

function describeChild(
  description: RecordDescription<string, Fields>,
  name: string,
  { type = '', table = '', fields }: EntriesField,
  own: OwnOfChild = {},
): DescribedChild & { readonly filters: Columns; readonly groupings: Groupings } {
  const { type: recordType, source, table: recordTable } = description;
  const { alias = 'x' } = own;
  const link = linkIn(description, table, alias);
  const child = sql.raw(`${source}.${table} ${alias}`);
  const parent = sql.raw<string>(`${alias}.${recordTable}_id`);
  const keys = own.named === false ? 'r.id' : `r.id, ${alias}.id as child_id`;
  const selecting: Selecting = { of: 'child', keys, alias, fields, own: own.members, keyOf: own.keyOf };
  return {
    select: (session) => session.kept(selecting, '', () => compileSelect(selecting, session.needs(type))),
    parent,
    filters: within(
      filtersOf(fields, alias),
      (leaf) => sql<boolean>`exists (select 1 from ${child} where ${parent} = r.id and ${leaf})`,
      link,
    ),
    // Why an alias of its own: the list that is counted may be of records by one of these very rows.
    groupings: groupingsOf(fields, {
      alias: itemAlias,
      items: itemsOf(description, table),
      isLink: link !== undefined,
    }),
    listing: {
      type,
      field: `${recordType}.${name}`,
      from: sql`${child} join ${sql.raw(`${source}.${recordTable}`)} r on r.id = ${parent}`,
      key: sql.raw<string>(`${alias}.id`),
      ...(link ? { link } : {}),
      read: readerOf<object>(type, selecting, link),
    },
  };
}

/** Reads what is asked of a type: its members, the person at the end of the link that a row is, and its envelope. */
export function readerOf<Node extends object>(
  type: string,
  selecting: Selecting,
  link?: LinkColumns,
): Listing<RecordRow, Node>['read'] {
  const owner = {};
  return (session) =>
    session.kept(owner, '', (): Reading<RecordRow, Node> => {
      const needs = session.needs(type);
      const { columns, toObject } = compileSelect(selecting, needs);
      const subject = link ? [sql`${linkSubjectColumn(link)} as link_subject`] : [];
      const handling = needs.get('handling') === 'value' ? [handlingOf('r')] : [];
      return {
        columns: sql.join([columns, ...subject, envelope('r'), ...handling]),
        toNode: (asking, row) => asking.project(type, row, toObject(row), needs) as Node | null,
      };
    });
}
