import type { EncodedEntry } from '../../entry/encode.js';
import type { LogClient, LogPool, LogReporter } from '../../store/pool.js';
import { indexStored } from '../../store/postings/indexStored.js';
import { countTail, countTokened } from '../../store/postings/readTokens.js';
import { dueForMerge, endOf, type PostingRun } from '../../store/postings/runs.js';
import { insertRun, mergeRuns, readRuns, writingRuns } from '../../store/postings/writeRuns.js';
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

  /** Ends it, once what is due is stored. */
  async close(): Promise<void> {
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
    const stored = [...(await readRuns(client, this.#log))];
    let end = endOf(stored);
    for (const part of parts) {
      // What is in memory is left where somebody else stored some of it, or erased, or entries before it are not stored.
      if (part.first !== end || (await countTokened(client, this.#log, part)) !== part.tokened) break;
      stored.push(await insertRun(client, this.#log, { ...part, count: part.next - part.first }, part.postings));
      end = part.next;
    }
    stored.push(...(await indexStored(client, this.#log, { from: end, to })));
    for (let due = dueForMerge(stored); due.length > 0; due = dueForMerge(stored))
      stored.splice(stored.indexOf(due[0] as PostingRun), due.length, await mergeRuns(client, this.#log, due));
  }
}
