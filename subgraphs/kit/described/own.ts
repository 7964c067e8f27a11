import type { RawBuilder } from '../../../storage/kysely.js';

/** A member of an object that no column of the description fills as it is, and the columns that it is made of. */
export interface OwnMember {
  readonly columns: Readonly<Record<string, RawBuilder<unknown>>>;
  readonly make: (row: never) => unknown;
}

/** Such members, by name; they override those of the description. */
export type OwnMembers = Readonly<Record<string, OwnMember>>;

type RowOf<Columns> = {
  readonly [Name in keyof Columns]: Columns[Name] extends RawBuilder<infer Value> ? Value : never;
};

/**
 * A member made of columns of a row, which are read where the member is asked for. Reading a column that is not named does
 * not compile.
 *
 * @param columns by their names in the row, e.g. `{ mass: sql<number | null>`(select ...)` }`
 */
export function member<Columns extends Readonly<Record<string, RawBuilder<unknown>>>>(
  columns: Columns,
  make: (row: RowOf<Columns> & { readonly id: string }) => unknown,
): OwnMember {
  return { columns, make };
}
