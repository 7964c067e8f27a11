import pg from 'pg';
import { isPortcullisError, PortcullisError } from '../../schema/errors.js';
import { type Prepared, type Statement, valuesOf } from '../slot.js';
import type { MigratedSchema, StatementOptions, Transaction, WritableDatabase } from '../types.js';
import { type CancelSignal, timeLimit } from './cancellation.js';
import { columnTypes } from './columnTypes.js';
import { countConnections, type Pooled } from './connections.js';
import { copyIn } from './copy.js';
import { toSourceError } from './databaseErrors.js';
import { isNameLost, type PreparedStatement, runPrepared } from './preparedQuery.js';
import { statementCompiler } from './statementCompiler.js';
import { createStatementNames } from './statementNames.js';

/** Where a database is: a URL, or pg's own configuration. */
export type ConnectionTarget = string | pg.PoolConfig;

const defaultTimeoutMs = 10_000;

/** Options of a source's pool. */
export interface DatabaseOptions {
  /** The schema that it reads; named in errors and in the server's list of connections. */
  readonly source: MigratedSchema;
  /** Most connections; 4. */
  readonly max?: number;
  /**
   * Longest wait for a connection, and for a statement, which the server cancels then, milliseconds; 10,000. With 0 statements have
   * no limit, and a connection is waited for 30 s.
   */
  readonly timeoutMs?: number;
  /**
   * Plans each statement for its values. For ingest: a plan that was kept from a small run would take ten times as long in a large
   * one.
   */
  readonly customPlans?: boolean;
}

/** Compiles a statement of Kysely's `sql` tag; returns a compiled one as it is. */
export function compileStatement<Row>(statement: Statement<Row>): Prepared<Row> {
  if (!('compile' in statement)) return statement;
  // Only these: the result also holds the tree that the text was made from, which is many times larger.
  const { sql, parameters } = statement.compile(statementCompiler);
  return { sql, parameters };
}

/**
 * Opens a source's own pool; connects at the first statement.
 *
 * Every method throws PortcullisError: SOURCE_UNAVAILABLE if the source cannot be asked, SOURCE_TIMEOUT if it took too long,
 * DATABASE_REFUSED for a statement that it does not take, INTERNAL for another mistake of ours. None carries SQL, a value or an address.
 */
export function openDatabase(target: ConnectionTarget, options: DatabaseOptions): WritableDatabase & Pooled {
  const config = poolConfig(target, options);
  const pool = createPool(config);
  const names = createStatementNames();
  let statements = 0;

  const send: Send = async <Row>(
    client: pg.ClientBase,
    text: string,
    values: readonly unknown[] = [],
    planForValues = false,
  ): Promise<Row[]> => {
    statements += 1;
    const name = names.nameOf(client, text, planForValues);
    return explained(
      name === undefined ? unnamed<Row>(client, text, values) : named<Row>(client, { name, text, values }),
    );
  };
  const tookTooLong = () => new PortcullisError('SOURCE_TIMEOUT', { facts: { source: options.source } });
  const named = async <Row>(client: pg.ClientBase, statement: PreparedStatement): Promise<Row[]> => {
    try {
      return await runPrepared<Row>(client, statement);
    } catch (error) {
      if (!isNameLost(error)) throw error;
      names.giveUp(client);
      // A transaction has failed with the statement: nothing more runs in it.
      if (isInTransaction(client)) throw error;
      return await unnamed<Row>(client, statement.text, statement.values);
    }
  };
  const explained = <T>(work: Promise<T>): Promise<T> =>
    work.catch((error: unknown) => {
      throw toSourceError(error, options.source);
    });
  const withClient = async <T>(run: (client: pg.PoolClient) => Promise<T>): Promise<T> =>
    borrow(await explained(pool.connect()), run);

  return {
    timeoutMs: options.timeoutMs ?? defaultTimeoutMs,
    get statements() {
      return statements;
    },
    rows: async <Row>(
      statement: Statement<Row>,
      { signal: outer, values: run = {}, planForValues, withinMs }: StatementOptions = {},
    ) => {
      const limit = withinMs === undefined ? null : timeLimit(outer, tookTooLong);
      const signal = limit?.signal ?? outer;
      try {
        throwIfAborted(signal);
        const prepared = compileStatement(statement);
        const values = valuesOf(prepared, run);
        return await withClient((client) => {
          // Here: waiting for a connection does not count.
          limit?.start(withinMs ?? 0);
          const run = () => send<Row>(client, prepared.sql, values, planForValues);
          return signal ? cancellable(config, client, signal, run) : run();
        });
      } catch (error) {
        throwIfAborted(signal);
        throw error;
      } finally {
        limit?.settle();
      }
    },
    exec: (text, values) => withClient((client) => send(client, text, values)),
    transaction: (run) => withClient((client) => inTransaction(client, send, explained, run)),
    connections: () => countConnections(pool),
    close: () => pool.end(),
  };
}

