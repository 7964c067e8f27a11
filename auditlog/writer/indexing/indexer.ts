import type { EncodedEntry } from '../../entry/encode.js';
import type { LogClient, LogPool, LogReporter } from '../../store/pool.js';
import { indexStored } from '../../store/postings/indexStored.js';
import { readRuns } from '../../store/postings/readRuns.js';
import { countTail, countTokened } from '../../store/postings/readTokens.js';
import { dueForMerge, endOf } from '../../store/postings/runs.js';
import { insertRun, mergeRuns, writingRuns } from '../../store/postings/writeRuns.js';
import { WriterReports } from '../reports.js';
import type { WriterLimits } from '../sequencerOptions.js';
import { type Part, Unstored } from './unstored.js';

/** Milliseconds until what failed is tried again. */
const retryMs = 1000;

interface IndexerOptions extends Pick<WriterLimits, 'indexAt'> {
  readonly pool: LogPool;
  readonly log: string;
  readonly reporter: LogReporter;
}

/**
 * Writes the postings of a log behind its entries, over a connection that no append waits for. It may fail, or be killed, at any time:
 * what it did not write is found in the tokens of the entries, and written later.
 */
export class Indexer {
  readonly #pool: LogPool;
  readonly #log: string;
  readonly #enough: number;
  readonly #reports: WriterReports;
  readonly #unstored = new Unstored();
  #isTriedFrom = 0;
  #work: Promise<void> = Promise.resolve();
  #isWorking = false;
  readonly #closing = new AbortController();

  constructor({ pool, log, reporter, indexAt }: IndexerOptions) {
    this.#pool = pool;
    this.#log = log;
    this.#enough = indexAt;
    this.#reports = new WriterReports(reporter, log);
  }

  /** Goes on after the first `size` entries, some of which may lack postings. */
  resume(size: number): void {
    this.#unstored.next = size;
    this.#do(async () => this.#unstored.addForgotten(await countTail(this.#pool, this.#log, size)));
  }

  /** Notes entries that were committed. */
  written(entries: readonly EncodedEntry[]): void {
    this.#unstored.add(entries);
    this.#storeIfDue();
  }

  /** Ends it, once what is due is stored; nothing more is merged. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#work;
    this.#storeIfDue();
    await this.#work;
  }

  #storeIfDue(): void {
    if (this.#isWorking || this.#unstored.count < this.#enough || performance.now() < this.#isTriedFrom) return;
    const { next } = this.#unstored;
    const { parts, count } = this.#unstored.take();
    this.#do(async () => {
      let isStored = false;
      try {
        isStored = await writingRuns(this.#pool, this.#log, (client) => this.#store(client, parts, next));
      } finally {
        if (!isStored) {
          this.#unstored.addForgotten(count);
          this.#isTriedFrom = performance.now() + retryMs;
        }
      }
      while (isStored && !this.#closing.signal.aborted && (await this.#merge()));
      if (isStored) this.#reports.indexed();
    });
  }

  #do(work: () => Promise<void>): void {
    this.#isWorking = true;
    this.#work = work()
      .catch((error) => this.#reports.notIndexed(error))
      .finally(() => {
        this.#isWorking = false;
      });
  }

  /** Stores the postings of all entries before `to` that have none. */
  async #store(client: LogClient, parts: readonly Part[], to: number): Promise<void> {
    let end = endOf(await readRuns(client, this.#log));
    for (const part of parts) {
      // What is in memory is left where somebody else stored some of it, or erased, or entries before it are not stored.
      if (part.first !== end || (await countTokened(client, this.#log, part)) !== part.tokened) break;
      await insertRun(client, this.#log, { ...part, count: part.next - part.first }, part.postings);
      end = part.next;
    }
    await indexStored(client, this.#log, { from: end, to });
  }

  /** Makes one run of several that are due, in a transaction of its own: an act waits for no more. False if none are due, or at the end. */
  async #merge(): Promise<boolean> {
    const { signal } = this.#closing;
    let isMerged = false;
    const merging = writingRuns(this.#pool, this.#log, async (client) => {
      const due = dueForMerge(await readRuns(client, this.#log));
      if (due.length > 0) await mergeRuns(client, this.#log, due, signal);
      isMerged = due.length > 0;
    });
    await merging.catch((error) => {
      if (!signal.aborted) throw error;
    });
    return isMerged;
  }
}
