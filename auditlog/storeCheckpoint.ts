import type { LogQuery } from './pool.js';

/** Stores a signed head. */
export async function insertCheckpoint(
  db: LogQuery,
  checkpoint: { readonly log: string; readonly size: number; readonly note: string; readonly at: string },
): Promise<void> {
  await db.query({
    name: 'portcullis_audit_checkpoint',
    text: 'insert into audit.checkpoint (log, size, note, at) values ($1, $2, $3, $4)',
    values: [checkpoint.log, checkpoint.size, checkpoint.note, checkpoint.at],
  });
}

/** The newest signed head of a log, as stored; null where none is. */
export async function findNewestCheckpoint(
  db: LogQuery,
  log: string,
): Promise<{ readonly size: number; readonly note: string; readonly at: string } | null> {
  const { rows } = await db.query({
    text: `select size::text as size, note, at from audit.checkpoint
      where log = $1 order by checkpoint.size desc limit 1`,
    values: [log],
  });
  const [row] = rows;
  return row ? { size: Number(row.size), note: String(row.note), at: (row.at as Date).toISOString() } : null;
}
