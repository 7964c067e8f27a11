import type { ComparedRecord, NamedKind } from '../../../matching/index.js';
import { type RawBuilder, sql } from '../../../storage/kysely.js';
import type { RecordListing } from '../described/describe.js';
import type { Reading } from '../listing.js';
import type { SourceSession } from '../sourceSession.js';
import type { KnownBy } from './hits/knownBy.js';

/** Rows that are found by the keys of their names: records, or entries of theirs. */
export interface KeyedRows {
  /** From a table under the alias `r`, of whose type the wall is. */
  readonly listing: Pick<RecordListing, 'type' | 'from'> & {
    readonly read: (session: SourceSession) => Pick<Reading<never, unknown>, 'columns'>;
  };
  /** Alias of the table that has `matchedColumns`, where it is one of entries. */
  readonly alias?: 'x';
  /** Category of the names: it is FULL on every row that is found. */
  readonly category: string;
  /** Every name of a row. */
  readonly names: RawBuilder<readonly string[]>;
  /** What is compared beside the names. */
  readonly data: readonly MatchedDatum[];
}

/** A kind of record as it is searched by names, with what of a row is compared. */
export interface MatchedKind extends KeyedRows {
  readonly kind: NamedKind;
  /** Type of the SDL that shows a match, e.g. `PersonMatch`, and its field that leads to the record. */
  readonly match: { readonly type: string; readonly end: string };
  readonly listing: RecordListing;
  /** Type of the SDL that shows what was found of a question, and by what hits are; none where nothing has any. */
  readonly known?: { readonly type: string } & KnownBy;
}

/** What a row says in one category that is compared beside the names. */
export interface MatchedDatum {
  /** It is compared only where this is FULL on the row. */
  readonly category: string;
  /** Columns over the alias `r`, by the name that `read` gets them under. */
  readonly columns: Readonly<Record<string, RawBuilder<unknown>>>;
  readonly read: (row: never) => ComparedData;
}

/** What is known of a record beside its names; each member is of one datum. */
export type ComparedData = Partial<Omit<ComparedRecord, 'kind' | 'names'>>;

type RowOf<Columns> = {
  readonly [Name in keyof Columns]: Columns[Name] extends RawBuilder<infer Value> ? Value : never;
};

/** What is compared of some columns, all of one category. A function that looks at a column which it does not name does not compile. */
export function datum<Columns extends Readonly<Record<string, RawBuilder<unknown>>>>(
  category: string,
  columns: Columns,
  read: (row: RowOf<Columns>) => ComparedData,
): MatchedDatum {
  return { category, columns, read };
}

/** What is compared of a row beside the names, each column after a comma. */
export function comparedColumns({ data }: KeyedRows): RawBuilder<unknown> {
  const columns = data.flatMap(({ columns }) =>
    Object.entries(columns).map(([name, column]) => sql`, ${column} as ${sql.ref(name)}`),
  );
  return sql.join(columns, sql``);
}
