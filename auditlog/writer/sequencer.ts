import type { PortcullisError } from '../../schema/errors.js';
import type { Prepared } from '../entry/encode.js';
import { isForked } from '../forked.js';
import { rangeRoot } from '../merkle.js';
import { canAppend, type WriterConnection, within } from '../opening/connection.js';
import type { WaitingBecause } from '../opening/opening.js';
import type { Found, Start } from '../opening/start.js';
import type { LogQuery } from '../store/pool.js';
import type { Receipt } from '../types.js';
import type { Committed } from './committed.js';
import { Committer } from './committer.js';
import { type Pending, PendingQueue, unavailable } from './pending.js';
import { WriterReports } from './reports.js';
import type { SequencerOptions } from './sequencerOptions.js';
import { Signing } from './signing.js';
import { Alarm } from './waiting/alarm.js';
import { gather } from './waiting/gather.js';
import { Outage } from './waiting/outage.js';
import { Wait } from './waiting/wait.js';
import { WriterLink } from './writerLink.js';

/**
 * Puts entries in order and commits them in groups. One loop, one connection, one statement at a time:
 * 1. connect and take the lease, with a growing pause between attempts
 * 2. compare the log with what was committed, and settle the batch of unknown outcome, before anything new
 * 3. commit the next batch: all that came while the previous one was under way; then the head, in memory and in its file
 * 4. sign a checkpoint over the head, at most one a second
 *
 * Invariant: a receipt is given only for an entry that PostgreSQL reported committed, or that was found there.
 * Invariant: what is signed was committed by this writer, or checked when it opened the log; never read since. A log that
 * shows anything else ends the writer for good: see `halt`.
 */
export class Sequencer {
  readonly #options: SequencerOptions;
  readonly #queue: PendingQueue;
  readonly #link: WriterLink;
  readonly #committer: Committer;
  readonly #committed: Committed;
  readonly #signing: Signing;
  readonly #reports: WriterReports;
  readonly #alarm = new Alarm();
  readonly #outage = new Outage();
  readonly #wait: Wait;
  #loop: Promise<void> | null = null;
  #lastBatch = 0;
  #isStopping = false;
  #halted: PortcullisError | null = null;

