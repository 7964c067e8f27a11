import type { Logger } from 'pino';
import type { LogSocket } from '../../auditlog/sending/sendingOptions.js';
import type { Registering } from '../../auditlog/types.js';
import type { PolicyFiles } from '../../policy/loading/mistake.js';
import { environmentOf, type Settings } from '../config.js';
import { nameLog } from './registerOfPrimary.js';
import { Restarts } from './restarts.js';
import { cleanEnd, WorkerProcess } from './workerProcess.js';

/** What the writer of a log is kept up with. */
export interface LogWriterOptions {
  readonly settings: Settings;
  readonly log: Logger;
  /** Names the log before the first entry of each process that writes it. */
  readonly register: Registering;
  /** Over which the workers' entries reach it. */
  readonly logSocket: LogSocket;
  /** The policy of a process that starts now. */
  readonly policy: () => PolicyFiles;
  /** Aborted once all is ending: nobody stands by any more. */
  readonly ending: AbortSignal;
}

/**
 * Keeps one process that writes the log of all workers, and another that stands by: it has read and opened all that it needs but the
 * log, so that it takes the place of one that dies in a moment. Answers wait meanwhile.
 */
export class LogWriter {
  /** Rejects, in one line, when writers have crashed too often to go on. */
  readonly failed: Promise<never>;
  readonly #options: LogWriterOptions;
  readonly #restarts = new Restarts();
  readonly #processes = new Set<WorkerProcess>();
  #fail: (error: Error) => void = () => undefined;
  #writer: WorkerProcess | null = null;
  #standby: WorkerProcess | null = null;
  #keepsStandby = false;
  #isStopped = false;

  constructor(options: LogWriterOptions) {
    this.#options = options;
    this.failed = new Promise((_, reject) => {
      this.#fail = reject;
    });
    this.failed.catch(() => undefined);
  }

  /** Starts the writer. @throws Error in one line where it cannot start, and another could not either */
  async start(): Promise<void> {
    const writer = this.#lead();
    await writer.ready.catch((error: unknown) => {
      if (!writer.mayStartAgain) throw error;
    });
  }

  /** From now on another one stands by. Why not at once: the workers start first. */
  keepStandby(): void {
    this.#keepsStandby = true;
    this.#standBy();
  }

  /** Tells whether all logs match the register. */
  sendWhole(isWhole: boolean): void {
    this.#writer?.send({ type: 'whole', isWhole });
  }

  /**
   * Replaces the writer by one that has read its files anew. Answers wait for as long as it takes to close and open the log.
   *
   * @returns false if the new one cannot start: the old one goes on
   */
  async roll(): Promise<boolean> {
    // Why: a reload that waited its turn may come after the end; a new process would outlive it, and start the database again.
    if (this.#isStopped || this.#options.ending.aborted) return false;
    const next = this.#fork();
    try {
      await next.standing;
    } catch (error) {
      this.#options.log.error(
        `the writer of the audit log goes on, a new one did not start: ${(error as Error).message}`,
      );
      return false;
    }
    const [former, idle] = [this.#writer, this.#standby];
    this.#standby = next;
    await Promise.all([idle?.stop(), former?.drain(this.#options.settings.deadlineMs)]);
    // One that died meanwhile has a new successor already. Where all is ending, workers have last entries to write.
    if (this.#writer !== former || this.#isStopped) return true;
    return await this.#lead().ready.then(
      () => true,
      () => false,
    );
  }

  /** Ends it. Called once the workers have ended. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await Promise.all([...this.#processes].map((process) => process.stop()));
  }

  #lead(): WorkerProcess {
    const { log } = this.#options;
    const writer = this.#standby ?? this.#fork();
    this.#standby = null;
    this.#writer = writer;
    writer.lead();
    writer.ready.then(
      () => {
        this.#restarts.started();
        log.info({ pid: writer.pid }, 'the audit log is written');
        this.#standBy();
      },
      (error: Error) => log.error(`the writer of the audit log did not start: ${error.message}`),
    );
    return writer;
  }

  #standBy(): void {
    if (this.#keepsStandby && !this.#options.ending.aborted) this.#standby ??= this.#fork();
  }

  #fork(): WorkerProcess {
    const { settings, register, logSocket, policy } = this.#options;
    const named: string[] = [];
    const process = new WorkerProcess(
      { role: 'WRITER', policy: policy(), logSocket },
      {
        environment: environmentOf(settings),
        onLog: (log) => {
          named.push(log);
          return nameLog(register, log);
        },
        startLimitMs: this.#restarts.startLimit(settings.deadlineMs),
      },
    );
    this.#processes.add(process);
    void process.ended.then((how) => {
      this.#processes.delete(process);
      for (const log of named) register.closed(log);
      this.#onEnded(process, how);
    });
    return process;
  }

  #onEnded(process: WorkerProcess, how: string): void {
    const wasStandby = process === this.#standby;
    if (wasStandby) this.#standby = null;
    else if (process !== this.#writer || process.isDismissed) return;
    // Why not others: a first one that cannot start ends the start.
    const isReplaced = this.#keepsStandby || process.isServing || process.mayStartAgain;
    // One that ends by itself while all is ending was told to, and waited for the workers; one that crashes still has their last entries
    // to write.
    const isLeaving = this.#options.ending.aborted && (wasStandby || how === cleanEnd);
    if (this.#isStopped || isLeaving || !isReplaced) return;
    const pauseMs = process.mayStartAgain ? this.#restarts.afterFailedStart() : this.#restarts.afterCrash();
    const what = `the ${wasStandby ? 'standby' : 'writer'} of the audit log ${how}`;
    if (pauseMs === null) {
      this.#fail(new Error(`${what}, too often within two minutes; the log says why. Stopping all.`));
      return;
    }
    this.#options.log.error({ pid: process.pid, pauseMs }, `${what}; another replaces it`);
    const next = (): void => {
      if (wasStandby) this.#standBy();
      // A reload may have put another in its place.
      else if (!this.#isStopped && this.#writer === process) this.#lead();
    };
    if (pauseMs === 0) next();
    else setTimeout(next, pauseMs).unref();
  }
}
