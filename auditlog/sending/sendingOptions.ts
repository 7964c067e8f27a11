import type { AuditKeys } from '../keys.js';
import type { LogReporter } from '../store/pool.js';

/** Where the process that writes a log takes entries, in a folder of this user alone, and the secret by which it knows its senders. */
export interface LogSocket {
  readonly path: string;
  readonly secret: string;
}

/** What a process needs that answers, but does not write the log itself. */
export interface SendingOptions {
  readonly logId: string;
  readonly socket: LogSocket;
  readonly keys: Pick<AuditKeys, 'blindIndex'>;
  /** How long an append may wait, milliseconds. */
  readonly deadlineMs: number;
  readonly log: LogReporter;
}
