import { forked } from '../forked.js';
import type { LogQuery } from './pool.js';
import { readSize } from './tree.js';

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

/** How a log grows. */
export interface LogPace {
  readonly size: number;
  /** Entries since the instant that was asked for. */
  readonly added: number;
  /** When its newest entry was made; null for an empty log. */
  readonly newestAt: Date | null;
  /** When the first entry was made that no signed head covers; null if all are covered. */
  readonly unsignedSince: Date | null;
}

/** How a log has grown since an instant (UTC ISO 8601), by indexes alone. */
export async function readPace(db: LogQuery, log: string, since: string): Promise<LogPace> {
  const size = await readSize(db, log);
  const { rows } = await db.query({
    text: 'select index::text as first from audit.entry where log = $1 and at >= $2 order by at limit 1',
    values: [log, since],
  });
  const added = rows[0] ? size - Number(rows[0].first) : 0;
  const signed = (await findNewestCheckpoint(db, log))?.size ?? 0;
  return {
    size,
    added,
    newestAt: await instantOf(db, log, size - 1),
    unsignedSince: await instantOf(db, log, signed),
  };
}

async function instantOf(db: LogQuery, log: string, index: number): Promise<Date | null> {
  const { rows } = await db.query({
    text: 'select at from audit.entry where log = $1 and index = $2',
    values: [log, index],
  });
  return (rows[0]?.at as Date | undefined) ?? null;
}
