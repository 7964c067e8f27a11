import type { LinkColumns } from '../../policy/rows/linkPredicate.js';
import type { SourceName } from '../../schema/sources.js';
import type { RawBuilder } from '../../storage/kysely.js';

/** The description of one source. */
export interface SubgraphModule<Name extends string = SourceName> {
  readonly name: Name;
  /**
   * The whole SDL, for a source that `schema/` does not know; where absent, `schema/<name>.graphql` with
   * `schema/shared.graphql`. Every field has a category either way.
   */
  readonly sdl?: string;
  /** Record types that this source owns: each has `id`, `ref`, an envelope, and a table. */
  readonly records: readonly string[];
  /**
   * Table of each record type with `provenance` and `versions`, schema-qualified: all in one schema, beside its tables
   * `provenance` and `history`. The kit answers these fields.
   */
  readonly tables?: Readonly<Record<string, string>>;
  /** Links to persons that records of these tables state: no record is shown raw that names a protected person. */
  readonly links?: Readonly<Record<string, readonly LinksOfTable[]>>;
  readonly resolvers: ResolverMap;
}

/** The links to persons that records of one table state. */
export interface LinksOfTable {
  /** From clause over the alias of `link`, and `r` for the record whose envelope covers them. */
  readonly from: RawBuilder<unknown>;
  /** Id of the record that states them. */
  readonly record: RawBuilder<string>;
  readonly link: LinkColumns;
}

/** biome-ignore lint/suspicious/noExplicitAny: resolver maps are checked against the SDL when the schema is built. */
export type ResolverMap = Record<string, Record<string, any>>;
