import { PortcullisError } from '../schema/errors.js';
import type { EncodedEntry } from './entry.js';
import type { Hash } from './merkle.js';
import type { Receipt } from './types.js';

/** An entry on its way into the log, and who waits for it. */
export interface Pending {
  readonly encoded: EncodedEntry;
  readonly leafHash: Hash;
  readonly tokens: readonly string[];
  /** Idempotency key: request id and kind. */
  readonly key: string;
  /** True once its commit stayed unknown: it must be looked for before it is written again. */
  uncertain: boolean;
  /** True once the waiter has an answer, be it that it took too long. */
  settled: boolean;
  resolve(receipt: Receipt): void;
  reject(error: PortcullisError): void;
}

/** The entries that wait, in order; bounded, each with a deadline, each idempotency key at most once. */
export class PendingQueue {
  readonly #items: Pending[] = [];
  readonly #keys = new Set<string>();
  readonly #limits: { readonly max: number; readonly deadlineMs: number };

  constructor(limits: { readonly max: number; readonly deadlineMs: number }) {
    this.#limits = limits;
  }

  get size(): number {
    return this.#items.length;
  }

  /** Adds an entry and waits for its receipt. Throws PortcullisError AUDIT_UNAVAILABLE when full, late or refused. */
  add(entry: Pick<Pending, 'encoded' | 'leafHash' | 'tokens' | 'key'>): Promise<Receipt> {
    if (this.#items.length >= this.#limits.max) return Promise.reject(unavailable('Too much waits to be written.'));
    if (this.#keys.has(entry.key)) return Promise.reject(keyTaken());
    this.#keys.add(entry.key);
    return new Promise((resolve, reject) => {
      const settle = <T>(answer: (value: T) => void, value: T): void => {
        if (pending.settled) return;
        pending.settled = true;
        clearTimeout(timer);
        answer(value);
      };
      const pending: Pending = {
        ...entry,
        uncertain: false,
        settled: false,
        resolve: (receipt) => settle(resolve, receipt),
        reject: (error) => settle(reject, error),
      };
      const timer = setTimeout(() => pending.reject(unavailable('The log took too long.')), this.#limits.deadlineMs);
      this.#items.push(pending);
    });
  }

  /** Takes the next entries that somebody still waits for; entries that nobody waits for are dropped unwritten. */
  take(max: number): Pending[] {
    const taken: Pending[] = [];
    while (taken.length < max) {
      const next = this.#items.shift();
      if (!next) break;
      if (next.settled && !next.uncertain) this.#keys.delete(next.key);
      else taken.push(next);
    }
    return taken;
  }

  /** Puts entries back to the front, in their order. */
  putBack(batch: readonly Pending[]): void {
    this.#items.unshift(...batch);
  }

  /** Takes out the entries whose commit is unknown. */
  takeUncertain(): Pending[] {
    const uncertain = this.#items.filter((pending) => pending.uncertain);
    this.#items.splice(0, this.#items.length, ...this.#items.filter((pending) => !pending.uncertain));
    return uncertain;
  }

  /** Forgets the idempotency keys of entries that are written or given up. */
  done(batch: readonly Pending[]): void {
    for (const pending of batch) this.#keys.delete(pending.key);
  }

  /** Gives up everything that waits. */
  rejectAll(error: PortcullisError): void {
    const all = this.#items.splice(0);
    for (const pending of all) pending.reject(error);
    this.done(all);
  }
}

/** The log cannot take the entry: its operation must not be answered. */
export function unavailable(message: string, cause?: unknown): PortcullisError {
  return new PortcullisError('AUDIT_UNAVAILABLE', { message: `The audit log cannot be written. ${message}`, cause });
}

/**
 * Another entry has this request id and kind. Never answered with that entry's receipt: who can choose a request id
 * could otherwise have a look unlogged.
 */
export function keyTaken(): PortcullisError {
  return unavailable('An entry of this kind exists for this request id.');
}
