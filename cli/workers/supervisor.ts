import type { Logger } from 'pino';
import type { Registering } from '../../auditlog/types.js';
import type { OwnBudget } from '../../gateway/identity/budget.js';
import type { PolicyFiles } from '../../policy/loading/mistake.js';
import { restartPause } from '../../storage/restartPause.js';
import { environmentOf, type Settings } from '../config.js';
import { nameLog } from './registerOfPrimary.js';
import { grant } from './sharedBudget.js';
import { WorkerProcess } from './workerProcess.js';

/** How long a worker may take to start, in the longest times of a request; doubled after each start that was too slow. */
const START_DEADLINES = 6;

/** Longest pause before a worker that could not start is started again, ms. */
const LONGEST_PAUSE = 15_000;

/**
 * Keeps N workers serving on one port.
 *
 * Invariant: a slot, and so a log, belongs to one process at a time; it is free when that process has ended, not when
 * it was told to. A worker and its successor run side by side, hence N + 1 slots.
 */
export class Supervisor {
  /** Rejects, in one line, when a worker has crashed too often to go on. */
  readonly failed: Promise<never>;
  readonly #count: number;
  readonly #settings: Settings;
  readonly #log: Logger;
  readonly #budget: OwnBudget;
  readonly #register: Registering;
  readonly #policy: () => PolicyFiles;
  readonly #workers = new Map<number, WorkerProcess>();
  readonly #crashes = new Map<number, number[]>();
  /** Consecutive failed starts that may yet succeed. */
  readonly #failedStarts = new Map<number, number>();
  readonly #replacements = new Map<number, NodeJS.Timeout>();
  #fail: (error: Error) => void = () => undefined;
  readonly #firstUrl: Promise<string>;
  #listens: (url: string) => void = () => undefined;
  #isServing = false;
  #isStopping = false;

