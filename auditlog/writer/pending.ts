import { PortcullisError } from '../../schema/errors.js';
import type { EncodedEntry, Prepared } from '../entry/encode.js';
import { noAnswer } from '../opening/connection.js';
import type { Receipt } from '../types.js';
import { Deadlines, type Waiter } from './waiting/deadlines.js';

/** An entry on its way into the log, and the caller who waits for it. */
export class Pending {
  readonly prepared: Prepared;
  /** As it was last sent, in its place. */
  placed: EncodedEntry | null = null;
  /** True while its commit is unknown: it must be looked for before it is written again. */
  isUncertain = false;
  readonly #waiter: Waiter;

  constructor(prepared: Prepared, waiter: Waiter) {
    this.prepared = prepared;
    this.#waiter = waiter;
  }

  get key(): string {
    return this.prepared.key;
  }

  /** True once the waiter has an answer, a timeout included. */
  get isSettled(): boolean {
    return this.#waiter.isSettled;
  }

  /** See `Waiter.depart`. */
  depart(): void {
    this.#waiter.depart();
  }

  /** See `Waiter.arrive`. */
  arrive(): void {
    this.#waiter.arrive();
  }

  resolve(receipt: Receipt): void {
    this.#waiter.resolve(receipt);
  }

  reject(error: PortcullisError): void {
    this.#waiter.reject(error);
  }
}

/** Waiting entries, in order: bounded, each with a deadline, each idempotency key at most once. */
export class PendingQueue {
  readonly #items: Pending[] = [];
  #keys = new Set<string>();
  readonly #max: number;
  readonly #deadlines: Deadlines;

  constructor(limits: { readonly max: number; readonly deadlineMs: number }) {
    this.#max = limits.max;
    const { deadlineMs } = limits;
    this.#deadlines = new Deadlines(deadlineMs, () =>
      unavailable(`It took longer than ${deadlineMs} ms (--log-timeout-ms).`, noAnswer),
    );
  }

  get size(): number {
    return this.#items.length;
  }

  /** Adds an entry and waits for its receipt. Throws PortcullisError AUDIT_UNAVAILABLE if full, late or refused. */
  add(entry: Prepared): Promise<Receipt> {
    if (this.#items.length >= this.#max) return Promise.reject(unavailable('Too many entries wait.'));
    if (this.#keys.has(entry.key)) return Promise.reject(keyTaken());
    this.#keys.add(entry.key);
    return new Promise((resolve, reject) => {
      this.#items.push(new Pending(entry, this.#deadlines.add(resolve, reject)));
    });
  }

  /** Takes the next entries that somebody still waits for, to be sent; the others are dropped unwritten. */
  take(max: number): Pending[] {
    const taken: Pending[] = [];
    let passed = 0;
    for (const next of this.#items) {
      if (taken.length >= max) break;
      passed += 1;
      if (next.isSettled && !next.isUncertain) this.#keys.delete(next.key);
      else taken.push(next);
    }
    this.#items.splice(0, passed);
    // Why anew for each batch: V8 gives a Set that is used for long a new table now and then, to which the old one points. Once one is
    // old, all later ones live until a full collection, with the keys in them.
    this.#keys = new Set(this.#keys);
    for (const pending of taken) pending.depart();
    return taken;
  }

  /** Returns entries to the front, in their order. */
  putBack(batch: readonly Pending[]): void {
    this.#items.unshift(...batch);
  }

  /** Takes out the entries whose commit is unknown. */
  takeUncertain(): Pending[] {
    const uncertain = this.#items.filter((pending) => pending.isUncertain);
    this.#items.splice(0, this.#items.length, ...this.#items.filter((pending) => !pending.isUncertain));
    return uncertain;
  }

  /** Forgets the idempotency keys of entries that were written or given up. */
  done(batch: readonly Pending[]): void {
    for (const pending of batch) this.#keys.delete(pending.key);
    this.#deadlines.prune();
  }

  /** Rejects everything that waits. */
  rejectAll(error: PortcullisError): void {
    const all = this.#items.splice(0);
    for (const pending of all) pending.reject(error);
    this.done(all);
  }
}

/** The log cannot take an entry: its operation must not be answered. */
export function unavailable(message: string, cause?: unknown): PortcullisError {
  return new PortcullisError('AUDIT_UNAVAILABLE', { message: `The audit log cannot be written. ${message}`, cause });
}

/**
 * Another entry has this request id and kind. Never answered with that entry's receipt: a caller who can choose a request id
 * could then look unlogged.
 */
export function keyTaken(): PortcullisError {
  return unavailable('An entry of this kind exists for this request id.', new KeyTaken());
}

class KeyTaken extends Error {}

/** True for an error of `keyTaken`: a caller that makes its own ids may take another. */
export function isKeyTaken(error: unknown): boolean {
  return error instanceof PortcullisError && error.originalError instanceof KeyTaken;
}
