import { setTimeout as pause } from 'node:timers/promises';
import { PortcullisError } from '../../schema/errors.js';
import type { AuditKeys } from '../keys.js';
import { type CompactRange, rangeRoot } from '../merkle.js';
import type { LogQuery, LogReporter } from '../store/pool.js';
import { putTokensInOrder } from '../store/tokenSearch.js';
import type { Fault } from './faults.js';
import { Pacer } from './pacer.js';
import type { Pace } from './pages/checkPages.js';
import { findFalseShape } from './shape.js';
import { verifyTail } from './tail.js';
import { verifyLog } from './verify.js';

/** How a writer verifies its own log while it runs. */
export interface Watching {
  /** A connection of its own: a verification is never in the way of an append. */
  readonly db: LogQuery;
  /** Entries before the head that are read at each checkpoint; 1000. */
  readonly tail?: number;
  /** Milliseconds from the start, or from one reading of the whole log, to the next; an hour. The first after a minute. */
  readonly wholeEveryMs?: number;
  /** Milliseconds from a checkpoint until the tokens of its entries are put in order; 5000. */
  readonly orderAfterMs?: number;
  /** Share of one core that all of it may take; 0.02. */
  readonly share?: number;
}

/** What a watch over one's own log needs. */
export interface WatchOptions extends Watching {
  readonly log: string;
  readonly keys: AuditKeys;
  readonly reporter: LogReporter;
  /** What ends the writer, for good. */
  halt(error: PortcullisError): void;
}

/** Faults that are said in the operator's log; the rest is counted. */
const mostFaults = 20;

/**
 * The writer's own verification while it runs: the last entries at each checkpoint, the whole log every hour, against the
 * head that it holds in memory. What it finds broken ends the writer. It also puts tokens in order.
 *
 * Why not at a reconnect alone: who rewrites an entry need not end the connection.
 */
export class LogWatch {
  readonly #options: WatchOptions;
  readonly #ending = new AbortController();
  readonly #pacer: Pacer;
  readonly #loops: Promise<unknown>;
  /** The newest signed head; null until the first. */
  #head: CompactRange | null = null;
  /** Size at the last look at the tail. */
  #looked = 0;
  #wake: () => void = () => undefined;
  #ordering: Promise<void> | null = null;
  /** What of the tables was not the product's at the last look. */
  #shape: readonly string[] = [];

  constructor(options: WatchOptions) {
    this.#options = options;
    this.#pacer = new Pacer(options.share ?? 0.02, this.#ending.signal);
    this.#loops = Promise.all([this.#watchTail(), this.#watchWhole()]);
  }

  /** A head was signed: what its writer committed, as it holds it in memory. */
  signed(head: CompactRange): void {
    this.#head = head;
    this.#wake();
    this.#ordering ??= this.#putInOrder();
  }

  /**
   * Puts the tokens in order that came of late. Why here: it is a connection that no append waits for; the first search had
   * to do it, or the append that found the list full. Why late: the more go in together, the less each costs.
   */
  async #putInOrder(): Promise<void> {
    const { db, orderAfterMs = 5000 } = this.#options;
    const { signal } = this.#ending;
    await this.#pause(orderAfterMs);
    // A database that cannot be reached is the writer's to notice.
    if (!signal.aborted) await putTokensInOrder(db).catch(() => undefined);
    this.#ordering = null;
  }

  /** Ends watching; a reading that is under way is given up. */
  async close(): Promise<void> {
    this.#ending.abort();
    this.#wake();
    await Promise.all([this.#loops, this.#ordering]);
  }

  async #watchTail(): Promise<void> {
    const { db, log, keys, tail = 1000 } = this.#options;
    while (!this.#ending.signal.aborted) {
      const head = this.#head;
      if (!head || head.size === this.#looked) {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
        continue;
      }
      await this.#look(async (pace) => {
        const faults = await verifyTail(db, { log, head, keys, length: tail, pace });
        this.#looked = head.size;
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
      await this.#lookAtShape();
      await this.#look(async (pace) => {
        const trusted = [{ size: head.size, root: rangeRoot(head), name: 'the head of its writer' }];
        return (await verifyLog(db, log, keys, { trusted, pageSize: 50, pace })).faults;
      });
    }
  }

  /**
   * Says once what stands between readers and rows. Why no end: every row is as it was written; what auditors are shown may not be, and
   * their operator has to look.
   */
  async #lookAtShape(): Promise<void> {
    const { db, keys, log, reporter } = this.#options;
    const faults = await findFalseShape(db, keys.store ?? null).catch(() => this.#shape);
    if (faults.length > 0 && faults.join() !== this.#shape.join())
      reporter.error({ log, faults }, 'the tables of the audit log are not those that the product makes');
    this.#shape = faults;
  }

  /** One look, of which a fault is the end; a database that cannot be reached is the writer's to notice. */
  async #look(verify: (pace: Pace) => Promise<readonly Fault[]>): Promise<void> {
    try {
      // Why twice: the driver reads what is worked on here, which takes as long again.
      const faults = await verify((workedMs) => this.#pacer.rest(2 * workedMs));
      if (faults.length > 0) this.#report(faults);
    } catch (error) {
      if (this.#ending.signal.aborted) return;
      this.#options.reporter.warn({ err: error, log: this.#options.log }, 'the audit log could not be verified');
      await this.#pause(1000);
    }
  }

  /** Waits, or until watching ends. */
  async #pause(ms: number): Promise<void> {
    await pause(ms, undefined, { ref: false, signal: this.#ending.signal }).catch(() => undefined);
  }

  #report(faults: readonly Fault[]): void {
    const { log, reporter, halt } = this.#options;
    const said = faults.slice(0, mostFaults);
    reporter.error({ log, count: faults.length, faults: said }, 'the audit log was changed under its writer');
    const [{ index = null, what = '' } = {}] = said;
    const place = index === null ? 'it' : `entry ${index}`;
    halt(new PortcullisError('AUDIT_FORKED', { message: `The audit log ${log} was changed: ${place}: ${what}.` }));
    this.#ending.abort();
  }
}
