import type { RawBuilder } from 'kysely';
import type { RequestFacts } from '../../policy/types.js';
import type { SourceDatabase, SourceName } from '../../storage/types.js';

/** Columns that every record row carries: `envelope('r')` selects them under these names. */
export interface EnvelopeRow {
  readonly id: string;
  readonly env_originator: string;
  readonly env_handling_codes: string[];
  readonly env_handling_note: string | null;
  readonly env_addressees: string[];
  readonly env_source_evaluation: string | null;
  readonly env_information_evaluation: number | null;
  readonly env_classification: number;
  readonly env_releasable_to: string[];
  readonly env_hit_to: string[];
  readonly env_purpose_limits: string[];
  readonly env_data_subject_category: string | null;
  readonly env_minor: boolean;
  readonly env_joint_operation: string | null;
  readonly env_expires_at: Date | null;
  readonly env_source: string;
  readonly env_source_ref: string;
  readonly env_case_reference: string | null;
  /** Categories in which the record holds data; visibility looks at no other. */
  readonly env_holds: string[];
}

/** The row wall of one record type, for the table alias given to `session.wall`. */
export interface Wall {
  /** Some category in which the row holds data is at least MASKED. Every list, count and edge carries it. */
  readonly visible: RawBuilder<boolean>;
  /** At least HIT: for look-ups by exact identity only. */
  readonly known: RawBuilder<boolean>;
  /** The category is FULL on this row: guards each filter leaf and each sort key. */
  full(category: string): RawBuilder<boolean>;
}

/** What one request may do in one source. Made fresh for every request and source; never shared, never cached. */
export interface SourceSession {
  readonly source: SourceName;
  readonly facts: RequestFacts;
  readonly requestId: string;
  readonly db: SourceDatabase;
  /** Row wall of a record type, e.g. `session.wall('Consignment', 'c')`; the alias defaults to `r`. */
  wall(type: string, alias?: string): Wall;
  /**
   * The only way from a row to a resolver: decides every category on the row's envelope, drops what is withheld, masks
   * what is masked (nested plain objects and arrays of the type's fields included, by the same verdict), remembers the
   * verdict for the field rules and the manifest, adds `handling`. Null for a row that this viewer may not see; a HIT
   * row gives `{ id }`, and only with `lookup: true`.
   */
  project<T extends object>(type: string, row: EnvelopeRow, object: T, options?: { readonly lookup?: boolean }): T | null;
  /** Opaque federation reference of a record, from its natural identifier; see storage/keys.ts. */
  ref(type: string, ...naturalIdentifier: readonly string[]): string;
}

/** Context of every resolver of a source. */
export interface SourceContext<Loaders> {
  readonly session: SourceSession;
  readonly loaders: Loaders;
}

/** biome-ignore lint/suspicious/noExplicitAny: resolver maps are checked against the SDL when the schema is built. */
export type ResolverMap = Record<string, Record<string, any>>;

/** The description of one source. Its SDL is `schema/<name>.graphql` with `schema/shared.graphql`. */
export interface SubgraphModule<Loaders = unknown> {
  readonly name: SourceName;
  /** Record types that this source owns: each has `id`, `ref`, an envelope, and a table. */
  readonly records: readonly string[];
  readonly resolvers: ResolverMap;
  readonly createLoaders: (session: SourceSession) => Loaders;
}

/** A page of rows, ready for `toConnection`. */
export interface Page<Node> {
  readonly edges: readonly { readonly cursor: string; readonly node: Node }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

/** Arguments of every connection field, as the SDL types them. */
export interface ConnectionArguments {
  /** 1 to 100; default 20. */
  readonly first?: number | null;
  readonly after?: string | null;
  /** A filter input: leaves by name, `and`, `or`, `not`. */
  readonly filter?: Readonly<Record<string, unknown>> | null;
  readonly sort?: { readonly field: string; readonly direction?: 'ASC' | 'DESC' } | null;
}

/** One filterable or sortable datum: the SQL expression over alias `r`, and how its operators read. */
export interface Column {
  /** E.g. sql`r.estimated_arrival`. */
  readonly sql: RawBuilder<unknown>;
  readonly type: 'text' | 'timestamptz' | 'float8' | 'int4' | 'bool' | 'text[]';
  /** Normalises a filter's text as the column was normalised at ingest. */
  readonly normalise?: (text: string) => string;
}

/** How a record type is listed. Categories come from the SDL: the filter input's and sort enum's `@access`. */
export interface Listing<Row extends EnvelopeRow, Node> {
  /** Record type, e.g. `Consignment`; names the wall. */
  readonly type: string;
  /** From clause with alias `r`, e.g. sql`cargo.consignment r`. */
  readonly from: RawBuilder<unknown>;
  /** Selected columns, without the envelope, e.g. sql`r.id, r.mrn`. */
  readonly columns: RawBuilder<unknown>;
  /** SDL name of the filter input, e.g. `ConsignmentFilter`; its leaves are the keys of `filters`. */
  readonly filterType?: string;
  readonly filters?: Readonly<Record<string, Column>>;
  /** SDL name of the sort enum, e.g. `ConsignmentSortField`; its values are the keys of `sorts`. */
  readonly sortType?: string;
  readonly sorts?: Readonly<Record<string, Column>>;
  /** Used where the client states none; by id where absent. */
  readonly defaultSort?: { readonly field: string; readonly direction: 'ASC' | 'DESC' };
  /** Row to projected object: mapping.ts then session.project; null drops the row. */
  readonly toNode: (session: SourceSession, row: Row) => Node | null;
}
/*
 * connection.ts exports:
 *   listPage(session, listing, args, where?: RawBuilder<boolean>): Promise<Page<Node>>          one statement
 *   listPagesByParent(session, listing, { parent: RawBuilder<string>, keys, args, where? })     one statement for all keys
 *       : Promise<ReadonlyMap<string, Page<Node>>>
 * loader.ts exports:
 *   createLoader(batch: (keys: readonly string[]) => Promise<ReadonlyMap<string, V>>): DataLoader<string, V | null>
 *   createEdgeLoader(session, listing, parent, where?): (key: string, args: ConnectionArguments) => Promise<Page<Node>>
 *       one DataLoader per distinct arguments, so that all parents of a field are one statement
 */
