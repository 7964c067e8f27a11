import type { Policy } from '../../policy/policy.js';
import type { LinkColumns } from '../../policy/rows/linkPredicate.js';
import type { SoughtBy } from '../../policy/rows/protectedRow.js';
import type { RequestFacts } from '../../policy/types.js';
import type { SourceName } from '../../schema/sources.js';
import type { RawBuilder } from '../../storage/kysely.js';
import type { Prepared, Slot } from '../../storage/slot.js';
import type { SourceDatabase } from '../../storage/types.js';
import type { Needs } from './asked/needs.js';
import type { Trial, TrialState } from './limits/trial.js';
import type { Counting } from './session/counted.js';
import type { HitRecord } from './session/hitReference.js';

/**
 * Who asks one source, as the gateway verified it: passed by reference in one process, as a signed assertion over HTTP.
 * Every right of the call depends on it.
 */
export interface SourceRequest {
  readonly facts: RequestFacts;
  readonly requestId: string;
  /** Version of the policy that the gateway decided by; a source that has another refuses. */
  readonly policyVersion: string;
  readonly intent: 'READ';
  /** The one source that the request is for. */
  readonly audience: string;
  /** Of a search of the log: what owners call the entities that it asks for, by the name that the client stated. */
  readonly entityPseudonyms?: EntityPseudonyms | undefined;
}

/** Names of the same record, by one of them: see `RecordName` in the SDL. */
export type EntityPseudonyms = Readonly<Record<string, readonly string[]>>;

/** Columns that every record row carries: `envelope('r')` selects them under these names. */
export interface EnvelopeRow {
  /** Public id of the record; of the record that a child row belongs to, where the row is one. */
  readonly id: string;
  /** The record's reference between sources: selected by rows that become a record, not by child rows. */
  readonly ref?: string;
  readonly env_expires_at: Date | null;
  /** Key of the record's envelope, which never changes its meaning; null where the row says its envelope itself. */
  readonly env_key: string | null;
  /** With the terms, filled in by the key where there is one. */
  readonly env_originator: string;
  /** Everything else of the envelope that decides, as one text, for `readEnvelopeTerms`; null: nobody knows, it is denied. */
  readonly env_terms: string | null;
}

/** A row of a record whose `handling` is asked for, with what it shows beside: `handlingOf('r')` selects it. */
export interface HandlingRow extends EnvelopeRow {
  readonly env_handling_note: string | null;
  readonly env_source_evaluation: string | null;
  readonly env_information_evaluation: number | null;
  readonly env_source_ref: string;
  readonly env_case_reference: string | null;
}

/** The row wall of one record type, for the table alias given to `session.wall`. */
export interface Wall {
  /** Some category in which the row holds data is at least MASKED. Every list, count and edge carries it. */
  readonly visible: RawBuilder<boolean>;
  /** At least HIT to who seeks it by this: for look-ups by exact identity only. */
  known(by: SoughtBy): RawBuilder<boolean>;
  /**
   * The same for a look-up by a number of a category, which finds a protected row that is visible for those alone who would
   * get the number but for the protection.
   */
  found(category: string): RawBuilder<boolean>;
  /**
   * The category is FULL on this row: guards each filter leaf, each sort key, each edge. Of a datum of a link to a person,
   * which may be capped where the row is not, with the link: with the row's own where none is named and the record itself is
   * one; null: of the record alone, which is found by another datum than the person at its end.
   */
  full(category: string, link?: LinkColumns | null): RawBuilder<boolean>;
}

/** Where a page ended: the last row's sort key as text (null where it has none, or none for this viewer), and its key. */
export interface Position {
  readonly sortKey: string | null;
  readonly key: string;
}

/** The list that a cursor is good for. */
export interface CursorScope {
  readonly field: string;
  readonly filter: unknown;
  readonly sort: unknown;
}

/** Cursors of one viewer, for a day. `open` throws CURSOR_INVALID. */
export interface CursorBox {
  seal(scope: CursorScope, position: Position): string;
  open(scope: CursorScope, cursor: string): Position;
}

