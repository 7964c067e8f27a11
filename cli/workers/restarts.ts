import { restartPause } from '../../storage/restartPause.js';

/** Longest pause before a process that could not start is started again, ms. */
const longestPause = 15_000;

/** How long to wait before a process is started again. */
export class Restarts {
  #crashes: number[] = [];
  /** Consecutive failed starts that may yet succeed. */
  #failedStarts = 0;

  /** Milliseconds after a crash; null where it has crashed too often to go on. */
  afterCrash(): number | null {
    const now = performance.now();
    this.#crashes = [...this.#crashes, now].slice(-20);
    return restartPause(this.#crashes, now);
  }

  /** Milliseconds after a start that failed and may yet succeed. Why without a limit: the outage is not the fault of the process. */
  afterFailedStart(): number {
    this.#failedStarts += 1;
    return Math.min(longestPause, 250 * 2 ** this.#failedStarts);
  }

  started(): void {
    this.#failedStarts = 0;
  }

  /** Milliseconds that the next start may take: longer after each that was too slow. @param deadlineMs longest time of a request */
  startLimit(deadlineMs: number): number {
    return 6 * deadlineMs * 2 ** Math.min(this.#failedStarts, 4);
  }
}
