import type { LinkColumns } from '../../policy/rows/linkPredicate.js';
import type { Cube } from '../../storage/cube/cubes.js';
import type { Grouping } from '../../storage/cube/grouping.js';
import type { RawBuilder } from '../../storage/kysely.js';
import type { Slot } from '../../storage/slot.js';
import type { EnvelopeRow } from './rows.js';
import type { SourceSession } from './sourceSession.js';

/** How a record type is listed. Categories come from the SDL: the filter input's and sort enum's `@access`. */
export interface Listing<Row extends EnvelopeRow, Node> {
  /** Record type, e.g. `Consignment`; names the wall. */
  readonly type: string;
  /** The field that lists, e.g. `Container.consignments`; binds its cursors. The type where absent. */
  readonly field?: string;
  /** From clause with alias `r`, e.g. sql`cargo.consignment r`. */
  readonly from: RawBuilder<unknown>;
  /** What the session's operation needs of the rows. */
  readonly read: (session: SourceSession) => Reading<Row, Node>;
  /** The same for rows that are counted and named, and not shown; `read` where absent. */
  readonly readCounted?: (session: SourceSession) => Reading<Row, Node>;
  /** SDL name of the filter input, e.g. `ConsignmentFilter`; its leaves are the keys of `filters`. */
  readonly filterType?: string;
  readonly filters?: Readonly<Record<string, Column>>;
  /** By what it is counted, by the value of its enum, which begins like the filter input: `ConsignmentFacetField`. */
  readonly facets?: Readonly<Record<string, Grouping>>;
  /** By which dates it is counted, by the value of its enum and the interval; over the slot `timeZone`. */
  readonly histograms?: Readonly<Record<string, Readonly<Record<Interval, Grouping>>>>;
  /** What is summed of it, by the value of its enum: groups by unit, with amounts. */
  readonly sums?: Readonly<Record<string, Grouping>>;
  /** The numbers that are kept of all rows of this `from` clause. A listing with another one has none, though it inherits this. */
  readonly cube?: Cube & { readonly from: Listing<Row, Node>['from'] };
  /** SDL name of the sort enum, e.g. `ConsignmentSortField`; its values are the keys of `sorts`. */
  readonly sortType?: string;
  readonly sorts?: Readonly<Record<string, Column>>;
  /** Used where the client states none; by id where absent. */
  readonly defaultSort?: { readonly field: string; readonly direction: 'ASC' | 'DESC' };
  readonly guard?: Guard;
  /** For links to persons: where the rows name the person at the end. */
  readonly link?: LinkColumns;
  /** Order by no classified datum, such as a sequence number; used where no sort applies. */
  readonly order?: Column;
  /** Identifies a listed row and breaks ties; `r.id` where absent. */
  readonly key?: RawBuilder<string>;
}

/** What an operation reads of the rows of a list. */
export interface Reading<Row extends EnvelopeRow, Node> {
  /** With the envelope, e.g. sql`r.id, r.mrn, ${envelope('r')}`. */
  readonly columns: RawBuilder<unknown>;
  /** Awaited before rows become objects: loads what else they need, for all rows at once. */
  readonly prepare?: (rows: readonly Row[]) => Promise<void>;
  /** Row to projected object, by `session.project`; null drops the row. */
  readonly toNode: (session: SourceSession, row: Row) => Node | null;
}

/**
 * For an edge that finds its rows by a datum: the category of the listing's field, e.g. `cargo.movement` for a container's
 * consignments, must be FULL on the row, in SQL and again in the row's judgement. Reaching a row by a datum tells that the
 * row holds it.
 */
export interface Guard {
  /**
   * The link to a person that holds the datum, which may be capped where the row is not: FULL on it too. Null: on the
   * record alone, no matter who is at the end of the link that it may be.
   */
  readonly link: LinkColumns | null;
}

/** One filterable or sortable datum: the SQL expression over alias `r`, and how its operators read. */
export interface Column {
  /** E.g. sql`r.estimated_arrival`. */
  readonly sql: RawBuilder<unknown>;
  readonly type: 'text' | 'timestamptz' | 'float8' | 'int4' | 'bool' | 'text[]' | 'bytea';
  /** Normalises a filter's text as ingest normalised the column; also maps an enum value to its stored form. */
  readonly normalise?: (text: string) => string;
  /**
   * For a datum in a child table: turns the condition on one child into a condition on the row, e.g.
   * (leaf) => sql`exists (select 1 from cargo.goods_item g where g.consignment_id = r.id and ${leaf})`.
   */
  readonly within?: (leaf: RawBuilder<boolean>) => RawBuilder<boolean>;
  /** For a datum of links to persons: their table, over the aliases of `within`. */
  readonly link?: LinkColumns;
  /** For a list with an index of its own: the condition that one of these values is in it. */
  readonly anyOf?: (values: Slot) => RawBuilder<boolean>;
  /** Another way to meet an operator's condition, e.g. by a span that holds the date. */
  readonly also?: (operator: string, value: Slot) => RawBuilder<boolean>;
  /** For operators that no other column has: their condition. */
  readonly meets?: (operator: string, value: Slot) => RawBuilder<boolean>;
  /** Coordinate whose category must be FULL on the row too for an operator that looks at another datum than the leaf's. */
  readonly guardOf?: (operator: string) => string | null;
}

/** Into what a time is divided. */
export type Interval = 'DAY' | 'WEEK' | 'MONTH' | 'YEAR';

/** Arguments of every connection field, as the SDL types them. */
export interface ConnectionArguments {
  /** 1 to 100; default 20. */
  readonly first?: number | null;
  readonly after?: string | null;
  /** A filter input: leaves by name, `and`, `or`, `not`. */
  readonly filter?: Readonly<Record<string, unknown>> | null;
  readonly sort?: { readonly field: string; readonly direction?: 'ASC' | 'DESC' } | null;
}

/** A page of rows, as a connection shows it. */
export interface Page<Node> {
  readonly edges: readonly { readonly cursor: string; readonly node: Node }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}
