import { forked } from '../forked.js';
import type { LogQuery } from './pool.js';

/**
 * Stores a signed head. Repeating it has no effect: a note over the same head has the same bytes.
 *
 * @throws PortcullisError AUDIT_FORKED if there is another note for that size: only this writer signs this log
 */
export async function insertCheckpoint(
  db: LogQuery,
  checkpoint: { readonly log: string; readonly size: number; readonly note: string; readonly at: string },
): Promise<void> {
  const { log, size, note, at } = checkpoint;
  const { rows } = await db.query({
    name: 'portcullis_audit_checkpoint',
    text: `insert into audit.checkpoint (log, size, note, at) values ($1, $2, $3, $4)
      on conflict (log, size) do nothing returning size`,
    values: [log, size, note, at],
  });
  if (rows.length === 1) return;
  const found = await db.query({
    text: 'select note from audit.checkpoint where log = $1 and size = $2',
    values: [log, size],
  });
  if (found.rows[0]?.note !== note) throw forked(log, `it has a note of ${size} entries that its writer did not sign`);
}

/** The newest signed head of a log, as stored; null if there is none. */
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
