import type { KeyObject } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { originOf, signCheckpoint } from './checkpoint.js';
import { appendLeaf, rangeRoot } from './merkle.js';
import { keyTaken, type Pending, PendingQueue, type Prepared, unavailable } from './pending.js';
import { isConnectionError, type LogPool, type LogReporter, sqlStateOf } from './pool.js';
import { findWritten, type PlacedEntry, type PlacedNode, writeBatch } from './storeBatch.js';
import { insertCheckpoint } from './storeCheckpoint.js';
import { canAppend, openConnection, readHead, type WriterConnection, within } from './storeConnection.js';
import { storedLevels } from './storeTree.js';
import type { Receipt } from './types.js';

/**
 * Where a batch had this many entries, the next one is waited for a little: a commit costs the same for one entry as for
 * many, here and in PostgreSQL, and under load each entry pays its share of it. Alone, nobody waits.
 */
const BUSY_BATCH = 4;
const LINGER_MS = 1;

export interface SequencerOptions {
  readonly pool: LogPool;
  readonly logId: string;
  readonly holder: string;
  readonly signingKey: KeyObject;
  readonly reporter: LogReporter;
  readonly maxQueue: number;
  readonly maxBatch: number;
  readonly deadlineMs: number;
  readonly timeoutMs: number;
  readonly leaseWaitMs: number;
  readonly checkpointEveryMs: number;
  /** Entries of low priority: written when nothing else waits, or behind what waits where a batch has room. */
  readonly background: {
    isDue(): boolean;
    take(max: number): readonly Prepared[];
  };
}

/**
 * Puts entries in order and commits them in groups. One loop, one connection, one statement at a time:
 * 1. connect where there is no connection: lease, then head; with a growing pause between attempts
 * 2. look for entries whose commit stayed unknown, before anything new is written
 * 3. commit the next batch: whatever came while the previous one was on its way
 * 4. sign a checkpoint, at most one a second
 *
 * Invariant: a receipt is given only for an entry that PostgreSQL has said to be committed, or that was found there.
 */
export class Sequencer {
  readonly #options: SequencerOptions;
  readonly #queue: PendingQueue;
  #connection: WriterConnection | null = null;
  #wake: (() => void) | null = null;
  #stopping = false;
  #loop: Promise<void> | null = null;
  #pauseMs = 0;
  /** Tries to connect that failed one after the other. */
  #failedTries = 0;
  #lastBatch = 0;
  #signed = { size: 0, at: 0 };

  constructor(options: SequencerOptions) {
    this.#options = options;
    this.#queue = new PendingQueue({ max: options.maxQueue, deadlineMs: options.deadlineMs });
  }

  /** Connects for the first time. `check` sees the log before anything is appended, and gives the last signed size. */
  async open(check: (connection: WriterConnection) => Promise<number>): Promise<void> {
    const connection = await this.#connect(this.#options.leaseWaitMs);
    try {
      this.#signed = { size: await check(connection), at: Date.now() };
    } catch (error) {
      this.#drop(connection);
      throw error;
    }
    this.#loop = this.#run();
  }

