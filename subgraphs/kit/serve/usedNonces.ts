/**
 * 10,000 calls in each of the 61 seconds that may be kept: more than one process answers. A nonce takes some 73 bytes, so all of
 * them 45 MB.
 */
const MOST_KEPT = 61 * 10_000;

/**
 * The nonces of assertions that were used, for as long as these are good, by the second in which each was signed: a second is
 * forgotten at once. Why no one Map in order of expiry: what is deleted at its front is passed over at each look.
 */
export class UsedNonces {
  readonly #bySecond = new Map<number, Set<string>>();
  #size = 0;
  #forgotIn = 0;

  /** @param lifetimeMs how long an assertion is good after it was signed */
  constructor(
    private readonly lifetimeMs: number,
    private readonly most: number = MOST_KEPT,
  ) {}

  get isFull(): boolean {
    return this.#size >= this.most;
  }

  /** @param at when it was signed, milliseconds since 1970 */
  has(at: number, nonce: string): boolean {
    return this.#bySecond.get(secondOf(at))?.has(nonce) ?? false;
  }

  add(at: number, nonce: string): void {
    const second = secondOf(at);
    const nonces = this.#bySecond.get(second) ?? new Set();
    this.#bySecond.set(second, nonces.add(nonce));
    this.#size += 1;
  }

  /** Forgets those whose assertions are good no more. */
  forget(now: number): void {
    if (secondOf(now) === this.#forgotIn) return;
    this.#forgotIn = secondOf(now);
    const oldest = secondOf(now - this.lifetimeMs);
    for (const [second, nonces] of this.#bySecond) {
      if (second >= oldest) continue;
      this.#size -= nonces.size;
      this.#bySecond.delete(second);
    }
  }
}

function secondOf(at: number): number {
  return Math.floor(at / 1_000);
}
