/** Makes a federation reference from a type and a natural identifier, under the deployment's link key. */
export type MakeRef = (type: string, ...naturalIdentifier: readonly string[]) => string;

/** One record as its tables hold it, without id, envelope, holds and content hash. */
export interface StoredRecord {
  /** GraphQL type, e.g. `Consignment`. */
  readonly type: string;
  /** Prefix of its public id, without the underscore. */
  readonly idPrefix: string;
  /** Schema-qualified table. */
  readonly table: string;
  readonly ref: string;
  readonly sourceRef: string;
  /** Fixed public id, for the records whose id policy names; random where absent. */
  readonly id?: string;
  /** Columns beside the envelope. */
  readonly columns: Readonly<Record<string, unknown>>;
  readonly children: readonly StoredChildren[];
  /** Coordinates of the SDL at which the record has data, e.g. `Consignment.mrn`. */
  readonly data: readonly string[];
}

/** Rows of one child table; each has an `id`, and lacks the parent's. */
export interface StoredChildren {
  readonly table: string;
  /** Column that names the parent, e.g. `consignment_id`. */
  readonly parentColumn: string;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}
