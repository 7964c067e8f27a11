// SPDX-License-Identifier: Apache-2.0

/** Makes a federation reference from a type and its natural identifier, under the deployment's link key. */
export type MakeRef = (type: string, ...naturalIdentifier: readonly string[]) => string;

/** One record as its tables hold it; the pipeline adds id, envelope, holds and content hash. */
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
  /** The record's values by SDL coordinate: those that are there say which categories the record holds. */
  readonly data: Readonly<Record<string, unknown>>;
}

/** Rows of one child table; each has an `id`, and lacks the parent's. */
export interface StoredChildren {
  readonly table: string;
  /** Column that names the parent, e.g. `consignment_id`. */
  readonly parentColumn: string;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

/** True for what counts as data: not null, undefined, an empty text or list, nor an object of such. */
export function isPresent(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return false;
  if (Array.isArray(value)) return value.some(isPresent);
  if (typeof value === 'object') return Object.values(value).some(isPresent);
  return true;
}
