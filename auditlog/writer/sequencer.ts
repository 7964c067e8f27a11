import type { PortcullisError } from '../../schema/errors.js';
import type { Prepared } from '../entry/encode.js';
import { forked, isForked } from '../forked.js';
import { rangeRoot } from '../merkle.js';
import { canAppend, openConnection, type WriterConnection, within } from '../opening/connection.js';
import type { WaitingBecause } from '../opening/opening.js';
import { checkReconnect } from '../opening/reconnect.js';
import type { Found, Start } from '../opening/start.js';
import { findTaken, writeBatch } from '../store/appending/batch.js';
import { isConnectionError, type LogQuery, sqlStateOf } from '../store/pool.js';
import type { Receipt } from '../types.js';
import { Clock } from './clock.js';
import type { Committed } from './committed.js';
import { keyTaken, type Pending, PendingQueue, unavailable } from './pending.js';
import { grow, type Placed, place } from './placed.js';
import { WriterReports } from './reports.js';
import type { SequencerOptions } from './sequencerOptions.js';
import { Signing } from './signing.js';
import { Alarm } from './waiting/alarm.js';
import { gather } from './waiting/gather.js';
import { Outage } from './waiting/outage.js';
import { Wait } from './waiting/wait.js';

/**
 * Puts entries in order and commits them in groups. One loop, one connection, one statement at a time:
 * 1. connect where there is no connection: the lease; with a growing pause between attempts
 * 2. compare the log with what was committed, and settle the batch whose commit stayed unknown, before anything new
 * 3. commit the next batch: whatever came while the previous one was on its way; then the head, in memory and in its file
 * 4. sign a checkpoint over the head, at most one a second
 *
 * Invariant: a receipt is given only for an entry that PostgreSQL has said to be committed, or that was found there.
 * Invariant: what is signed was committed by this writer, or checked when it opened the log; never read since. A log that
 * shows anything else ends the writer, for good: see `halt`.
 */
export class Sequencer {
  readonly #options: SequencerOptions;
  readonly #queue: PendingQueue;
  #connection: WriterConnection | null = null;
  readonly #alarm = new Alarm();
  #stopping = false;
  #loop: Promise<void> | null = null;
  #pauseMs = 0;
  readonly #reports: WriterReports;
  readonly #outage = new Outage();
  #lastBatch = 0;
  readonly #signing: Signing;
  readonly #wait: Wait;
  /** Times in a row that a batch met what its writer cannot have written. */
  #conflicts = 0;
  #halted: PortcullisError | null = null;
  readonly #committed: Committed;
  readonly #clock = new Clock();

  constructor(options: SequencerOptions) {
    this.#options = options;
    this.#committed = options.committed;
    this.#reports = new WriterReports(options.reporter, options.logId);
    this.#wait = new Wait(options.lateMs);
    const { logId: log, origin, signingKeys: keys, checkpointEveryMs: everyMs } = options;
    this.#signing = new Signing({ log, origin, keys, everyMs });
    this.#queue = new PendingQueue({ max: options.maxQueue, deadlineMs: options.deadlineMs });
  }

  /** Connects for the first time. `check` sees the log before anything is appended. */
  async open(check: (db: LogQuery) => Promise<Start>): Promise<Found> {
    const connection = await this.#connect(this.#options.leaseWaitMs);
    try {
      const { range, found } = await check(connection.db);
      this.#committed.advance(range);
      await this.#committed.sync();
      connection.isChecked = true;
      this.#signing.resume(found.checkpoint);
      this.#clock.resume(found.lastAt);
      // What waited until now is said by the first entry.
      if (found.waiting) this.#wait.begin();
      this.#loop = this.#run();
      return found;
    } catch (error) {
      this.#drop(connection);
      this.#committed.close();
      throw error;
    }
  }

