import cluster, { type Worker } from 'node:cluster';
import { giveBackHandedOver } from './handedOver.js';
import type { Assignment, Claim, Grant, Order, Report } from './messages.js';

/** How long a worker may take to end after the order to stop, ms. */
const STOP_LIMIT = 6_000;

/** A worker as its primary sees it: forked, assigned, ended. */
export class WorkerProcess {
  readonly slot: number;
  /** Its URL, once it listens; rejects with one line where it cannot start: see `mayStartAgain`. */
  readonly ready: Promise<string>;
  /** How it ended, in words. Never rejects. */
  readonly ended: Promise<string>;
  readonly #worker: Worker;
  #isReady = false;
  #isDismissed = false;
  #mayStartAgain = false;

  /**
   * @param options.environment in which it runs
   * @param options.onLog answers its request to write a log
   * @param options.onClaim answers its claim on the shared budget
   * @param options.hasOthers whether other workers serve now
   * @param options.startLimitMs how long it may take to start
   */
  constructor(
    assignment: Assignment,
    {
      environment,
      onLog,
      onClaim,
      hasOthers,
      startLimitMs,
    }: {
      environment: Readonly<Record<string, string | undefined>>;
      onLog: (log: string) => Promise<Order>;
      onClaim: (claim: Claim) => Promise<Grant>;
      hasOthers: () => boolean;
      startLimitMs: number;
    },
  ) {
    this.slot = assignment.slot;
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
      if (report.type === 'claim') void onClaim(report.claim).then((grant) => this.send({ type: 'granted', grant }));
    });
    this.ready = this.#start(assignment, startLimitMs);
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

  async #start(assignment: Assignment, limitMs: number): Promise<string> {
    let patience: NodeJS.Timeout | undefined;
    try {
      return await new Promise<string>((resolve, reject) => {
        this.#worker.on('message', (report: Report) => {
          if (report.type === 'hello') this.send({ type: 'begin', assignment });
          if (report.type === 'failed') {
            this.#mayStartAgain = report.mayPass;
            reject(new Error(report.reason));
          }
          if (report.type !== 'ready') return;
          this.#isReady = true;
          resolve(report.url);
        });
        void this.ended.then((how) => reject(new Error(`Worker ${this.slot} ${how} before it listened.`)));
        patience = setTimeout(() => {
          this.#mayStartAgain = true;
          reject(new Error(`Worker ${this.slot} did not listen within ${limitMs / 1000} s.`));
          this.#worker.process.kill('SIGKILL');
        }, limitMs);
      });
    } finally {
      clearTimeout(patience);
    }
  }

  /** Sends an order, unless the worker is gone. */
  send(order: Order): void {
    if (this.#worker.isConnected()) this.#worker.send(order, () => undefined);
  }
}