  constructor(options: SequencerOptions) {
    this.#options = options;
    this.#committed = options.committed;
    this.#reports = new WriterReports(options.reporter, options.logId);
    this.#wait = new Wait(options.lateMs);
    const { logId: log, origin, signingKeys: keys, checkpointEveryMs: everyMs } = options;
    this.#signing = new Signing({ log, origin, keys, everyMs });
    this.#queue = new PendingQueue({ max: options.maxQueue, deadlineMs: options.deadlineMs });
    this.#link = new WriterLink(options, this.#reports, {
      onDrop: () => this.#wait.cutOff(),
      onEnded: () => this.wake(),
    });
    this.#committer = new Committer(options, {
      queue: this.#queue,
      reports: this.#reports,
      outage: this.#outage,
      wait: this.#wait,
      onUnsent: (entry) => this.#closeUnsent(entry),
      halted: () => this.#halted,
    });
  }

  /** Connects for the first time. `check` sees the log before anything is appended. */
  async open(check: (db: LogQuery) => Promise<Start>): Promise<Found> {
    const connection = await this.#link.connect(this.#options.leaseWaitMs);
    try {
      const { range, found } = await check(connection.db);
      this.#committed.advance(range);
      await this.#committed.sync();
      connection.isChecked = true;
      this.#signing.resume(found.checkpoint);
      this.#committer.resume(found.lastAt);
      // The first entry says why entries waited until now.
      if (found.waiting) this.#wait.begin();
      this.#loop = this.#run();
      return found;
    } catch (error) {
      this.#link.drop(connection);
      this.#committed.close();
      throw error;
    }
  }

  /** Queues an entry; see `AuditLog.append`. */
  add(entry: Prepared): Promise<Receipt> {
    if (this.#halted) return Promise.reject(this.#halted);
    if (this.#isStopping) return Promise.reject(unavailable('It is closing.'));
    const receipt = this.#queue.add(entry);
    this.wake();
    return receipt;
  }

  /** Makes the loop look for work. */
  wake(): void {
    this.#alarm.ring();
  }

  /** True if an entry could be written now. */
  async writable(): Promise<boolean> {
    const connection = this.#link.current;
    if (!connection || this.#isStopping || this.#outage.since !== null) return false;
    const { timeoutMs, entryKeys } = this.#options;
    const answer = within(timeoutMs, canAppend(connection.client));
    // Without entries to write, nothing else notices a connection that is dead.
    answer.catch((error) => {
      this.#lose(connection, error);
      this.wake();
    });
    try {
      const keys = entryKeys.areReady(this.#committed.range.size);
      return (await within(timeoutMs / 5, Promise.all([answer, keys]))).every(Boolean);
    } catch {
      return false;
    }
  }

  /** Ends writing for good: what waits is refused, nothing is signed, and nothing connects again. */
  halt(error: PortcullisError): void {
    if (this.#halted) return;
    this.#halted = error;
    this.#reports.halted(error);
    this.#link.close();
    this.#queue.rejectAll(error);
    this.wake();
  }

  /** Writes what waits, signs a last checkpoint and ends the connection. */
  async close(): Promise<void> {
    this.#isStopping = true;
    this.wake();
    await this.#loop;
    this.#link.close();
    this.#committed.close();
  }

  async #run(): Promise<void> {
    for (;;) {
      if (this.#hasWork()) {
        await this.#step();
      } else if (this.#isStopping) {
        return;
      } else {
        await this.#alarm.sleep(this.#signing.untilDue());
      }
      if (this.#isStopping && !this.#link.current) {
        this.#queue.rejectAll(unavailable('It is closing.'));
        return;
      }
    }
  }

  #hasWork(): boolean {
    if (this.#halted) return false;
    if (!this.#link.current || this.#queue.size > 0 || this.#options.background.isDue()) return true;
    return this.#isCheckpointDue() || this.#outage.isDue();
  }

  async #step(): Promise<void> {
    const connection = this.#link.current ?? (await this.#link.reconnect(this.#alarm));
    if (!connection) return;
    if (!this.#isStopping) await gather(this.#lastBatch, () => this.#queue.size);
    let batch: readonly Pending[] = [];
    try {
      if (!connection.isChecked) await this.#committer.settle(connection);
      batch = this.#nextBatch();
      this.#lastBatch = batch.length;
      if (batch.length > 0) await this.#committer.commit(connection, batch);
      if (this.#link.current === connection && this.#isCheckpointDue()) await this.#sign(connection);
    } catch (error) {
      if (isForked(error)) this.halt(error as PortcullisError);
      if (this.#halted) {
        this.#queue.rejectAll(this.#halted);
        return;
      }
      this.#lose(connection, error);
    } finally {
      for (const pending of batch) pending.arrive();
    }
  }

  #closeUnsent(entry: Prepared): void {
    const closing = this.#options.unsent(entry);
    if (closing) this.#queue.add(closing).catch((error) => this.#reports.lostOwn(error));
  }

  #lose(connection: WriterConnection, error: unknown): void {
    if (this.#link.current !== connection) return;
    this.#reports.connectionLost(error);
    this.#link.drop(connection);
  }

  #nextBatch(): Pending[] {
    const { background, maxBatch } = this.#options;
    if (this.#queue.size === 0 && this.#outage.isDue()) this.#probe();
    const batch = this.#queue.take(maxBatch);
    if (!background.isDue()) return batch;
    // A flood of refusals follows the outcomes, a few at a time; alone if nothing else waits.
    const room = batch.length === 0 ? maxBatch : Math.min(8, maxBatch - batch.length);
    for (const entry of background.take(room)) this.#queue.add(entry).catch((error) => this.#reports.lostOwn(error));
    return batch.concat(this.#queue.take(room));
  }

  /** Tries whether an entry can be written again: the head file first, which may be at fault. */
  #probe(): void {
    const { since } = this.#outage;
    this.#outage.begin();
    if (since && this.#committed.isKept()) this.#explainWait({ since, why: 'DATABASE_GONE' }).catch(() => undefined);
  }

  #isCheckpointDue(): boolean {
    return this.#link.current !== null && this.#signing.isDue(this.#committed.range.size, this.#isStopping);
  }

  async #sign(connection: WriterConnection): Promise<void> {
    if (this.#wait.isBeingExplained) return;
    this.#signing.begin();
    if (this.#explainLateness()) return;
    const range = await this.#committed.sync();
    if (this.#halted) return;
    await this.#signing.sign(connection.db, range);
    this.#wait.end();
    this.#options.onSigned(range);
  }

  /** Has an entry written before the checkpoint if others waited long for it. */
  #explainLateness(): boolean {
    const reason = this.#wait.takeReason();
    if (!reason) return false;
    this.#explainWait(reason).then(
      () => this.#wait.explained(),
      (error) => {
        this.#wait.explanationFailed();
        // The next writer explains it then.
        if (this.#isStopping) this.#link.close();
        this.#reports.lostOwn(error);
      },
    );
    return true;
  }

  async #explainWait(reason: { readonly since: string; readonly why: WaitingBecause }): Promise<void> {
    const { range } = this.#committed;
    const checkpoint = this.#signing.newest;
    const waiting = { count: range.size - (checkpoint?.size ?? 0), since: reason.since };
    const found = { size: range.size, root: rangeRoot(range), checkpoint, waiting, ahead: 0, lastAt: null };
    await this.#queue.add(this.#options.opened(found, reason.why));
  }
}