  /** Queues an entry; see `AuditLog.append`. */
  add(entry: Prepared): Promise<Receipt> {
    if (this.#stopping) return Promise.reject(unavailable('It is closing.'));
    const receipt = this.#queue.add(entry);
    this.wake();
    return receipt;
  }

  /** Makes the loop look whether there is something to do. */
  wake(): void {
    this.#wake?.();
  }

  /** True where an entry could be written now. */
  async writable(): Promise<boolean> {
    if (!this.#connection || this.#stopping) return false;
    try {
      return await within(1000, canAppend(this.#connection.client));
    } catch {
      // The loop notices and reports what is wrong with the connection; here it is only "no".
      return false;
    }
  }

  /** Writes what waits, signs a last checkpoint and ends the connection. */
  async close(): Promise<void> {
    this.#stopping = true;
    this.wake();
    await this.#loop;
    if (this.#connection) this.#drop(this.#connection);
  }

  async #run(): Promise<void> {
    for (;;) {
      if (this.#hasWork()) {
        await this.#step();
      } else if (this.#stopping) {
        return;
      } else {
        await this.#sleep(this.#untilCheckpoint());
      }
      if (this.#stopping && !this.#connection) {
        this.#queue.rejectAll(unavailable('It is closing.'));
        return;
      }
    }
  }

  #hasWork(): boolean {
    return !this.#connection || this.#queue.size > 0 || this.#options.background.isDue() || this.#checkpointIsDue();
  }

  async #step(): Promise<void> {
    const connection = this.#connection ?? (await this.#reconnect());
    if (!connection) return;
    if (this.#lastBatch >= BUSY_BATCH && !this.#stopping) await pause(LINGER_MS);
    try {
      await this.#settleUncertain(connection);
      const batch = this.#nextBatch();
      this.#lastBatch = batch.length;
      if (batch.length > 0) await this.#commit(connection, batch);
      if (this.#connection === connection && this.#checkpointIsDue()) await this.#sign(connection);
    } catch (error) {
      this.#options.reporter.error({ err: error, log: this.#options.logId }, 'the audit log lost its connection');
      this.#drop(connection);
    }
  }

  #nextBatch(): Pending[] {
    const { background, maxBatch } = this.#options;
    const batch = this.#queue.take(maxBatch);
    if (!background.isDue()) return batch;
    // A flood of refusals rides behind the outcomes, a few at a time; alone where nothing else waits.
    const room = batch.length === 0 ? maxBatch : Math.min(8, maxBatch - batch.length);
    for (const entry of background.take(room)) this.#queue.add(entry).catch((error) => this.#reportLost(error));
    return batch.concat(this.#queue.take(room));
  }

  async #commit(connection: WriterConnection, batch: readonly Pending[]): Promise<void> {
    const { logId, timeoutMs } = this.#options;
    const placed = place(connection, batch);
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
    connection.range = placed.range;
    batch.forEach((pending, i) => {
      pending.resolve(this.#receipt(pending, placed.entries[i]?.index ?? -1));
    });
    this.#queue.done(batch);
  }

  async #onFailedCommit(connection: WriterConnection, batch: readonly Pending[], error: unknown): Promise<void> {
    const state = sqlStateOf(error);
    if (isConnectionError(error) || state === '23505') {
      for (const pending of batch) pending.uncertain = true;
      this.#queue.putBack(batch);
      // A key is taken (23505): by ourselves in an earlier attempt, by another entry, or the head moved. Look again.
      if (state !== '23505') throw error;
      connection.range = await within(this.#options.timeoutMs, readHead(connection.client, this.#options.logId));
      return;
    }
    if (state?.startsWith('22') && batch.length > 1) {
      // One entry that PostgreSQL cannot take must not take the others with it.
      for (const pending of batch) await this.#commit(connection, [pending]);
      return;
    }
    this.#options.reporter.error({ err: error, log: this.#options.logId }, 'the audit log refused a batch');
    for (const pending of batch) pending.reject(unavailable('The database refused it.', error));
    this.#queue.done(batch);
  }

  async #settleUncertain(connection: WriterConnection): Promise<void> {
    const uncertain = this.#queue.takeUncertain();
    if (uncertain.length === 0) return;
    try {
      const encoded = uncertain.map((pending) => pending.encoded);
      const written = await within(
        this.#options.timeoutMs,
        findWritten(connection.client, this.#options.logId, encoded),
      );
      const open: Pending[] = [];
      for (const pending of uncertain) {
        const found = written.get(pending.key);
        pending.uncertain = false;
        if (!found) open.push(pending);
        // Equal bytes are this very entry: they hold a commitment to a random key.
        else if (Buffer.compare(found.bytes, pending.encoded.bytes) === 0) {
          pending.resolve(this.#receipt(pending, found.index));
        } else pending.reject(keyTaken());
      }
      this.#queue.done(uncertain.filter((pending) => !open.includes(pending)));
      this.#queue.putBack(open);
    } catch (error) {
      for (const pending of uncertain) pending.uncertain = true;
      this.#queue.putBack(uncertain);
      throw error;
    }
  }

  async #sign(connection: WriterConnection): Promise<void> {
    const { logId, signingKey, timeoutMs } = this.#options;
    const { size } = connection.range;
    const note = signCheckpoint({ origin: originOf(logId), size, root: rangeRoot(connection.range) }, signingKey);
    const at = new Date();
    await within(timeoutMs, insertCheckpoint(connection.client, { log: logId, size, note, at: at.toISOString() }));
    this.#signed = { size, at: at.getTime() };
  }

  #checkpointIsDue(): boolean {
    if (!this.#connection || this.#connection.range.size === this.#signed.size) return false;
    return this.#stopping || this.#untilCheckpoint() === 0;
  }

  #untilCheckpoint(): number {
    return Math.max(0, this.#signed.at + this.#options.checkpointEveryMs - Date.now());
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
        this.#options.reporter.warn({ err: error, log: logId }, 'the connection of the audit log ended');
        if (opened) this.#drop(opened);
        this.wake();
      },
    });
    this.#connection = opened;
    return opened;
  }

  async #reconnect(): Promise<WriterConnection | null> {
    if (this.#pauseMs > 0) await this.#sleep(this.#pauseMs);
    try {
      const connection = await this.#connect(0);
      this.#pauseMs = 0;
      this.#failedTries = 0;
      this.#options.reporter.info(
        { log: this.#options.logId, size: connection.range.size },
        'the audit log writes again',
      );
      return connection;
    } catch (error) {
      this.#pauseMs = Math.min(1000, Math.max(50, this.#pauseMs * 2));
      this.#failedTries += 1;
      // Why not each: a database that is away for a night is tried every second, by every worker.
      if (Number.isInteger(Math.log2(this.#failedTries)))
        this.#options.reporter.error(
          { err: error, log: this.#options.logId, tries: this.#failedTries },
          'the audit log cannot be reached',
        );
      return null;
    }
  }

  #drop(connection: WriterConnection): void {
    if (this.#connection !== connection) return;
    this.#connection = null;
    connection.client.release(true);
  }

  #receipt(pending: Pending, index: number): Receipt {
    return { log: this.#options.logId, index, leafHash: pending.encoded.leafHash };
  }

  #reportLost(error: unknown): void {
    this.#options.reporter.warn({ err: error, log: this.#options.logId }, 'counted refusals could not be written');
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#wake?.(), ms > 0 ? ms : 60_000);
      timer.unref();
      this.#wake = () => {
        clearTimeout(timer);
        this.#wake = null;
        resolve();
      };
    });
  }
}

function place(
  connection: WriterConnection,
  batch: readonly Pending[],
): { entries: PlacedEntry[]; nodes: PlacedNode[]; range: WriterConnection['range'] } {
  const nodes: PlacedNode[] = [];
  let { range } = connection;
  const entries = batch.map((pending) => {
    const index = range.size;
    const leafHash = Buffer.from(pending.encoded.leafHash, 'hex');
    range = appendLeaf(range, leafHash, (level, at, hash) => {
      if (storedLevels.includes(level)) nodes.push({ level, index: at, hash });
    });
    return { index, leafHash, encoded: pending.encoded, tokens: pending.tokens };
  });
  return { entries, nodes, range };
}
