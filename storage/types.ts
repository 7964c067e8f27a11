import { sourceNames } from '../schema/sources.js';
import type { RawBuilder } from './kysely.js';
import type { CancelSignal } from './pool/cancellation.js';
import type { Said, Statement } from './slot.js';

/**
 * Schemas with migrations: the sources', that of the log's keys, ingest's own for runs and quarantine, the gateway's for its register,
 * that of the limits of what viewers try.
 */
export const migratedSchemas = [...sourceNames, 'audit_keys', 'ingest', 'gateway', 'limits'] as const;
export type MigratedSchema = (typeof migratedSchemas)[number];

/** How one statement is run. */
export interface StatementOptions {
  /** Cancels the statement on the server; the promise then rejects with the signal's reason. */
  readonly signal?: CancelSignal | undefined;
  /** The same after so many milliseconds: the promise then rejects with SOURCE_TIMEOUT. */
  readonly withinMs?: number | undefined;
  /** Values for the statement's slots. */
  readonly said?: Said | undefined;
  /**
   * PostgreSQL plans it for the values of this run, and keeps no plan for any. Where a value may be rare or every other row's:
   * the plan for the one takes a hundred times as long for the other.
   */
  readonly planForValues?: boolean | undefined;
}

/** One source's own connection pool. Statements are compiled by Kysely's `sql` tag and run as named prepared statements. */
export interface SourceDatabase {
  /** Rows of one statement. Counts as one in `statements`. Aborts with the signal where one is given. */
  rows<Row>(statement: Statement<Row>, options?: StatementOptions): Promise<Row[]>;
  /** Statements sent so far, for the N+1 assertions. */
  readonly statements: number;
  close(): Promise<void>;
}

/** Statements inside one transaction; they run one after the other on one connection. */
export interface Transaction {
  /** Rows of one statement of Kysely's `sql` tag. */
  rows<Row>(statement: RawBuilder<Row>): Promise<Row[]>;
  /** Rows of one statement given as text; `$1` and so on stand for the values. */
  exec<Row>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Sends rows by `copy ... from stdin`: each a line in COPY's text form, as `toCopyLine` writes it. */
  copyIn(statement: string, lines: readonly string[]): Promise<void>;
}

/** A source database that may also be written: for ingest, quarantine and start-up. */
export interface WritableDatabase extends SourceDatabase {
  /** Rows of one statement given as text, in a transaction of its own. */
  exec<Row>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Commits when `run` resolves, rolls back when it rejects. */
  transaction<T>(run: (transaction: Transaction) => Promise<T>): Promise<T>;
}
