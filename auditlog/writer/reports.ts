import { isForked } from '../forked.js';
import type { LogReporter } from '../store/pool.js';

/** Consecutive failed attempts. */
class Failures {
  #count = 0;

  /**
   * Counts one more.
   *
   * @returns how many, if it is worth a line: the 1st, 2nd, 4th, 8th ... Why not each: a database that is away for a night
   *   is tried each second, and a full disk refuses each request
   */
  add(): { readonly tries: number } | null {
    this.#count += 1;
    return Number.isInteger(Math.log2(this.#count)) ? { tries: this.#count } : null;
  }

  end(): void {
    this.#count = 0;
  }
}

/** What a writer reports to the operator: a line for each change of state, and ever fewer for repeated failures. */
export class WriterReports {
  readonly #reporter: LogReporter;
  readonly #log: string;
  readonly #connecting = new Failures();
  readonly #writing = new Failures();
  readonly #indexing = new Failures();

  constructor(reporter: LogReporter, log: string) {
    this.#reporter = reporter;
    this.#log = log;
  }

  halted(err: unknown): void {
    const why = isForked(err) ? 'was forked' : 'does not open';
    this.#reporter.error({ err, log: this.#log }, `the audit log ${why}: writing ends here`);
  }

  connectionEnded(err: unknown): void {
    this.#reporter.warn({ err, log: this.#log }, 'the connection of the audit log ended');
  }

  connectionLost(err: unknown): void {
    this.#reporter.error({ err, log: this.#log }, 'the audit log lost its connection');
  }

  unreachable(err: unknown): void {
    const due = this.#connecting.add();
    if (due) this.#reporter.error({ err, log: this.#log, ...due }, 'the audit log cannot be reached');
  }

  connectedAgain(size: number): void {
    this.#connecting.end();
    this.#reporter.info({ log: this.#log, size }, 'the audit log is connected again');
  }

  refused(err: unknown): void {
    const due = this.#writing.add();
    if (due) this.#reporter.error({ err, log: this.#log, ...due }, 'the audit log refused a batch');
  }

  headNotKept(err: unknown): void {
    const due = this.#writing.add();
    if (due) this.#reporter.error({ err, log: this.#log, ...due }, 'the head of the audit log cannot be kept');
  }

  written(): void {
    this.#writing.end();
  }

  notIndexed(err: unknown): void {
    const due = this.#indexing.add();
    if (due) this.#reporter.warn({ err, log: this.#log, ...due }, 'the index of the audit log could not be written');
  }

  indexed(): void {
    this.#indexing.end();
  }

  lostOwn(err: unknown): void {
    this.#reporter.warn({ err, log: this.#log }, 'an entry of the log itself could not be written');
  }
}
