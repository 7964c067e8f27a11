import type { LogQuery } from '../../auditlog/store/pool.js';
import type { SourceDatabase } from '../../storage/types.js';

/** The log's own statements on a source's database. */
export function toLogQuery(db: SourceDatabase): LogQuery {
  return {
    query: async ({ text: statement, values = [] }) => ({
      rows: await db.rows({ sql: statement, parameters: values }),
    }),
  };
}
