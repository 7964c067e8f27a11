import { badUserInput, type PortcullisError } from '../../schema/errors.js';
import { openOwnCheckpoint } from '../signing/checkpoints.js';
import type { Span } from '../spans.js';
import { findNewestCheckpoint } from '../store/checkpoint.js';
import type { LogQuery } from '../store/pool.js';

/** Entries of a log that an act is about. */
export interface Concerned {
  readonly db: LogQuery;
  readonly log: string;
  readonly spans: readonly Span[];
  /** The log's checkpoint keys. */
  readonly publicKeys: readonly Uint8Array[];
}

/**
 * Refuses entries that no signed head covers: a writer that starts has to open the entries that it finds after its committed head.
 */
export async function assertSigned({ db, log, spans, publicKeys }: Concerned): Promise<void> {
  const newest = await findNewestCheckpoint(db, log);
  const size = (newest && openOwnCheckpoint(newest.note, log, publicKeys)?.size) ?? 0;
  const beyond = spans.find(({ to }) => to >= size);
  if (beyond) throw refused(`Entry ${beyond.to} of ${log} is under no checkpoint: ${size} entries are.`);
}

/** The error for entries that an act cannot be about. */
export function refused(message: string): PortcullisError {
  return badUserInput(message, {
    at: '--index',
    hint: '`portcullis audit verify` says how many entries a log has; a checkpoint is signed once a second.',
  });
}
