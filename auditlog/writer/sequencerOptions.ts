import type { KeyObject } from 'node:crypto';
import type { EntryEncoder, Prepared } from '../entry/encode.js';
import type { CompactRange } from '../merkle.js';
import type { WaitingBecause } from '../opening/opening.js';
import type { Found } from '../opening/start.js';
import type { LogPool, LogReporter } from '../store/pool.js';
import type { Committed } from './committed.js';
import type { WriterKeys } from './writerKeys.js';

/** What a sequencer needs. */
export interface SequencerOptions {
  readonly pool: LogPool;
  readonly logId: string;
  /** Origin of its checkpoints. */
  readonly origin: string;
  readonly holder: string;
  /** The present key first. */
  readonly signingKeys: readonly KeyObject[];
  readonly reporter: LogReporter;
  readonly maxQueue: number;
  readonly maxBatch: number;
  readonly deadlineMs: number;
  readonly timeoutMs: number;
  readonly leaseWaitMs: number;
  readonly checkpointEveryMs: number;
  /** Entries that wait this long for a checkpoint get an entry before it that says why, milliseconds. */
  readonly lateMs: number;
  readonly committed: Committed;
  readonly encoder: EntryEncoder;
  /** The keys that the encoder uses. */
  readonly entryKeys: WriterKeys;
  /** The entry that says that the clock went back: from the time of the last entry to now. */
  wentBack(last: string, now: string): Prepared;
  /** The entry that says why entries waited. */
  opened(found: Found, why: WaitingBecause): Prepared;
  /** Called with each head that was signed. */
  onSigned(range: CompactRange): void;
  /** Entries of low priority: written when nothing else waits, or after what waits if a batch has room. */
  readonly background: {
    isDue(): boolean;
    take(max: number): readonly Prepared[];
  };
}
