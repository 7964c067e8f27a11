import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { CheckedPage } from '../../../auditlog/verification/pages/checkedPage.js';
import type { PageChecker, Places } from '../../../auditlog/verification/pages/checkPages.js';
import { packageFile } from '../../../schema/files.js';

/** What a thread that checks pages needs: the databases of log and keys, and where the known keys are. */
export interface PageThreadData {
  readonly url: string;
  readonly keysUrl?: string | undefined;
  /** Of the keys that open bodies; absent: they stay closed. */
  readonly keysDirectory?: string | undefined;
  readonly index: readonly Uint8Array[];
}

/** A page to check. */
export interface Question {
  readonly number: number;
  readonly places: Places;
}

/** The checked page, or why it could not be checked. */
export interface Answer {
  readonly number: number;
  readonly page?: CheckedPage;
  readonly error?: { readonly message: string; readonly code: unknown };
}

interface Job {
  readonly resolve: (page: CheckedPage) => void;
  readonly reject: (error: unknown) => void;
}

interface Thread {
  readonly worker: Worker;
  readonly jobs: Map<number, Job>;
}

/** More threads would only wait for PostgreSQL. */
const mostThreads = 4;

/** Threads that check pages of logs, one for each core, started by the first page. */
export class PageThreads implements PageChecker {
  readonly #data: PageThreadData;
  readonly #count = Math.min(mostThreads, availableParallelism());
  readonly ahead = 2 * this.#count;
  #threads: readonly Thread[] = [];
  #asked = 0;
  /** Why no more pages are checked. */
  #lost: unknown;

  constructor(data: PageThreadData) {
    this.#data = data;
  }

  async check(places: Places): Promise<CheckedPage> {
    if (this.#lost) throw this.#lost;
    if (this.#threads.length === 0) this.#threads = Array.from({ length: this.#count }, () => this.#start());
    const { worker, jobs } = this.#threads.reduce((least, each) => (each.jobs.size < least.jobs.size ? each : least));
    const number = this.#asked;
    this.#asked += 1;
    return await new Promise((resolve, reject) => {
      jobs.set(number, { resolve, reject });
      worker.postMessage({ number, places } satisfies Question);
    });
  }

  /** Ends them, and abandons open pages. */
  async close(): Promise<void> {
    await Promise.all(this.#threads.map(({ worker }) => worker.terminate()));
  }

  #start(): Thread {
    // Why from dist/: a Node.js thread reads no TypeScript.
    const path = packageFile('dist', 'cli', 'audit', 'threads', 'pages.worker.js');
    const worker = new Worker(path, { workerData: this.#data, execArgv: [] });
    const jobs: Thread['jobs'] = new Map();
    worker.on('message', ({ number, page, error }: Answer) => {
      const job = jobs.get(number);
      jobs.delete(number);
      if (page) job?.resolve(page);
      else job?.reject(Object.assign(new Error(error?.message), { code: error?.code }));
    });
    worker.on('error', (error) => this.#lose(error));
    worker.on('exit', () => this.#lose(new Error('a thread that checks pages ended')));
    return { worker, jobs };
  }

  #lose(error: unknown): void {
    this.#lost ??= error;
    for (const { jobs } of this.#threads) {
      for (const job of jobs.values()) job.reject(error);
      jobs.clear();
    }
  }
}
