import type { Head } from '../heads.js';
import { toBase64 } from '../proofs/bytes.js';

/**
 * What a register says of a log. `OPENED`: it is written, or about to be. `CLOSED`: its writer has ended. `FOUND`: it existed when
 * the register was opened, and nobody has opened it since. `LEFT`: another log continues it. `SEEN`: a register, of another
 * instance or of the log's own.
 */
export type LogState = 'OPENED' | 'CLOSED' | 'FOUND' | 'LEFT' | 'SEEN';

/** A head that an entry of another log names. */
export interface NamedLog extends Head {
  readonly state: LogState;
}

/** A named head as the header has it: `main OPENED 1024 ROOT`, the root in base64. */
export function writeNamed({ log, state, size, root }: NamedLog): string {
  return `${log} ${state} ${size} ${toBase64(root)}`;
}

/** What `writeNamed` wrote; null for anything else. */
export function parseNamed(text: string): NamedLog | null {
  const form = /^([A-Za-z0-9._-]{1,64}) (OPENED|CLOSED|FOUND|LEFT|SEEN) (0|[1-9][0-9]{0,15}) ([A-Za-z0-9+/]{43}=)$/;
  const [, log = '', state, size, root = ''] = form.exec(text) ?? [];
  return log === '' ? null : { log, state: state as LogState, size: Number(size), root: Buffer.from(root, 'base64') };
}