/** What one request may do in one source. Made fresh for every request and source; never shared, never cached. */
export interface SourceSession {
  readonly source: string;
  readonly facts: RequestFacts;
  readonly requestId: string;
  readonly entityPseudonyms: EntityPseudonyms;
  readonly policy: Policy;
  readonly db: SourceDatabase;
  /** Ends work that nobody waits for any more: throws the reason for which the request was cancelled. Statements end by themselves. */
  assertWanted(): void;
  /** What the operation needs of a type's objects. */
  needs(type: string): Needs;
  /** Whether the operation asks for a field, in some place. */
  asksFor(type: string, field: string): boolean;
  /**
   * What depends on nothing but the document, the view, the owner and its form: made once, and kept for a while. So are
   * statements: what else they depend on are slots. A form tells shapes apart, and no value of a request is in it.
   */
  kept<Made extends object>(owner: object, form: string, make: () => Made): Made;
  /** What this request alone uses, such as a loader: made when first asked for by the owner in that form. */
  once<Made>(owner: object, form: string, make: () => Made): Made;
  /** Row wall of a record type, e.g. `session.wall('Consignment', 'c')`; the alias defaults to `r`. */
  wall(type: string, alias?: string): Wall;
  /**
   * Whether a category is FULL on a row that was read, and on the link to a person that the row may be; with `ofRecord`
   * whatever stands at the end of that.
   */
  isFull(category: string, row: EnvelopeRow, ofRecord?: 'ofRecord'): boolean;
  /** Whether of a category at least that it has a value may be known on a row that was read. */
  isKnown(category: string, row: EnvelopeRow): boolean;
  /**
   * The only way from a row to a resolver: decides every category on the row's envelope, drops what is withheld, masks
   * what is masked (nested plain objects and arrays of the type's fields included, by the same verdict), remembers the
   * verdict for the field rules and the manifest, adds `handling`. Null for a row that this viewer may not see; a HIT
   * row gives `{ id }`, a reference that is good for nothing but to ask its originator, and only within `lookup`.
   *
   * @param needs of an object that was made of nothing else; other members are left out
   */
  project<T extends object>(type: string, row: EnvelopeRow, object: T, needs?: Needs): T | null;
  /** Opaque federation reference of a record, from its natural identifier; see storage/keys/keys.ts. */
  ref(type: string, ...naturalIdentifier: readonly string[]): string;
  /** Data category of a coordinate of the source's SDL, e.g. `ConsignmentFilter.mrn`; throws where it has none. */
  category(coordinate: string): string;
  /** Seals and opens keyset cursors for this viewer. */
  readonly cursors: CursorBox;
  /**
   * Seals what another source may match on into an opaque token, good for this viewer, request and instant alone;
   * between sources that stand alone, for this viewer, purpose and hour.
   */
  sealProbe(values: unknown): string;
  /** What a probe holds; null where it was not sealed for the same. */
  openProbe(token: string): unknown | null;
  /**
   * A look-up by exact identity: `find` runs the statement (with `wall.found`), `toNode` projects each row, as a hit where it is
   * one. All that are shown, or else one hit, of the first row that is one. A record on which the category of the argument is NONE for
   * this viewer is not found by it. Throws LOOKUP_QUOTA_EXCEEDED, whether or not anything matches; LIMITS_UNAVAILABLE where nothing is
   * shown, and nobody can say whether a hit may be answered.
   */
  lookup<Row, Node extends object>(
    asked: AskedNumber,
    find: () => Promise<readonly Row[]>,
    toNode: (row: Row) => Node | null,
  ): Promise<readonly Node[]>;
  /**
   * Counts, for their originators, records that were tried and that this viewer may not see. Nobody waits for it, and it is in no
   * manifest: neither the answer nor its time tells of it. Where it fails, it is not counted.
   */
  countTried(
    statement: Prepared<{ readonly originator: string; readonly times: number }>,
    values: Readonly<Record<string, unknown>>,
  ): void;
  /** The record that a hit is of, by the reference that was answered in the place of its id; null for any other text. */
  openHit(reference: string): HitRecord | null;
  /** Notes for the log that a name (`Name`), or a number of a type, was asked for in other words than by an argument that says so. */
  noteAsked(type: string, text: string): void;
  /**
   * Reserves what questions try of records of which this viewer may only know, in their order, before anything is looked for. Of each
   * request in each source one statement, where all that it asks in one step is reserved; never given back, and free where the
   * officer tried the same on that day. The officer's own trials decide, and those of the whole agency from the number of `trials` in the matrix on.
   */
  reserveTrials(trials: readonly Trial[]): Promise<readonly TrialState[]>;
  /**
   * Answers of questions that name somebody as surely as an identifier does, one each at most: records that this viewer may know
   * of and not see. As many look-ups are taken from both quotas before anything is looked for; those without an answer are counted
   * as in vain alone. Null as a whole where the limits are out of reach: nothing is looked for.
   *
   * @param questions what tells each from any other
   * @param find for each question rows that may answer it, the first that does first
   * @throws PortcullisError LOOKUP_QUOTA_EXCEEDED, whether or not anything matches
   */
  lookupHits<Row, Node extends object>(
    questions: readonly string[],
    find: () => Promise<readonly (readonly KnownAs<Row>[])[]>,
    toNode: (row: Row) => Node | null,
  ): Promise<readonly (Node | null)[] | null>;
}

/** What a look-up asks for. */
export interface AskedNumber {
  /** That states the identifier, by its coordinate in the SDL, e.g. `Query.consignment(mrn:)`. */
  readonly argument: string;
  /** Tells the question from any other of that argument. */
  readonly value: string;
  /** Which look-ups use up the quota; null where no hit is looked for: then none is answered, and nothing counted. */
  readonly counting: Counting | null;
  /** Counts for their originators the records that were tried: called where this viewer sees none. */
  readonly countTried: () => void;
}

/** A row, what it is found by, and the category of that: it is not found where that is NONE for the viewer on it. */
export interface KnownAs<Row> {
  readonly row: Row;
  readonly by: SoughtBy;
  readonly category: string;
}

