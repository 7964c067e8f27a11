/**
 * What the log needs of a PostgreSQL pool; `pg.Pool` is one. Defined here so that the log imports no driver.
 *
 * Terminology: a *connection error* is one after which nobody knows whether the statement was committed.
 */
export interface LogPool {
  connect(): Promise<LogClient>;
  query(statement: LogStatement): Promise<LogResult>;
}

/** One connection; the writer keeps one for itself, because the lease is bound to it. */
export interface LogClient {
  /** The statement's rows; `rowCount` counts written ones too. */
  query(statement: LogStatement): Promise<LogResult & { readonly rowCount: number | null }>;
  /** True closes the connection instead of returning it to the pool. */
  release(destroy?: boolean): void;
  on(event: 'error', listener: (error: Error) => void): unknown;
}

/** A statement; a named one is prepared once per connection. */
export interface LogStatement {
  readonly name?: string;
  readonly text: string;
  readonly values?: unknown[];
}

/** Rows of one statement, by the names of its columns. */
export interface LogResult {
  readonly rows: Record<string, unknown>[];
}

/** Anything that runs a statement: a pool or a connection. */
export type LogQuery = Pick<LogPool, 'query'>;

/** Reports to the operator; a pino logger is one. */
export interface LogReporter {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

/** SQLSTATE of an error that PostgreSQL itself reported, else null: the connection failed, or we gave up waiting. */
export function sqlStateOf(error: unknown): string | null {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : null;
}

/**
 * True for an error that leaves open whether the statement took effect: no SQLSTATE, connection exceptions (08), operator
 * intervention (57P: shutdown, crash, termination).
 */
export function isConnectionError(error: unknown): boolean {
  const state = sqlStateOf(error);
  return state === null || state.startsWith('08') || state.startsWith('57P');
}
