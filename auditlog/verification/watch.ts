import { setTimeout as pause } from 'node:timers/promises';
import { PortcullisError } from '../../schema/errors.js';
import type { AuditKeys } from '../keys.js';
import { entriesClosed, isClosedFault } from '../keyTree/closed.js';
import { type CompactRange, rangeRoot } from '../merkle.js';
import type { LogQuery, LogReporter } from '../store/pool.js';
import type { Fault } from './faults.js';
import { Pacer } from './pacer.js';
import type { Pace } from './pages/checkPages.js';
import { findFalseShape } from './shape.js';
import { verifyTail } from './tail.js';
import { verifyLog } from './verify.js';

/** How a writer verifies its own log while it runs. */
export interface Watching {
  /** A connection of its own: verification never delays an append. */
  readonly db: LogQuery;
  /** How many of the last entries are verified at each checkpoint; 1000. */
  readonly tail?: number;
  /** Milliseconds between verifications of the whole log; an hour. The first starts after a minute. */
  readonly wholeEveryMs?: number;
  /** Share of one core that all of it may use; 0.02. */
  readonly share?: number;
}

/** What a watch needs. */
export interface WatchOptions extends Watching {
  readonly log: string;
  readonly keys: AuditKeys;
  readonly reporter: LogReporter;
  /** Ends the writer for good. */
  halt(error: PortcullisError): void;
}

/** How many faults are reported to the operator; the rest is counted. */
const maxFaults = 20;

/**
 * The writer's own verification while it runs: the last entries at each checkpoint, the whole log every hour, against the head in
 * its memory. A fault ends the writer.
 *
 * Why not only at a reconnect: entries can be rewritten without ending the connection.
 */
export class LogWatch {
  readonly #options: WatchOptions;
  readonly #ending = new AbortController();
  readonly #pacer: Pacer;
  readonly #loops: Promise<unknown>;
  /** The newest signed head; null until the first. */
  #head: CompactRange | null = null;
  /** Size at the last verification of the tail. */
  #verifiedSize = 0;
  #wake: () => void = () => undefined;
  /** What was last found wrong with the tables. */
  #shape: readonly string[] = [];

  constructor(options: WatchOptions) {
    this.#options = options;
    this.#pacer = new Pacer(options.share ?? 0.02, this.#ending.signal);
    this.#loops = Promise.all([this.#watchTail(), this.#watchWhole()]);
  }

  /** Notes that the writer signed a head, which it holds in memory. */
  signed(head: CompactRange): void {
    this.#head = head;
    this.#wake();
  }

  /** Ends watching; a verification that is under way is given up. */
  async close(): Promise<void> {
    this.#ending.abort();
    this.#wake();
    await this.#loops;
  }

  async #watchTail(): Promise<void> {
    const { db, log, keys, tail = 1000 } = this.#options;
    while (!this.#ending.signal.aborted) {
      const head = this.#head;
      if (!head || head.size === this.#verifiedSize) {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
        continue;
      }
      await this.#verify(async (pace) => {
        const faults = await verifyTail(db, { log, head, keys, length: tail, pace });
        this.#verifiedSize = head.size;
        return faults;
      });
    }
  }

  async #watchWhole(): Promise<void> {
    const { db, log, keys, wholeEveryMs = 3_600_000 } = this.#options;
    const signal = this.#ending.signal;
    let wait = Math.min(wholeEveryMs, 60_000);
    while (!signal.aborted) {
      await this.#pause(wait);
      wait = wholeEveryMs;
      const head = this.#head;
      if (!head || signal.aborted) continue;
      await this.#attempt(() => this.#checkShape());
      await this.#verify(async (pace) => {
        const trusted = [{ size: head.size, root: rangeRoot(head), name: 'the head of its writer' }];
        return (await verifyLog(db, log, keys, { trusted, pageSize: 50, pace })).faults;
      });
    }
  }

  /**
   * Reports once what comes between readers and rows. The writer goes on: rows are as they were written, but auditors may be shown
   * something else, which the operator has to mend.
   */
  async #checkShape(): Promise<void> {
    const { db, keys, log, reporter } = this.#options;
    const faults = await findFalseShape(db, keys.store);
    if (faults.length > 0 && faults.join() !== this.#shape.join())
      reporter.error({ log, faults }, 'the tables of the audit log are not those that the product makes');
    this.#shape = faults;
  }

  /** Verifies once; any fault ends the writer. */
  async #verify(verify: (pace: Pace) => Promise<readonly Fault[]>): Promise<void> {
    await this.#attempt(async () => {
      // Twice: the driver spends as long again on reading what is checked here.
      const faults = await verify((workedMs) => this.#pacer.rest(2 * workedMs));
      if (faults.length > 0) this.#report(faults);
    });
  }

  /** Works once; what hinders it is reported, and does not end the writer, which notices a lost database itself. */
  async #attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (this.#ending.signal.aborted) return;
      this.#options.reporter.warn({ err: error, log: this.#options.log }, 'the audit log could not be verified');
      await this.#pause(1000);
    }
  }

  /** Waits, at most until watching ends. */
  async #pause(ms: number): Promise<void> {
    await pause(ms, undefined, { ref: false, signal: this.#ending.signal }).catch(() => undefined);
  }

  #report(faults: readonly Fault[]): void {
    const { log, reporter, halt } = this.#options;
    const reported = faults.slice(0, maxFaults);
    this.#ending.abort();
    // With an old file of keys an honest log opens no more. Why it ends the writer too: anyone who can change nodes could bring that about.
    if (faults.every(isClosedFault)) {
      halt(entriesClosed(log));
      return;
    }
    reporter.error({ log, count: faults.length, faults: reported }, 'the audit log was changed under its writer');
    const [{ index = null, what = '' } = {}] = reported;
    const place = index === null ? 'it' : `entry ${index}`;
    halt(new PortcullisError('AUDIT_FORKED', { message: `The audit log ${log} was changed: ${place}: ${what}.` }));
  }
}