/** Context of every resolver of a source. */
export interface SourceContext {
  readonly session: SourceSession;
}

/** biome-ignore lint/suspicious/noExplicitAny: resolver maps are checked against the SDL when the schema is built. */
export type ResolverMap = Record<string, Record<string, any>>;

/** The links to persons that records of one table state. */
export interface LinksOfTable {
  /** From clause over the alias of `link`, and `r` for the record whose envelope they are under. */
  readonly from: RawBuilder<unknown>;
  /** Id of the record that states them. */
  readonly record: RawBuilder<string>;
  readonly link: LinkColumns;
}

/** The description of one source. */
export interface SubgraphModule<Name extends string = SourceName> {
  readonly name: Name;
  /**
   * The whole SDL, for a source of which `schema/` has none; `schema/<name>.graphql` with `schema/shared.graphql` where
   * absent. Each of its fields has a category, as everywhere.
   */
  readonly sdl?: string;
  /** Record types that this source owns: each has `id`, `ref`, an envelope, and a table. */
  readonly records: readonly string[];
  /**
   * Table of each record type that has `provenance` and `versions`, schema-qualified: all in one schema, with tables
   * `provenance` and `history` beside them. The kit answers these fields.
   */
  readonly tables?: Readonly<Record<string, string>>;
  /** Links to persons that records of these tables state: none is shown raw that names a protected person. */
  readonly links?: Readonly<Record<string, readonly LinksOfTable[]>>;
  readonly resolvers: ResolverMap;
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
  readonly type: 'text' | 'timestamptz' | 'float8' | 'int4' | 'bool' | 'text[]' | 'uuid[]';
  /** Normalises a filter's text as the column was normalised at ingest; also maps an enum value to its stored form. */
  readonly normalise?: (text: string) => string;
  /**
   * For a datum in a child table: wraps the condition on one child into a condition on the row, e.g.
   * (leaf) => sql`exists (select 1 from cargo.goods_item g where g.consignment_id = r.id and ${leaf})`.
   */
  readonly within?: (leaf: RawBuilder<boolean>) => RawBuilder<boolean>;
  /** For a datum of links to persons: the table, over the aliases of `within`. */
  readonly link?: LinkColumns;
  /** For a list that an index of its own finds: the condition that one of these values is in it. */
  readonly anyOf?: (values: Slot) => RawBuilder<boolean>;
  /** Another way in which a row may fulfil the condition, e.g. by a span that has the date in it; null where it has none. */
  readonly also?: (operator: string, value: Slot) => RawBuilder<boolean> | null;
}

/**
 * Of an edge that finds its rows by a datum: the category of the listing's field, e.g. `cargo.movement` of a container's
 * consignments, must be FULL on the row, in SQL and again in the row's judgement, since who reaches a row by a datum learns
 * that it holds it.
 */
export interface Guard {
  /**
   * For a datum of a link to a person, on which it may be capped where the row is not: FULL on the link too. Null: of the record
   * alone, whatever stands at the end of the link that it may be.
   */
  readonly link: LinkColumns | null;
}

/** How a record type is listed. Categories come from the SDL: the filter input's and sort enum's `@access`. */
export interface Listing<Row extends EnvelopeRow, Node> {
  /** Record type, e.g. `Consignment`; names the wall. */
  readonly type: string;
  /** The field that lists, e.g. `Container.consignments`; binds its cursors. The type where absent. */
  readonly field?: string;
  /** From clause with alias `r`, e.g. sql`cargo.consignment r`. */
  readonly from: RawBuilder<unknown>;
  /** What is read of the rows for what the session's operation asks. */
  readonly read: (session: SourceSession) => Reading<Row, Node>;
  /** SDL name of the filter input, e.g. `ConsignmentFilter`; its leaves are the keys of `filters`. */
  readonly filterType?: string;
  readonly filters?: Readonly<Record<string, Column>>;
  /** SDL name of the sort enum, e.g. `ConsignmentSortField`; its values are the keys of `sorts`. */
  readonly sortType?: string;
  readonly sorts?: Readonly<Record<string, Column>>;
  /** Used where the client states none; by id where absent. */
  readonly defaultSort?: { readonly field: string; readonly direction: 'ASC' | 'DESC' };
  readonly guard?: Guard;
  /** For links to persons: where the rows say who stands at the end. */
  readonly link?: LinkColumns;
  /** Order that holds no classified datum, such as a sequence number; used where no sort applies. */
  readonly order?: Column;
  /** What tells the listed rows apart and breaks ties; `r.id` where absent. */
  readonly key?: RawBuilder<string>;
}

/** What an operation reads of the rows of a list. */
export interface Reading<Row extends EnvelopeRow, Node> {
  /** With the envelope, e.g. sql`r.id, r.mrn, ${envelope('r')}`. */
  readonly columns: RawBuilder<unknown>;
  /** Waited for before rows become objects: what else they need, for all of them at once. */
  readonly prepare?: (rows: readonly Row[]) => Promise<void>;
  /** Row to projected object: mapping.ts then session.project; null drops the row. */
  readonly toNode: (session: SourceSession, row: Row) => Node | null;
}
