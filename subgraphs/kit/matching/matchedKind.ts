import type { ComparedRecord, NamedKind } from '../../../matching/index.js';
import { type RawBuilder, sql } from '../../../storage/kysely.js';
import type { RecordListing } from '../described/describe.js';
import type { Reading } from '../listing.js';
import type { SourceSession } from '../sourceSession.js';
import type { KnownBy } from './hits/knownBy.js';

/** Rows that are found by the keys of their names: records, or entries of theirs. */
export interface KeyedRows {
  /** From a table under the alias `r`; its type names the wall. */
  readonly listing: Pick<RecordListing, 'type' | 'from'> & {
    readonly read: (session: SourceSession) => Pick<Reading<never, unknown>, 'columns'>;
  };
  /** Alias of the table with the keys, where it is one of entries. */
  readonly alias?: 'x';
  /** Category of the names: FULL on every row that is found. */
  readonly category: string;
  /** Every name of a row. */
  readonly names: RawBuilder<readonly string[]>;
  /** The rank of each name, in the same order; of one rank where absent. */
  readonly nameKinds?: RawBuilder<readonly string[]>;
  /** What is compared beside the names. */
  readonly data: readonly MatchedDatum[];
}

/** A kind of record that is searched by names, with the data that are compared. */
export interface MatchedKind extends KeyedRows {
  readonly kind: NamedKind;
  /** Type of the SDL that shows a match, e.g. `PersonMatch`, and its field that leads to the record. */
  readonly match: { readonly type: string; readonly end: string };
  readonly listing: RecordListing;
  /** SDL type of a question's answer, and the data that find hits; absent for a kind without questions. */
  readonly known?: { readonly type: string } & KnownBy;
}

/** Data of one category that are compared beside the names. */
export interface MatchedDatum {
  /** It is compared only where this is FULL on the row. */
  readonly category: string;
  /** Columns over the alias `r`, by the name that `read` gets them under. */
  readonly columns: Readonly<Record<string, RawBuilder<unknown>>>;
  readonly read: (row: never) => ComparedData;
}

/** Data of a record beside its names; each member is of one datum. */
export type ComparedData = Partial<Omit<ComparedRecord, 'kind' | 'names'>>;

type RowOf<Columns> = {
  readonly [Name in keyof Columns]: Columns[Name] extends RawBuilder<infer Value> ? Value : never;
};

/** Data made of columns of one category. Reading a column that is not named does not compile. */
export function datum<Columns extends Readonly<Record<string, RawBuilder<unknown>>>>(
  category: string,
  columns: Columns,
  read: (row: RowOf<Columns>) => ComparedData,
): MatchedDatum {
  return { category, columns, read };
}

/** The ranks of names, and the columns that are compared beside them, each after a comma. */
export function comparedColumns({ data, nameKinds }: KeyedRows): RawBuilder<unknown> {
  const columns = data.flatMap(({ columns }) =>
    Object.entries(columns).map(([name, column]) => sql`, ${column} as ${sql.ref(name)}`),
  );
  return sql.join([...(nameKinds ? [sql`, ${nameKinds} as matched_kinds`] : []), ...columns], sql``);
}
