import { sourceNames } from '../schema/sources.js';
import type { RawBuilder } from './kysely.js';
import type { CancelSignal } from './pool/cancellation.js';
import type { RunValues, Statement } from './slot.js';

/**
 * Schemas with migrations: the sources', the log keys', ingest's own for runs and quarantine, the gateway's for its register, and the
 * limits'.
 */
export const migratedSchemas = [...sourceNames, 'audit_keys', 'ingest', 'gateway', 'limits'] as const;
export type MigratedSchema = (typeof migratedSchemas)[number];

/** How one statement is run. */
export interface StatementOptions {
  /** Cancels the statement on the server; the promise then rejects with the signal's reason. */
  readonly signal?: CancelSignal | undefined;
  /** Cancels the statement after that many milliseconds; the promise then rejects with SOURCE_TIMEOUT. */
  readonly withinMs?: number | undefined;
  /** Values for the statement's slots. */
  readonly values?: RunValues | undefined;
  /**
   * PostgreSQL plans it for the values of this run, and keeps no generic plan: for values that may be rare or common, where one plan
   * takes a hundred times as long for the other.
   */
  readonly planForValues?: boolean | undefined;
}

/** One source's own connection pool. Statements of Kysely's `sql` tag run as named prepared statements. */
export interface SourceDatabase {
  /** Rows of one statement. Counts as one in `statements`. */
  rows<Row>(statement: Statement<Row>, options?: StatementOptions): Promise<Row[]>;
  /** Statements sent so far, for the N+1 assertions. */
  readonly statements: number;
  /** Longest time for a statement, ms; 0: no limit. */
  readonly timeoutMs: number;
  close(): Promise<void>;
}

/** Statements in one transaction, on one connection, one after another. */
export interface Transaction {
  /** Rows of one statement of Kysely's `sql` tag. */
  rows<Row>(statement: RawBuilder<Row>): Promise<Row[]>;
  /** Rows of one statement given as text, with values for `$1` and so on. */
  exec<Row>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Sends rows by `copy ... from stdin`, each a line of `toCopyLine`. */
  copyIn(statement: string, lines: readonly string[]): Promise<void>;
}

/** A source database that may also be written: for ingest, quarantine and start-up. */
export interface WritableDatabase extends SourceDatabase {
  /** Rows of one statement given as text, in a transaction of its own. */
  exec<Row>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Commits when `run` resolves, rolls back when it rejects. */
  transaction<T>(run: (transaction: Transaction) => Promise<T>): Promise<T>;
}
