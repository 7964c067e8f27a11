import type { KeyObject } from 'node:crypto';
import type { EncodedEntry, EntryEncoder, Prepared } from '../entry/encode.js';
import type { CompactRange } from '../merkle.js';
import type { WaitingBecause } from '../opening/opening.js';
import type { Found } from '../opening/start.js';
import type { LogPool, LogReporter } from '../store/pool.js';
import type { Committed } from './committed.js';
import type { WriterKeys } from './writerKeys.js';

/** How much a writer takes on, and how long it waits. Milliseconds. */
export interface WriterLimits {
  /** How long an append may wait. */
  readonly deadlineMs: number;
  /** How long a statement may take before its connection is given up. */
  readonly timeoutMs: number;
  /** How long to wait at opening for a writer that is just ending. */
  readonly leaseWaitMs: number;
  /** Shortest time between checkpoints. */
  readonly checkpointEveryMs: number;
  /** Entries that wait this long for a checkpoint get an entry before it that says why. */
  readonly lateMs: number;
  /** How many entries may wait. */
  readonly maxQueue: number;
  /** How many entries a transaction takes. */
  readonly maxBatch: number;
  /**
   * So many postings wait until they are stored. A search reads the tokens of entries that wait, 0.2 us each; each run costs it 0.3 ms a
   * month. Why nothing is stored at rest or at the end: a small run costs searches more than a small tail.
   */
  readonly indexAt: number;
}

/** The limits of a writer that nobody sets: those of waiting follow from the time of a statement. */
export function defaultLimits(timeoutMs = 5000): WriterLimits {
  const waiting = { timeoutMs, deadlineMs: timeoutMs, leaseWaitMs: timeoutMs };
  return { ...waiting, checkpointEveryMs: 1000, lateMs: 30_000, maxQueue: 10_000, maxBatch: 256, indexAt: 16_384 };
}

/** What a sequencer needs. */
export interface SequencerOptions extends WriterLimits {
  readonly pool: LogPool;
  readonly logId: string;
  /** Origin of its checkpoints. */
  readonly origin: string;
  readonly holder: string;
  /** The present key first. */
  readonly signingKeys: readonly KeyObject[];
  readonly reporter: LogReporter;
  readonly committed: Committed;
  readonly encoder: EntryEncoder;
  /** The keys that the encoder uses. */
  readonly entryKeys: WriterKeys;
  /** The entry that says that the clock went back: from the time of the last entry to now. */
  wentBack(last: string, now: string): Prepared;
  /** The entry that says why entries waited. */
  opened(found: Found, why: WaitingBecause): Prepared;
  /** The entry that says that what another one logs was not shown; null where nothing was to be. */
  unsent(entry: Prepared): Prepared | null;
  /** Called with the entries of each batch, once they are committed. */
  onWritten(entries: readonly EncodedEntry[]): void;
  /** Called with each head that was signed. */
  onSigned(range: CompactRange): void;
  /** Entries of low priority: written when nothing else waits, or after what waits if a batch has room. */
  readonly background: {
    isDue(): boolean;
    take(max: number): readonly Prepared[];
  };
}
