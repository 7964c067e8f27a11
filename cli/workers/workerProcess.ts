import cluster, { type Worker } from 'node:cluster';
import { giveBackHandedOver } from './handedOver.js';
import type { Assignment, Order, Report } from './messages.js';

/** How long a worker may take to end after the order to stop, ms. */
const STOP_LIMIT = 6_000;

/** How a process ended that ended as it should. */
export const cleanEnd = 'ended with exit code 0';

/** A worker, or a writer of the log, as its primary sees it: forked, assigned, ended. */
export class WorkerProcess {
  /** 0 of a writer of the log. */
  readonly slot: number;
  /** The URL of a worker, once it listens; rejects with one line where it cannot start: see `mayStartAgain`. */
  readonly ready: Promise<string>;
  /** Resolves when a writer of the log stands by; rejects where it cannot. */
  readonly standing: Promise<void>;
  /** How it ended, in words. Never rejects. */
  readonly ended: Promise<string>;
  readonly #worker: Worker;
  readonly #name: string;
  readonly #startLimitMs: number;
  #patience: NodeJS.Timeout | undefined;
  #onTooSlow: () => void = () => undefined;
  #isAssigned = false;
  #isLeading = false;
  #isReady = false;
  #isDismissed = false;
  #mayStartAgain = false;

  /**
   * @param options.environment in which it runs
   * @param options.onLog answers a writer's request to write a log
   * @param options.hasOthers whether other workers serve now
   * @param options.startLimitMs how long it may take to start; for a writer, to stand by, and then to lead
   */
  constructor(
    assignment: Assignment,
    {
      environment,
      onLog = never,
      hasOthers = () => false,
      startLimitMs,
    }: {
      environment: Readonly<Record<string, string | undefined>>;
      onLog?: (log: string) => Promise<Order>;
      hasOthers?: () => boolean;
      startLimitMs: number;
    },
  ) {
    const isWorker = assignment.role === 'WORKER';
    this.slot = isWorker ? assignment.slot : 0;
    this.#name = isWorker ? `Worker ${assignment.slot}` : 'The writer of the audit log';
    this.#startLimitMs = startLimitMs;
    const worker = cluster.fork(environment);
    this.#worker = worker;
    giveBackHandedOver(worker, hasOthers);
    this.ended = new Promise((resolve) => {
      worker.once('exit', (code: number | null, signal: string | null) =>
        resolve(signal ? `ended by ${signal}` : `ended with exit code ${code}`),
      );
    });
    // Why: a message to a worker that has just died is an error event, which would end the primary.
    worker.on('error', () => undefined);
    worker.on('message', (report: Report) => {
      if (report.type === 'log') void onLog(report.log).then((order) => this.send(order));
    });
    this.ready = this.#start(assignment);
    this.standing = new Promise((resolve, reject) => {
      worker.on('message', (report: Report) => {
        if (report.type !== 'standing') return;
        // One that is to lead already has as long again.
        if (this.#isLeading) this.#expectStart();
        else clearTimeout(this.#patience);
        resolve();
      });
      this.ready.catch(reject);
    });
    this.standing.catch(() => undefined);
    // Why ignored here: those who await it see the error.
    this.ready.catch(() => undefined);
  }

  /** True from when it listens until it is told to end. */
  get isServing(): boolean {
    return this.#isReady && !this.#isDismissed;
  }

  /** True where it was told to end. */
  get isDismissed(): boolean {
    return this.#isDismissed;
  }

  /** True where it did not start and another may: it was too slow, or could not reach what it needs. */
  get mayStartAgain(): boolean {
    return this.#mayStartAgain;
  }

  get pid(): number | undefined {
    return this.#worker.process.pid;
  }

  /** Has a writer that stands by write the log. */
  lead(): void {
    this.#isLeading = true;
    this.#expectStart();
    // Why not before: what reaches a process before it says hello is lost.
    if (this.#isAssigned) this.send({ type: 'lead' });
  }

  /**
   * Ends it for a successor that listens already: it answers every request that has reached it first.
   *
   * @param limit ms after which it is killed; only a hanging one is, since requests have deadlines
   */
  async drain(limit: number): Promise<void> {
    this.#isDismissed = true;
    const patience = setTimeout(() => this.kill(), limit);
    // Why it stops only now: connections handed to it before have reached it by then.
    this.#worker.on('message', (report: Report) => {
      if (report.type === 'drained') void this.stop();
    });
    this.send({ type: 'drain' });
    await this.ended;
    clearTimeout(patience);
  }

  /** Ends it: requests in flight are answered within the gateway's limits. One that does not end is killed. */
  async stop(): Promise<void> {
    this.#isDismissed = true;
    // One that does not serve yet has no request to answer.
    if (this.#isReady) this.send({ type: 'stop' });
    else this.kill();
    const patience = setTimeout(() => this.kill(), STOP_LIMIT);
    await this.ended;
    clearTimeout(patience);
  }

  kill(): void {
    this.#isDismissed = true;
    this.#worker.process.kill('SIGKILL');
  }

  async #start(assignment: Assignment): Promise<string> {
    try {
      return await new Promise<string>((resolve, reject) => {
        this.#worker.on('message', (report: Report) => {
          if (report.type === 'hello') this.#assign(assignment);
          if (report.type === 'failed') {
            this.#mayStartAgain = report.mayPass;
            reject(new Error(report.reason));
          }
          if (report.type !== 'ready') return;
          this.#isReady = true;
          resolve(report.url);
        });
        void this.ended.then((how) => reject(new Error(`${this.#name} ${how} before it served.`)));
        this.#onTooSlow = () => {
          this.#mayStartAgain = true;
          reject(new Error(`${this.#name} did not serve within ${this.#startLimitMs / 1000} s.`));
          this.#worker.process.kill('SIGKILL');
        };
        this.#expectStart();
      });
    } finally {
      clearTimeout(this.#patience);
    }
  }

  #assign(assignment: Assignment): void {
    this.send({ type: 'begin', assignment });
    this.#isAssigned = true;
    if (this.#isLeading) this.send({ type: 'lead' });
  }

  #expectStart(): void {
    clearTimeout(this.#patience);
    this.#patience = setTimeout(() => this.#onTooSlow(), this.#startLimitMs);
  }

  /** Sends an order, unless the worker is gone. */
  send(order: Order): void {
    if (this.#worker.isConnected()) this.#worker.send(order, () => undefined);
  }
}

/** For what a process of its kind does not ask. */
function never(): Promise<never> {
  return new Promise(() => undefined);
}
