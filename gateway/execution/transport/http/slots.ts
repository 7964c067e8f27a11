import type { CancelSignal } from '../../../../storage/pool/cancellation.js';

/** A bounded number of places, and a bounded queue before them: first come, first served. */
export interface Slots {
  readonly taken: number;
  readonly waiting: number;
  /**
   * Takes a place. `undefined`: taken at once. A promise: taken when it resolves; it rejects with the signal's reason
   * where that comes first, and then no place is held. `'full'`: no place is free, and the queue is full.
   */
  take(signal: CancelSignal): undefined | 'full' | Promise<void>;
  /** Gives one place back. */
  release(): void;
}

/** @param limits.concurrency places @param limits.queue how many may wait */
export function createSlots(limits: { readonly concurrency: number; readonly queue: number }): Slots {
  let taken = 0;
  const queue: (() => void)[] = [];

  const wait = (signal: CancelSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const giveUp = () => {
        queue.splice(queue.indexOf(enter), 1);
        reject(signal.reason);
      };
      const enter = () => {
        signal.removeEventListener('abort', giveUp);
        resolve();
      };
      signal.addEventListener('abort', giveUp, { once: true });
      queue.push(enter);
    });

  return {
    get taken() {
      return taken;
    },
    get waiting() {
      return queue.length;
    },
    take(signal) {
      if (signal.aborted) return Promise.reject(signal.reason);
      if (taken < limits.concurrency) {
        taken += 1;
        return undefined;
      }
      return queue.length < limits.queue ? wait(signal) : 'full';
    },
    release() {
      const next = queue.shift();
      // The place goes straight to the next in line, so that no newcomer takes it.
      if (next === undefined) taken -= 1;
      else next();
    },
  };
}
