import type { Logger } from 'pino';
import type { LogSocket } from '../../auditlog/sending/sendingOptions.js';
import type { PolicyFiles } from '../../policy/loading/mistake.js';
import { environmentOf, type Settings } from '../config.js';
import { Restarts } from './restarts.js';
import { WorkerProcess } from './workerProcess.js';

/** Keeps N workers serving on one port. A worker and its successor run side by side, hence N + 1 slots. */
export class Supervisor {
  /** Rejects, in one line, when a worker has crashed too often to go on. */
  readonly failed: Promise<never>;
  readonly #count: number;
  readonly #settings: Settings;
  readonly #log: Logger;
  readonly #logSocket: LogSocket;
  readonly #policy: () => PolicyFiles;
  readonly #workers = new Map<number, WorkerProcess>();
  readonly #restarts = new Map<number, Restarts>();
  readonly #replacements = new Map<number, NodeJS.Timeout>();
  #fail: (error: Error) => void = () => undefined;
  readonly #firstUrl: Promise<string>;
  #listens: (url: string) => void = () => undefined;
  #isServing = false;
  #isStopping = false;

  /**
   * @param options.settings of each worker, whatever changes in the file of settings meanwhile
   * @param options.logSocket over which their entries reach the log
   * @param options.policy of a worker that starts now
   */
  constructor(options: {
    readonly count: number;
    readonly settings: Settings;
    readonly log: Logger;
    readonly logSocket: LogSocket;
    readonly policy: () => PolicyFiles;
  }) {
    this.#count = options.count;
    this.#settings = options.settings;
    this.#log = options.log;
    this.#logSocket = options.logSocket;
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
    if (this.#isStopping) return false;
    this.#log.info({ workers: this.#count }, 'reloaded: every worker is new');
    return true;
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
    const restarts = this.#restartsOf(slot);
    const worker: WorkerProcess = new WorkerProcess(
      { role: 'WORKER', slot, of: this.#count, policy: this.#policy(), logSocket: this.#logSocket },
      {
        environment: environmentOf(this.#settings),
        hasOthers: () => [...this.#workers.values()].some((other) => other !== worker && other.isServing),
        startLimitMs: restarts.startLimit(this.#settings.deadlineMs),
      },
    );
    this.#workers.set(slot, worker);
    worker.ready.then(
      (url) => {
        this.#listens(url);
        restarts.started();
        this.#log.info({ worker: slot, pid: worker.pid }, 'a worker serves');
      },
      () => undefined,
    );
    void worker.ended.then((how) => {
      this.#workers.delete(slot);
      const isMissed = !worker.isDismissed && (worker.isServing || !isSuccessor);
      // Why not the others: one that ends before all listen ends the start.
      const isReplaced = this.#isServing || worker.isServing || worker.mayStartAgain;
      if (isMissed && isReplaced && !this.#isStopping) this.#replace(worker, how);
    });
    return worker;
  }

  #replace(worker: WorkerProcess, how: string): void {
    const { slot, pid } = worker;
    const restarts = this.#restartsOf(slot);
    const pause = worker.mayStartAgain ? restarts.afterFailedStart() : restarts.afterCrash();
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

  #restartsOf(slot: number): Restarts {
    const known = this.#restarts.get(slot) ?? new Restarts();
    this.#restarts.set(slot, known);
    return known;
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
