import { badUserInput } from '../schema/errors.js';
import type { WritableDatabase } from '../storage/types.js';

/** A delivery of a source: where it stands among its deltas. */
export interface DeltaPosition {
  /** Value of the envelope's `source`. */
  readonly source: string;
  readonly originator: string;
  /** What deltas are ordered by; null for what is no delta. */
  readonly sequence: string | null;
  /** Of the delivery itself: the same delta again is not out of order. */
  readonly key: string;
}

/**
 * Deltas are applied in order: what one changes, a later one changes again.
 *
 * @throws BAD_USER_INPUT for one that comes before what is published, or after one that was stopped: that one could not be
 *   finished any more
 */
export async function assertInOrder(database: WritableDatabase, delta: DeltaPosition): Promise<void> {
  const { sequence } = delta;
  if (sequence === null) return;
  const stopped = await earliestStopped(database, delta);
  if (stopped !== null && sequence > stopped.sequence)
    throw badUserInput(
      `The delta before this one (${stopped.sequence}) was begun and is not done: ${stopped.id}.`,
      'Ingest that one again first: it goes on where it ended. portcullis sources --runs --open shows its files.',
    );
  const last = await lastPublished(database, delta);
  if (last === null || sequence > last) return;
  throw badUserInput(
    `This delta (${sequence}) does not come after the last one that was published (${last}).`,
    'Deltas are applied in order: ingest those in between first, or a whole list with --full.',
  );
}

interface EarlierRun {
  readonly id: string;
  readonly sequence: string;
}

async function earliestStopped(
  database: WritableDatabase,
  { source, originator, key }: DeltaPosition,
): Promise<EarlierRun | null> {
  const [row] = await database.exec<EarlierRun>(
    `select id, sequence from ingest.run where format = $1 and originator = $2 and sequence is not null
       and delivery_key <> $3 and state in ('READING', 'STAGED', 'PUBLISHING')
     order by sequence collate "C" limit 1`,
    [source, originator, key],
  );
  return row ?? null;
}

/** Null where no delta is published, and where it is this one. */
async function lastPublished(
  database: WritableDatabase,
  { source, originator, key }: DeltaPosition,
): Promise<string | null> {
  const [row] = await database.exec<{ sequence: string; delivery_key: string }>(
    `select sequence, delivery_key from ingest.run
     where format = $1 and originator = $2 and state = 'DONE' and sequence is not null
     order by sequence collate "C" desc limit 1`,
    [source, originator],
  );
  return row === undefined || row.delivery_key === key ? null : row.sequence;
}
