import type pg from 'pg';
import type { LogClient, LogPool, LogStatement } from '../../../auditlog/store/pool.js';

/** A pool whose connections tell of each statement before it is sent, or answer in its place. */
export function spy(
  target: pg.Pool,
  onStatement: (statement: LogStatement, run: () => ReturnType<LogClient['query']>) => unknown,
): LogPool {
  return {
    query: (statement) => target.query(statement as pg.QueryConfig),
    connect: async (): Promise<LogClient> => {
      const client = await target.connect();
      return {
        on: (event, listener) => client.on(event, listener),
        release: (destroy) => client.release(destroy),
        query: async (statement) => {
          const run = () => client.query(statement as pg.QueryConfig);
          const answer = await onStatement(statement, run);
          return isResult(answer) ? answer : run();
        },
      };
    },
  };
}

/** True of the statements that append to the log. */
export function isAppend({ name }: LogStatement): boolean {
  return name?.startsWith('portcullis_audit_append') ?? false;
}

function isResult(value: unknown): value is Awaited<ReturnType<LogClient['query']>> {
  return typeof value === 'object' && value !== null && 'rows' in value;
}
