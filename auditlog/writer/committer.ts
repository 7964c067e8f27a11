import type { PortcullisError } from '../../schema/errors.js';
import type { Prepared } from '../entry/encode.js';
import { forked } from '../forked.js';
import { type WriterConnection, within } from '../opening/connection.js';
import { checkReconnect } from '../opening/reconnect.js';
import { findTaken, writeBatch } from '../store/appending/batch.js';
import { isConnectionError, sqlStateOf } from '../store/pool.js';
import { Clock } from './clock.js';
import { keyTaken, type Pending, type PendingQueue, unavailable } from './pending.js';
import { grow, type Placed, place } from './placed.js';
import type { WriterReports } from './reports.js';
import type { SequencerOptions } from './sequencerOptions.js';
import type { Outage } from './waiting/outage.js';
import type { Wait } from './waiting/wait.js';

/** What a committer shares with the loop that runs it. */
interface Shared {
  readonly queue: PendingQueue;
  readonly reports: WriterReports;
  readonly outage: Outage;
  readonly wait: Wait;
  /** An entry was found written whose caller was told that it is not. */
  onUnsent(entry: Prepared): void;
  /** Why writing has ended for good; null while it goes on. */
  halted(): PortcullisError | null;
}

/** SQLSTATE of a unique violation: somebody has this index, or this request id and kind. */
const uniqueViolation = '23505';

/** Commits one batch at a time, and finds out what became of one whose commit stayed unknown. */
export class Committer {
  readonly #options: SequencerOptions;
  readonly #shared: Shared;
  readonly #clock = new Clock();
  /** Times in a row that a batch met what its writer cannot have written. */
  #conflicts = 0;

  constructor(options: SequencerOptions, shared: Shared) {
    this.#options = options;
    this.#shared = shared;
  }

  /** Goes on after the last entry of a log. */
  resume(lastAt: string | null): void {
    this.#clock.resume(lastAt);
  }

  /** Commits a batch and answers those who wait for it. Throws what ended the connection; the batch is then settled later. */
  async commit(connection: WriterConnection, batch: readonly Pending[]): Promise<void> {
    const { logId, timeoutMs, committed, encoder, entryKeys } = this.#options;
    const { queue, reports } = this.#shared;
    const { at, wentBack } = this.#clock.next();
    // The entry that says so follows this batch: it waits for nobody.
    if (wentBack)
      queue.add(this.#options.wentBack(wentBack.last, wentBack.now)).catch((error) => reports.lostOwn(error));
    const failure = await entryKeys.ready(at, committed.range.size, batch.length);
    if (failure) return this.#refuse(batch, failure);
    let placed: Placed;
    try {
      placed = place(committed.range, batch, encoder, at);
    } catch (error) {
      // One entry that cannot be encoded must not take the others with it.
      if (batch.length > 1) return this.#commitSingly(connection, batch);
      return this.#refuse(batch, unavailable('It cannot be encoded.', error));
    }
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

  /**
   * Compares the log with what was committed. The batch of unknown outcome is there whole, or not at all: then it is
   * written again, except entries whose request id another entry has.
   */
  async settle(connection: WriterConnection): Promise<void> {
    const { logId, timeoutMs, committed } = this.#options;
    const { queue } = this.#shared;
    const uncertain = queue.takeUncertain();
    let open: readonly Pending[] = uncertain;
    try {
      const { range } = committed;
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
      for (const pending of open) pending.isUncertain = false;
      connection.isChecked = true;
    } finally {
      queue.putBack(open);
    }
  }

  /** Takes a committed batch for the head; only then are its receipts given. */
  #acknowledge(batch: readonly Pending[], placed: Placed): void {
    const { queue, reports, outage, wait } = this.#shared;
    wait.begin();
    try {
      this.#options.committed.advance(placed.range);
      const halted = this.#shared.halted();
      if (halted) throw halted;
      placed.entries.forEach(({ index, leafHash }, i) => {
        const pending = batch[i];
        if (pending?.isSettled) this.#shared.onUnsent(pending.prepared);
        pending?.resolve({ log: this.#options.logId, index, leafHash: Buffer.from(leafHash).toString('hex') });
      });
      outage.end();
      reports.written();
    } catch (error) {
      outage.begin();
      reports.headNotKept(error);
      // Why no receipt: after a kill nobody would know that these entries had been acknowledged.
      const reason = this.#shared.halted() ?? unavailable('Its head cannot be kept.', error);
      for (const pending of batch) pending.reject(reason);
    }
    queue.done(batch);
    this.#options.onWritten(placed.entries);
  }

  async #onFailedCommit(connection: WriterConnection, batch: readonly Pending[], error: unknown): Promise<void> {
    const state = sqlStateOf(error);
    if (isConnectionError(error) || state === uniqueViolation) {
      for (const pending of batch) pending.isUncertain = true;
      this.#shared.queue.putBack(batch);
      // A taken key is our own of an earlier attempt, another entry's, or not ours at all: look again.
      if (state !== uniqueViolation) throw error;
      this.#conflicts += 1;
      if (this.#conflicts > 2) throw forked(this.#options.logId, 'it has rows that its writer did not write');
      connection.isChecked = false;
      return;
    }
    const isOfEntry = /^(?:22|54)/.test(state ?? '');
    if (isOfEntry && batch.length > 1) {
      // One entry that PostgreSQL cannot take must not take the others with it.
      await this.#commitSingly(connection, batch);
      return;
    }
    // Classes 22, 54 (limits, as of an index) and 23 blame this entry's data or place; another entry may be written.
    if (!isOfEntry && !state?.startsWith('23')) this.#shared.outage.begin();
    this.#refuse(batch, unavailable('The database refused it.', error));
  }

  async #commitSingly(connection: WriterConnection, batch: readonly Pending[]): Promise<void> {
    const rest = [...batch];
    try {
      for (let next = rest.shift(); next; next = connection.isChecked ? rest.shift() : undefined)
        await this.commit(connection, [next]);
    } finally {
      // After the entry whose commit has to be looked for.
      const uncertain = this.#shared.queue.takeUncertain();
      this.#shared.queue.putBack([...uncertain, ...rest]);
    }
  }

  #refuse(batch: readonly Pending[], error: PortcullisError): void {
    this.#shared.reports.refused(error);
    for (const pending of batch) pending.reject(error);
    this.#shared.queue.done(batch);
  }

  #refuseTaken(taken: readonly Pending[]): void {
    if (taken.length > 0) this.#conflicts = 0;
    for (const pending of taken) pending.reject(keyTaken());
    this.#shared.queue.done(taken);
  }
}