  /** Queues an entry; see `AuditLog.append`. */
  add(entry: Prepared): Promise<Receipt> {
    if (this.#halted) return Promise.reject(this.#halted);
    if (this.#stopping) return Promise.reject(unavailable('It is closing.'));
    const receipt = this.#queue.add(entry);
    this.wake();
    return receipt;
  }

  /** Makes the loop look whether there is something to do. */
  wake(): void {
    this.#alarm.ring();
  }

  /** True where an entry could be written now. */
  async writable(): Promise<boolean> {
    if (!this.#connection || this.#stopping || this.#outage.since !== null) return false;
    try {
      const keys = this.#options.entryKeys.areReady(this.#committed.range.size);
      return (await within(1000, Promise.all([canAppend(this.#connection.client), keys]))).every(Boolean);
    } catch {
      // The loop notices and reports what is wrong with the connection; here it is only "no".
      return false;
    }
  }

  /** Ends writing for good: what waits is refused, nothing is signed, and nothing is connected again. */
  halt(error: PortcullisError): void {
    if (this.#halted) return;
    this.#halted = error;
    this.#reports.forked(error);
    if (this.#connection) this.#drop(this.#connection);
    this.#queue.rejectAll(error);
    this.wake();
  }

  /** Writes what waits, signs a last checkpoint and ends the connection. */
  async close(): Promise<void> {
    this.#stopping = true;
    this.wake();
    await this.#loop;
    if (this.#connection) this.#drop(this.#connection);
    this.#committed.close();
  }

  async #run(): Promise<void> {
    for (;;) {
      if (this.#hasWork()) {
        await this.#step();
      } else if (this.#stopping) {
        return;
      } else {
        await this.#alarm.sleep(this.#signing.untilDue());
      }
      if (this.#stopping && !this.#connection) {
        this.#queue.rejectAll(unavailable('It is closing.'));
        return;
      }
    }
  }

  #hasWork(): boolean {
    if (this.#halted) return false;
    if (!this.#connection || this.#queue.size > 0 || this.#options.background.isDue()) return true;
    return this.#checkpointIsDue() || this.#outage.isDue();
  }

  async #step(): Promise<void> {
    const connection = this.#connection ?? (await this.#reconnect());
    if (!connection) return;
    if (!this.#stopping) await gather(this.#lastBatch, () => this.#queue.size);
    try {
      if (!connection.isChecked) await this.#checkAndSettle(connection);
      const batch = this.#nextBatch();
      this.#lastBatch = batch.length;
      if (batch.length > 0) await this.#commit(connection, batch);
      if (this.#connection === connection && this.#checkpointIsDue()) await this.#sign(connection);
    } catch (error) {
      if (isForked(error)) this.halt(error as PortcullisError);
      if (this.#halted) {
        this.#queue.rejectAll(this.#halted);
        return;
      }
      this.#reports.connectionLost(error);
      this.#drop(connection);
    }
  }

  #nextBatch(): Pending[] {
    const { background, maxBatch } = this.#options;
    if (this.#queue.size === 0 && this.#outage.isDue()) this.#tryAgain();
    const batch = this.#queue.take(maxBatch);
    if (!background.isDue()) return batch;
    // A flood of refusals rides behind the outcomes, a few at a time; alone where nothing else waits.
    const room = batch.length === 0 ? maxBatch : Math.min(8, maxBatch - batch.length);
    for (const entry of background.take(room)) this.#queue.add(entry).catch((error) => this.#reports.lostOwn(error));
    return batch.concat(this.#queue.take(room));
  }

  /** Tries by itself whether an entry can be written again: the head file first, which may be what is at fault. */
  #tryAgain(): void {
    const { since } = this.#outage;
    this.#outage.begin();
    if (since && this.#committed.isKept()) this.#sayWhy({ since, why: 'DATABASE_GONE' }).catch(() => undefined);
  }

  async #commit(connection: WriterConnection, batch: readonly Pending[]): Promise<void> {
    const { logId, timeoutMs } = this.#options;
    const { at, wentBack } = this.#clock.next();
    // The entry that says so comes behind those of this batch: it waits for nobody.
    if (wentBack)
      this.#queue
        .add(this.#options.wentBack(wentBack.last, wentBack.now))
        .catch((error) => this.#reports.lostOwn(error));
    const failure = await this.#options.entryKeys.ready(at, this.#committed.range.size, batch.length);
    if (failure) return this.#refuse(batch, failure);
    const placed = place(this.#committed.range, batch, this.#options.encoder, at);
    try {
      const isWritten = await within(
        timeoutMs,
        writeBatch(connection.client, { log: logId, epoch: connection.epoch, ...placed }),
      );
      if (!isWritten) throw unavailable('Another instance writes it now.');
    } catch (error) {
      await this.#onFailedCommit(connection, batch, error);
      return;
    }
    this.#conflicts = 0;
    this.#acknowledge(batch, placed);
  }

  /** Takes a committed batch for the head; only then are its receipts given. */
  #acknowledge(batch: readonly Pending[], placed: Placed): void {
    this.#wait.begin();
    try {
      this.#committed.advance(placed.range);
      if (this.#halted) throw this.#halted;
      placed.entries.forEach(({ index, leafHash }, i) => {
        batch[i]?.resolve({ log: this.#options.logId, index, leafHash: Buffer.from(leafHash).toString('hex') });
      });
      this.#outage.end();
      this.#reports.written();
    } catch (error) {
      this.#outage.begin();
      // Why no receipt: after a kill nobody would know that these entries had been acknowledged.
      this.#reports.headNotKept(error);
      for (const pending of batch) pending.reject(this.#halted ?? unavailable('Its head cannot be kept.', error));
    }
    this.#queue.done(batch);
  }

  async #onFailedCommit(connection: WriterConnection, batch: readonly Pending[], error: unknown): Promise<void> {
    const state = sqlStateOf(error);
    if (isConnectionError(error) || state === '23505') {
      for (const pending of batch) pending.uncertain = true;
      this.#queue.putBack(batch);
      // A key is taken (23505): by ourselves in an earlier attempt, by another entry, or by what is not ours. Look again.
      if (state !== '23505') throw error;
      this.#conflicts += 1;
      if (this.#conflicts > 2) throw forked(this.#options.logId, 'rows stand there that it did not write');
      connection.isChecked = false;
      return;
    }
    if (state?.startsWith('22') && batch.length > 1) {
      // One entry that PostgreSQL cannot take must not take the others with it.
      await this.#commitOneByOne(connection, batch);
      return;
    }
    // 22 and 23: what this entry says, or where it stands, is at fault; another one may be written.
    if (!/^2[23]/.test(state ?? '')) this.#outage.begin();
    this.#refuse(batch, unavailable('The database refused it.', error));
  }

  #refuse(batch: readonly Pending[], error: PortcullisError): void {
    this.#reports.refused(error);
    for (const pending of batch) pending.reject(error);
    this.#queue.done(batch);
  }

  async #commitOneByOne(connection: WriterConnection, batch: readonly Pending[]): Promise<void> {
    const rest = [...batch];
    try {
      for (let next = rest.shift(); next; next = connection.isChecked ? rest.shift() : undefined)
        await this.#commit(connection, [next]);
    } finally {
      // Behind the one whose commit is to be looked for.
      const uncertain = this.#queue.takeUncertain();
      this.#queue.putBack([...uncertain, ...rest]);
    }
  }

  /**
   * Compares the log with what was committed. The batch whose commit stayed unknown is there whole, or not at all: then it
   * is written again, but for entries whose request id another entry has.
   */
  async #checkAndSettle(connection: WriterConnection): Promise<void> {
    const { logId, timeoutMs } = this.#options;
    const uncertain = this.#queue.takeUncertain();
    let open: readonly Pending[] = uncertain;
    try {
      const { range } = this.#committed;
      const placed = grow(
        range,
        uncertain.flatMap((pending) => pending.placed ?? []),
      );
      const at = { log: logId, range, uncertain: placed.entries, grown: placed.range };
      if (await checkReconnect(connection.db, at)) {
        open = [];
        this.#acknowledge(uncertain, placed);
      } else if (uncertain.length > 0) {
        const prepared = uncertain.map((pending) => pending.prepared);
        const taken = await within(timeoutMs, findTaken(connection.client, logId, prepared));
        open = uncertain.filter((pending) => !taken.has(pending.key));
        this.#refuseTaken(uncertain.filter((pending) => taken.has(pending.key)));
      }
      for (const pending of open) pending.uncertain = false;
      connection.isChecked = true;
    } finally {
      this.#queue.putBack(open);
    }
  }

  #refuseTaken(taken: readonly Pending[]): void {
    if (taken.length > 0) this.#conflicts = 0;
    for (const pending of taken) pending.reject(keyTaken());
    this.#queue.done(taken);
  }

  async #sign(connection: WriterConnection): Promise<void> {
    if (this.#wait.isBeingSaid) return;
    this.#signing.begin();
    if (this.#sayWhyLate()) return;
    const range = await this.#committed.sync();
    if (this.#halted) return;
    await this.#signing.sign(connection.db, range);
    this.#wait.end();
    this.#options.onSigned(range);
  }

  /** Has an entry written before the checkpoint where others waited long for it. */
  #sayWhyLate(): boolean {
    const reason = this.#wait.takeReason();
    if (!reason) return false;
    this.#sayWhy(reason).then(
      () => this.#wait.said(true),
      (error) => {
        this.#wait.said(false);
        // Then the next writer says it.
        if (this.#stopping && this.#connection) this.#drop(this.#connection);
        this.#reports.lostOwn(error);
      },
    );
    return true;
  }

  async #sayWhy(reason: { readonly since: string; readonly why: WaitingBecause }): Promise<void> {
    const { range } = this.#committed;
    const checkpoint = this.#signing.newest;
    const waiting = { count: range.size - (checkpoint?.size ?? 0), since: reason.since };
    const found = { size: range.size, root: rangeRoot(range), checkpoint, waiting, ahead: 0, lastAt: null };
    await this.#queue.add(this.#options.opened(found, reason.why));
  }

  #checkpointIsDue(): boolean {
    return this.#connection !== null && this.#signing.isDue(this.#committed.range.size, this.#stopping);
  }

  async #connect(leaseWaitMs: number): Promise<WriterConnection> {
    const { pool, logId, holder, timeoutMs } = this.#options;
    let opened: WriterConnection | null = null;
    opened = await openConnection(pool, {
      log: logId,
      holder,
      leaseWaitMs,
      timeoutMs,
      at: new Date().toISOString(),
      onError: (error) => {
        this.#reports.connectionEnded(error);
        if (opened) this.#drop(opened);
        this.wake();
      },
    });
    this.#connection = opened;
    return opened;
  }

  async #reconnect(): Promise<WriterConnection | null> {
    if (this.#pauseMs > 0) await this.#alarm.sleep(this.#pauseMs);
    try {
      const connection = await this.#connect(0);
      this.#pauseMs = 0;
      this.#reports.connectedAgain(this.#committed.range.size);
      return connection;
    } catch (error) {
      this.#pauseMs = Math.min(1000, Math.max(50, this.#pauseMs * 2));
      this.#reports.unreachable(error);
      return null;
    }
  }

  #drop(connection: WriterConnection): void {
    if (this.#connection !== connection) return;
    this.#connection = null;
    this.#wait.cutOff();
    connection.client.release(true);
  }
}
