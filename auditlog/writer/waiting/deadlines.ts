import type { PortcullisError } from '../../../schema/errors.js';
import type { Receipt } from '../../types.js';

/** How a caller is answered. */
interface Answering {
  readonly resolve: (receipt: Receipt) => void;
  readonly reject: (error: PortcullisError) => void;
  readonly tooLate: () => PortcullisError;
}

/** A caller who waits for a receipt. Holds nothing of the entry, so that a late one does not keep it in memory. */
export class Waiter {
  isSettled = false;
  #isInFlight = false;
  #isLate = false;
  /** By `performance.now()`. */
  readonly due: number;
  readonly #resolve: (receipt: Receipt) => void;
  readonly #reject: (error: PortcullisError) => void;
  readonly #tooLate: () => PortcullisError;

  constructor(due: number, { resolve, reject, tooLate }: Answering) {
    this.due = due;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#tooLate = tooLate;
  }

  /**
   * Its entry is sent. From here the batch decides, whose statement has a time limit of its own: the entry of a caller who was told
   * that there is none could land a moment later.
   */
  depart(): void {
    this.#isInFlight = true;
  }

  /** The batch is known to be written or not, or its connection was lost. */
  arrive(): void {
    this.#isInFlight = false;
    if (this.#isLate) this.expire();
  }

  /** Its time is over. */
  expire(): void {
    this.#isLate = true;
    if (!this.#isInFlight) this.reject(this.#tooLate());
  }

  /** Answers with a receipt. Only the first answer counts, of `resolve` and `reject` together. */
  resolve(receipt: Receipt): void {
    if (!this.isSettled) this.#resolve(receipt);
    this.isSettled = true;
  }

  reject(error: PortcullisError): void {
    if (!this.isSettled) this.#reject(error);
    this.isSettled = true;
  }
}

/**
 * Ends waiting after a time that is the same for all. One timer, for the one that has waited longest: later comers are
 * due later.
 */
export class Deadlines {
  readonly #ms: number;
  readonly #tooLate: () => PortcullisError;
  readonly #waiting: (Waiter | undefined)[] = [];
  /** All before this index are settled, and gone. */
  #first = 0;
  #timer: NodeJS.Timeout | null = null;

  /** @param tooLate the error of those who waited for `ms` milliseconds */
  constructor(ms: number, tooLate: () => PortcullisError) {
    this.#ms = ms;
    this.#tooLate = tooLate;
  }

  /** Starts waiting now. */
  add(resolve: (receipt: Receipt) => void, reject: (error: PortcullisError) => void): Waiter {
    const waiter = new Waiter(performance.now() + this.#ms, { resolve, reject, tooLate: this.#tooLate });
    this.#waiting.push(waiter);
    this.#arm();
    return waiter;
  }

  /** Forgets the settled ones. */
  prune(): void {
    while (this.#waiting[this.#first]?.isSettled) this.#pass();
    // Why not each time: removing from the front of an array moves the rest.
    if (this.#first === this.#waiting.length || this.#first > 1024) {
      this.#waiting.splice(0, this.#first);
      this.#first = 0;
    }
    if (this.#waiting.length > 0 || !this.#timer) return;
    clearTimeout(this.#timer);
    this.#timer = null;
  }

  #arm(): void {
    const next = this.#waiting[this.#first];
    if (this.#timer || !next) return;
    this.#timer = setTimeout(() => this.#sweep(), Math.max(1, Math.ceil(next.due - performance.now())));
  }

  #sweep(): void {
    this.#timer = null;
    const now = performance.now();
    for (let next = this.#waiting[this.#first]; next && next.due <= now; next = this.#waiting[this.#first]) {
      next.expire();
      this.#pass();
    }
    this.prune();
    this.#arm();
  }

  /** Lets the first go at once: what an old array holds lives as long as it is held. */
  #pass(): void {
    this.#waiting[this.#first] = undefined;
    this.#first += 1;
  }
}
