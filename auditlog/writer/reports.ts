import type { LogReporter } from '../store/pool.js';

/** Vain tries, one after the other. */
class Tries {
  #count = 0;

  /**
   * One more was in vain.
   *
   * @returns how many, where it is to be told: the 1st, 2nd, 4th, 8th ... Why not each: a database that is away for a night is
   *   tried every second, by every worker, and a full disk refuses each request
   */
  fail(): { readonly tries: number } | null {
    this.#count += 1;
    return Number.isInteger(Math.log2(this.#count)) ? { tries: this.#count } : null;
  }

  end(): void {
    this.#count = 0;
  }
}

/** What a writer tells the operator of its log: a line for each change of state, and for vain tries fewer and fewer. */
export class WriterReports {
  readonly #reporter: LogReporter;
  readonly #log: string;
  readonly #connecting = new Tries();
  readonly #writing = new Tries();

  constructor(reporter: LogReporter, log: string) {
    this.#reporter = reporter;
    this.#log = log;
  }

  forked(err: unknown): void {
    this.#reporter.error({ err, log: this.#log }, 'the audit log was forked: writing ends here');
  }

  connectionEnded(err: unknown): void {
    this.#reporter.warn({ err, log: this.#log }, 'the connection of the audit log ended');
  }

  connectionLost(err: unknown): void {
    this.#reporter.error({ err, log: this.#log }, 'the audit log lost its connection');
  }

  unreachable(err: unknown): void {
    const told = this.#connecting.fail();
    if (told) this.#reporter.error({ err, log: this.#log, ...told }, 'the audit log cannot be reached');
  }

  connectedAgain(size: number): void {
    this.#connecting.end();
    this.#reporter.info({ log: this.#log, size }, 'the audit log is connected again');
  }

  refused(err: unknown): void {
    const told = this.#writing.fail();
    if (told) this.#reporter.error({ err, log: this.#log, ...told }, 'the audit log refused a batch');
  }

  headNotKept(err: unknown): void {
    const told = this.#writing.fail();
    if (told) this.#reporter.error({ err, log: this.#log, ...told }, 'the head of the audit log cannot be kept');
  }

  written(): void {
    this.#writing.end();
  }

  lostOwn(err: unknown): void {
    this.#reporter.warn({ err, log: this.#log }, 'an entry of the log itself could not be written');
  }
}