async function unnamed<Row>(client: pg.ClientBase, text: string, values: readonly unknown[]): Promise<Row[]> {
  const { rows } = await client.query(text, [...values]);
  return rows as Row[];
}

/** By the server's answer to the last statement. */
function isInTransaction(client: pg.ClientBase): boolean {
  return client.getTransactionStatus() !== 'I';
}

type Send = <Row>(
  client: pg.ClientBase,
  text: string,
  values?: readonly unknown[],
  planForValues?: boolean,
) => Promise<Row[]>;

function poolConfig(target: ConnectionTarget, options: DatabaseOptions): pg.PoolConfig {
  const { timeoutMs = defaultTimeoutMs } = options;
  return {
    ...(typeof target === 'string' ? { connectionString: target } : target),
    max: options.max ?? 4,
    application_name: `portcullis ${options.source}`,
    statement_timeout: timeoutMs,
    ...(options.customPlans ? { options: '-c plan_cache_mode=force_custom_plan' } : {}),
    connectionTimeoutMillis: timeoutMs || 30_000,
    idleTimeoutMillis: 60_000,
    // A new connection starts without the prepared statements of the old one.
    maxLifetimeSeconds: 1800,
    types: columnTypes,
  };
}

function createPool(config: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool(config);
  // An idle connection that the server closes must not end the process; the next statement opens another.
  pool.on('error', () => undefined);
  // On its way between pool and borrower nobody else listens to a connection; an error of it would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

async function borrow<T>(client: pg.PoolClient, run: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  let isLost = false;
  // Between two statements of a transaction nobody else listens for a lost connection.
  const onError = () => {
    isLost = true;
  };
  client.on('error', onError);
  try {
    return await run(client);
  } catch (error) {
    // The server sends an error before it ends a connection; the next statement must get another one.
    isLost ||= isPortcullisError(error) && error.code === 'SOURCE_UNAVAILABLE';
    throw error;
  } finally {
    client.off('error', onError);
    client.release(isLost);
  }
}

async function inTransaction<T>(
  client: pg.PoolClient,
  send: Send,
  explained: <R>(work: Promise<R>) => Promise<R>,
  run: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  // Explicit: under a stricter default, what others commit before a lock is taken could not be seen after it.
  await send(client, 'begin isolation level read committed');
  try {
    const result = await run({
      exec: (text, values) => send(client, text, values),
      rows: (statement) => {
        const { sql, parameters } = compileStatement(statement);
        return send(client, sql, parameters);
      },
      copyIn: (statement, lines) => explained(copyIn(client, statement, lines)),
    });
    await send(client, 'commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

function throwIfAborted(signal: CancelSignal | undefined): void {
  if (signal?.aborted) throw signal.reason;
}

/** Runs a statement and cancels it on the server if the signal aborts; the connection is kept until that is done. */
async function cancellable<T>(
  config: pg.PoolConfig,
  client: pg.PoolClient,
  signal: CancelSignal,
  run: () => Promise<T>,
): Promise<T> {
  // The signal may have aborted while the connection was made.
  throwIfAborted(signal);
  let cancelling: Promise<unknown> | undefined;
  const cancel = () => {
    cancelling = cancelBackend(config, client).catch(() => undefined);
  };
  signal.addEventListener('abort', cancel, { once: true });
  try {
    return await run();
  } finally {
    signal.removeEventListener('abort', cancel);
    await cancelling;
  }
}

async function cancelBackend(config: pg.PoolConfig, client: pg.PoolClient): Promise<void> {
  const { processID } = client as pg.PoolClient & { readonly processID?: number };
  // Its own connection: the pool may have none left just when its statements hang.
  const other = new pg.Client({ ...config, connectionTimeoutMillis: 1000 });
  other.on('error', () => undefined);
  await other.connect();
  await other.query('select pg_cancel_backend($1)', [processID]).finally(() => other.end());
}
