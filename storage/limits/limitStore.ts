import { PortcullisError } from '../../schema/errors.js';
import { sql } from '../kysely.js';
import type { Pooled } from '../pool/connections.js';
import { compileStatement, openDatabase } from '../pool/database.js';
import { type Prepared, type Statement, slot } from '../slot.js';
import type { StatementOptions } from '../types.js';
import type { BlocksAsked, GivenBlock, Reservation, Reserved } from './reservation.js';

/** The limits of what viewers try and look up, in a database that all answering processes share. */
export interface LimitStore {
  /** Reserves by one statement, durable when it resolves; null if the database is out of reach, and nothing limited may be answered. */
  reserve(reservation: Reservation): Promise<Reserved | null>;
  /** Takes blocks of budgets by one statement, durable when it resolves; null if the database is out of reach. */
  takeBlocks(asked: BlocksAsked): Promise<readonly GivenBlock[] | null>;
  /** Rows of a statement over what the limits keep. @throws PortcullisError SOURCE_UNAVAILABLE, SOURCE_TIMEOUT, of the source `limits` */
  rows<Row>(statement: Statement<Row>, options?: StatementOptions): Promise<Row[]>;
  /** Adds to how often records of these originators were tried in the month of an instant; lost if the database is out of reach. */
  countTried(at: string, agency: string, timesOf: Readonly<Record<string, number>>): Promise<void>;
  /** True if the database can be reached now; else it throws. */
  isReachable(): Promise<boolean>;
  /** Statements so far that answers waited for; for tests. */
  readonly statements: number;
  close(): Promise<void>;
}

/** Reports that the limits are out of reach, and that they are back. */
export interface LimitLog {
  warn(facts: object, message: string): void;
  info(facts: object, message: string): void;
}

/** How the limits are opened. */
export interface LimitStoreOptions {
  readonly log?: LimitLog;
  readonly max?: number;
  /** Longest wait of one request for its limits, ms; 2000. Short, since all else that it asks for waits with it. */
  readonly timeoutMs?: number;
}

/** Longest wait for a block of a budget, which each process then has a tenth of: shorter than the pause after it, ms. */
const MAX_TAKING_MS = 2_000;

/** Opens the limits over a connection string; connects at the first statement. */
export function openLimitStore(
  url: string,
  { log, max = 2, timeoutMs = 2000 }: LimitStoreOptions = {},
): LimitStore & Pooled {
  // Why stated: under a stricter default of the server those who waited for each other would each see the last trial free.
  const target = { connectionString: url, options: '-c default_transaction_isolation=read\\ committed' };
  const open = () => openDatabase(target, { source: 'limits', max, timeoutMs });
  let database = open();
  let statements = 0;
  const statement = compileStatement(
    sql<{ reserved: Reserved }>`select limits.reserve(cast(${slot('asked')} as jsonb)) as reserved`,
  );
  const taking = compileStatement(
    sql<{ taken: readonly GivenBlock[] }>`select limits.take(cast(${slot('asked')} as jsonb)) as taken`,
  );
  const counting = compileStatement(sql`
    insert into limits.tried as t (month, originator, agency, times)
    select date_trunc('month', timezone('UTC', cast(${slot('at')} as timestamptz))), originator, ${slot('agency')}, times
    from unnest(cast(${slot('originators')} as text[]), cast(${slot('times')} as bigint[])) as each(originator, times)
    on conflict (originator, month, agency) do update set times = t.times + excluded.times`);
  let isReached = true;
  const report = (reached: boolean, error?: unknown): void => {
    if (reached === isReached) return;
    isReached = reached;
    if (reached) log?.info({}, 'the limits are reached again');
    else
      log?.warn(
        { err: error },
        'the limits cannot be reached: what they limit is not answered, and budgets are a tenth',
      );
  };
  /** The row of a statement; null if the database does not answer in time. */
  const answered = async <Row>(stated: Prepared<Row>, asked: object, withinMs: number): Promise<Row | null> => {
    const asking = database;
    statements += 1;
    try {
      const rows = await within(
        withinMs,
        () => asking.rows(stated, { values: { asked: JSON.stringify(asked) } }),
        () => {
          if (asking === database) database = open();
          void asking.close().catch(() => undefined);
        },
      );
      report(true);
      return rows[0] ?? null;
    } catch (error) {
      report(false, error);
      return null;
    }
  };
  return {
    get statements() {
      return statements;
    },
    reserve: async (reservation) => (await answered(statement, reservation, timeoutMs))?.reserved ?? null,
    takeBlocks: async (asked) => (await answered(taking, asked, Math.min(timeoutMs, MAX_TAKING_MS)))?.taken ?? null,
    rows: (asked, options) => {
      statements += 1;
      return database.rows(asked, options);
    },
    connections: () => database.connections(),
    isReachable: async () => (await database.rows(sql`select 1`, { withinMs: timeoutMs })).length === 1,
    async countTried(at, agency, timesOf) {
      const values = { at, agency, originators: Object.keys(timesOf), times: Object.values(timesOf) };
      await database.rows(counting, { values, withinMs: timeoutMs }).catch((error: unknown) => report(false, error));
    },
    close: () => database.close(),
  };
}

/**
 * The result, or SOURCE_TIMEOUT. Needed besides the statement's own limit: waiting for a connection takes time too, and a connection
 * that has fallen silent must not be used again.
 */
async function within<T>(ms: number, run: () => Promise<T>, onLate: () => void): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      onLate();
      reject(new PortcullisError('SOURCE_TIMEOUT', { facts: { source: 'limits' } }));
    }, ms);
  });
  try {
    return await Promise.race([run(), late]);
  } finally {
    clearTimeout(timer);
  }
}