  /**
   * @param options.settings of each worker, whatever changes in the file of settings meanwhile
   * @param options.budget shared by all workers; it outlives each of them
   * @param options.register names the log of each before its first entry
   * @param options.policy of a worker that starts now
   */
  constructor(options: {
    readonly count: number;
    readonly settings: Settings;
    readonly log: Logger;
    readonly budget: OwnBudget;
    readonly register: Registering;
    readonly policy: () => PolicyFiles;
  }) {
    this.#count = options.count;
    this.#settings = options.settings;
    this.#log = options.log;
    this.#budget = options.budget;
    this.#register = options.register;
    this.#policy = options.policy;
    this.failed = new Promise((_, reject) => {
      this.#fail = reject;
    });
    this.failed.catch(() => undefined);
    this.#firstUrl = new Promise((resolve) => {
      this.#listens = resolve;
    });
  }

  /**
   * Starts all workers. One that is too slow, or cannot reach the database, is replaced; those that listen do not wait for it.
   *
   * @returns the URL that they share, once each listens or is being replaced, and one listens
   * @throws Error in one line where one cannot start; the caller stops the others
   */
  async start(): Promise<string> {
    const slots = Array.from({ length: this.#count }, (_, index) => index + 1);
    const first = slots.map((slot) => this.#launch(slot));
    const settled = first.map(async (worker) => {
      await worker.ready.catch((error: unknown) => {
        if (!worker.mayStartAgain) throw error;
        this.#log.error({ worker: worker.slot }, `a worker did not start: ${(error as Error).message}`);
      });
    });
    await Promise.all(settled);
    const url = await Promise.race([this.#firstUrl, this.failed]);
    this.#isServing = true;
    return url;
  }

  /**
   * Replaces the workers one after the other; each successor listens before its predecessor stops listening. One that cannot
   * start ends the roll, and the others serve on.
   *
   * @returns whether every worker is new; not called again before it resolves
   */
  async roll(): Promise<boolean> {
    for (const old of [...this.#workers.values()]) {
      if (this.#isStopping || !this.#isServing) return false;
      // One that is still starting may have read its files before they were changed.
      await old.ready.catch(() => undefined);
      // One that ended meanwhile has a new successor already.
      if (!old.isServing || this.#workers.get(old.slot) !== old) continue;
      if (!(await this.#succeed(old))) return false;
    }
    this.#log.info({ workers: this.#count }, 'reloaded: every worker is new');
    return true;
  }

  /** Tells all workers whether all logs match the register. */
  sendWhole(isWhole: boolean): void {
    for (const worker of this.#workers.values()) worker.send({ type: 'whole', isWhole });
  }

  /** Stops all workers at once, and replaces none. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#fail(new Error('The workers were stopped.'));
    for (const timer of this.#replacements.values()) clearTimeout(timer);
    await Promise.all([...this.#workers.values()].map((worker) => worker.stop()));
  }

  /** @param isSuccessor of a worker that serves on: where it cannot start, it is not replaced */
  #launch(slot: number, isSuccessor = false): WorkerProcess {
    let own: string | undefined;
    const worker: WorkerProcess = new WorkerProcess(
      { slot, of: this.#count, policy: this.#policy() },
      {
        environment: environmentOf(this.#settings),
        onLog: (log) => {
          own = log;
          return nameLog(this.#register, log);
        },
        onClaim: async (claim) => grant(this.#budget, claim),
        hasOthers: () => [...this.#workers.values()].some((other) => other !== worker && other.isServing),
        startLimitMs: START_DEADLINES * this.#settings.deadlineMs * 2 ** Math.min(this.#failedStarts.get(slot) ?? 0, 4),
      },
    );
    this.#workers.set(slot, worker);
    worker.ready.then(
      (url) => {
        this.#listens(url);
        this.#failedStarts.delete(slot);
        this.#log.info({ worker: slot, pid: worker.pid }, 'a worker serves');
      },
      () => undefined,
    );
    void worker.ended.then((how) => {
      this.#workers.delete(slot);
      if (own !== undefined) this.#register.closed(own);
      const isMissed = !worker.isDismissed && (worker.isServing || !isSuccessor);
      // Why not the others: one that ends before all listen ends the start.
      const isReplaced = this.#isServing || worker.isServing || worker.mayStartAgain;
      if (isMissed && isReplaced && !this.#isStopping) this.#replace(worker, how);
    });
    return worker;
  }

  #replace(worker: WorkerProcess, how: string): void {
    const { slot, pid } = worker;
    const pause = worker.mayStartAgain ? this.#pauseAfterFailedStart(slot) : this.#pauseAfterCrash(slot);
    if (pause === null) {
      this.#fail(new Error(`Worker ${slot} ${how}, too often within two minutes; the log says why. Stopping all.`));
      return;
    }
    this.#log.error({ worker: slot, pid, pauseMs: pause }, `a worker ${how}; another replaces it`);
    const start = (): void => {
      this.#replacements.delete(slot);
      this.#launch(slot).ready.catch((error: Error) =>
        this.#log.error({ worker: slot }, `a worker did not start: ${error.message}`),
      );
    };
    this.#replacements.set(slot, setTimeout(start, pause));
  }

  /** Null where it has crashed too often to go on. */
  #pauseAfterCrash(slot: number): number | null {
    const now = performance.now();
    const crashes = [...(this.#crashes.get(slot) ?? []), now].slice(-20);
    this.#crashes.set(slot, crashes);
    return restartPause(crashes, now);
  }

  /** Why without a limit: the outage is not the worker's fault, and the others serve meanwhile. */
  #pauseAfterFailedStart(slot: number): number {
    const times = (this.#failedStarts.get(slot) ?? 0) + 1;
    this.#failedStarts.set(slot, times);
    return Math.min(LONGEST_PAUSE, 250 * 2 ** times);
  }

  async #succeed(old: WorkerProcess): Promise<boolean> {
    const worker = this.#launch(this.#freeSlot(), true);
    try {
      await worker.ready;
    } catch (error) {
      worker.kill();
      await worker.ended;
      if (!this.#isStopping)
        this.#log.error(`reload stopped, a new worker did not start, the old ones go on: ${(error as Error).message}`);
      return false;
    }
    await old.drain(this.#settings.deadlineMs + 10_000);
    return true;
  }

  #freeSlot(): number {
    let slot = 1;
    while (this.#workers.has(slot) || this.#replacements.has(slot)) slot += 1;
    return slot;
  }
}
