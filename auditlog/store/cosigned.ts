import type { LogQuery } from './pool.js';

/** A head that a quorum of witnesses cosigned. */
export interface CosignedHead {
  readonly size: number;
  /** The log's note, with the lines of the witnesses. */
  readonly note: string;
}

/** Stores a cosigned head, unless there is one of that size. */
export async function insertCosigned(
  db: LogQuery,
  head: CosignedHead & { readonly log: string; readonly at: string },
): Promise<void> {
  await db.query({
    name: 'portcullis_audit_cosigned',
    text: 'insert into audit.cosigned (log, size, note, at) values ($1, $2, $3, $4) on conflict (log, size) do nothing',
    values: [head.log, head.size, head.note, head.at],
  });
}

/** The newest cosigned head of a log; null if there is none. */
export async function findNewestCosigned(db: LogQuery, log: string): Promise<CosignedHead | null> {
  const { rows } = await db.query({
    text: 'select size::text as size, note from audit.cosigned where log = $1 order by cosigned.size desc limit 1',
    values: [log],
  });
  const [row] = rows;
  return row ? { size: Number(row.size), note: String(row.note) } : null;
}

/** The cosigned heads of a log from a size on, smallest first; read in pages, since each is some kilobytes. */
export async function* streamCosigned(db: LogQuery, log: string, from: number): AsyncGenerator<CosignedHead> {
  for (let next = String(from); ; ) {
    const { rows } = await db.query({
      text: `select size::text as size, note from audit.cosigned where log = $1 and size >= $2::numeric
        order by cosigned.size limit ${pageSize}`,
      values: [log, next],
    });
    for (const row of rows) yield { size: Number(row.size), note: String(row.note) };
    const last = rows.at(-1);
    if (!last || rows.length < pageSize) return;
    next = String(BigInt(String(last.size)) + 1n);
  }
}

/** Cosigned heads of one statement. */
const pageSize = 500;

/** Ids of all logs that were ever opened for writing. */
export async function listLeasedLogs(db: LogQuery): Promise<readonly string[]> {
  const { rows } = await db.query({ text: 'select distinct log from audit.lease order by log' });
  return rows.map((row) => String(row.log));
}
