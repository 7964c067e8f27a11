import type { PortcullisError } from '../../schema/errors.js';
import type { EncodedEntry, Prepared } from '../entry/encode.js';
import type { SealedEnvelope } from '../entry/envelope.js';
import type { Head } from '../heads.js';
import type { Written } from '../opening/written.js';
import type { AuditLog, Receipt } from '../types.js';
import type { CountedRefusals } from './refusals.js';

/** The log of the process that writes it. */
export interface WrittenLog extends AuditLog {
  /** The committed head, from memory. */
  head(): Head;
  /** Ends writing for good: called by the part that finds that the log is not what was committed. */
  halt(error: PortcullisError): void;
  /** Appends what another process prepared, once its envelopes are stored. */
  add(entry: Prepared): Promise<Receipt>;
  storeEnvelopes(envelopes: readonly SealedEnvelope[]): Promise<void>;
  /** Counts refusals that another process has counted. */
  addRefused(counted: CountedRefusals): void;
  /** Looks for an entry that may have been written by a process that ended. */
  findWritten(entry: Prepared): Promise<Written>;
  /** Closes as UNKNOWN the intents that nobody works on any more. */
  closeForsaken(): Promise<void>;
}

/** Is told what the writer of a log does, for metrics. */
export interface LogObserver {
  /** A batch was committed. */
  written(entries: readonly Pick<EncodedEntry, 'index' | 'header'>[]): void;
  /** A head was signed. @param size its number of entries */
  signed(size: number): void;
}
