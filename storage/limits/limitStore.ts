import { PortcullisError } from '../../schema/errors.js';
import { sql } from '../kysely.js';
import { compileStatement, openDatabase } from '../pool/database.js';
import { type Statement, said } from '../slot.js';
import type { StatementOptions } from '../types.js';
import type { Reservation, Reserved } from './reservation.js';

/** The limits of what viewers try and look up, in the database that all who answer together share. */
export interface LimitStore {
  /** Reserves by one statement, durable before it resolves; null: out of reach, nothing may be answered by it. */
  reserve(reservation: Reservation): Promise<Reserved | null>;
  /** Rows of a statement over what the limits keep. @throws PortcullisError SOURCE_UNAVAILABLE, SOURCE_TIMEOUT, of the source `limits` */
  rows<Row>(statement: Statement<Row>, options?: StatementOptions): Promise<Row[]>;
  /** Adds to how often records of these originators were tried in the month of an instant; lost where it is out of reach. */
  countTried(at: string, agency: string, timesOf: Readonly<Record<string, number>>): Promise<void>;
  /** True, or an error: whether they can be reached now. */
  isReachable(): Promise<boolean>;
  /** Statements that answers waited for so far, for the tests that count them. */
  readonly statements: number;
  close(): Promise<void>;
}

/** Who is told that the limits are out of reach, and that they are back. */
export interface LimitLog {
  warn(facts: object, message: string): void;
  info(facts: object, message: string): void;
}

/** So long one request waits for its limits. Why so short: all else that it asks for waits with it. */
const PATIENCE_MS = 2000;

/** Opens the limits over a connection string; connects at the first statement. */
export function openLimitStore(
  url: string,
  { log, max = 2 }: { readonly log?: LimitLog; readonly max?: number } = {},
): LimitStore {
  const open = () => openDatabase(url, { source: 'limits', max, statementTimeoutMs: PATIENCE_MS });
  let database = open();
  let statements = 0;
  const statement = compileStatement(
    sql<{ reserved: Reserved }>`select limits.reserve(cast(${said('asked')} as jsonb)) as reserved`,
  );
  const counting = compileStatement(sql`
    insert into limits.tried as t (month, originator, agency, times)
    select date_trunc('month', timezone('UTC', cast(${said('at')} as timestamptz))), originator, ${said('agency')}, times
    from unnest(cast(${said('originators')} as text[]), cast(${said('times')} as bigint[])) as each(originator, times)
    on conflict (originator, month, agency) do update set times = t.times + excluded.times`);
  let isReached = true;
  const tell = (reached: boolean, error?: unknown): void => {
    if (reached === isReached) return;
    isReached = reached;
    if (reached) log?.info({}, 'the limits are reached again');
    else log?.warn({ err: error }, 'the limits cannot be reached: what they limit is not answered');
  };
  return {
    get statements() {
      return statements;
    },
    async reserve(reservation) {
      const asking = database;
      statements += 1;
      try {
        const asked = JSON.stringify(reservation);
        const rows = await within(
          PATIENCE_MS,
          () => asking.rows(statement, { said: { asked } }),
          () => {
            if (asking === database) database = open();
            void asking.close().catch(() => undefined);
          },
        );
        tell(true);
        return rows[0]?.reserved ?? null;
      } catch (error) {
        tell(false, error);
        return null;
      }
    },
    rows: (asked, options) => {
      statements += 1;
      return database.rows(asked, options);
    },
    isReachable: async () => (await database.rows(sql`select 1`, { withinMs: PATIENCE_MS })).length === 1,
    async countTried(at, agency, timesOf) {
      const values = { at, agency, originators: Object.keys(timesOf), times: Object.values(timesOf) };
      await database
        .rows(counting, { said: values, withinMs: PATIENCE_MS })
        .catch((error: unknown) => tell(false, error));
    },
    close: () => database.close(),
  };
}

/**
 * The same, or SOURCE_TIMEOUT. Why beside the limit of the statement: a connection may be waited for, or say nothing any more, and
 * then is not asked again.
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
