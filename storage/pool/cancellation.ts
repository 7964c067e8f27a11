type Listener = (() => void) | { handleEvent(): void };

/** What tells that a request is over. Every `AbortSignal` is one. */
export interface CancelSignal {
  readonly aborted: boolean;
  /** Why; undefined while it is not. */
  readonly reason: unknown;
  addEventListener(type: 'abort', listener: Listener, options?: { readonly once?: boolean }): void;
  removeEventListener(type: 'abort', listener: Listener): void;
}

/**
 * A signal and its trigger in one.
 *
 * Why not `AbortController`: a request makes one for itself and one for each of its fetches, and Node's, an event target
 * with weak references, costs more than many a stage.
 */
export class Cancellation implements CancelSignal {
  #listeners: Listener[] = [];
  aborted = false;
  reason: unknown;

  addEventListener(_type: 'abort', listener: Listener): void {
    if (!this.aborted) this.#listeners.push(listener);
  }

  removeEventListener(_type: 'abort', listener: Listener): void {
    const at = this.#listeners.indexOf(listener);
    if (at >= 0) this.#listeners.splice(at, 1);
  }

  /** Tells all who listen, once. */
  abort(reason: unknown): void {
    if (this.aborted) return;
    this.aborted = true;
    this.reason = reason;
    const listeners = this.#listeners;
    this.#listeners = [];
    for (const listener of listeners) {
      if (typeof listener === 'function') listener();
      else listener.handleEvent();
    }
  }
}

/** A signal that ends with another one, or with a reason of its own after the time that it is given. */
export interface TimeLimit {
  readonly signal: CancelSignal;
  /** Begins to count. */
  start(ms: number): void;
  /** Lets go of the clock and of the other signal. */
  settle(): void;
}

/** A time limit that has not begun; it ends with the outer signal from now on. */
export function timeLimit(outer: CancelSignal | undefined, reason: () => unknown): TimeLimit {
  const signal = new Cancellation();
  const follow = () => signal.abort(outer?.reason);
  let timer: ReturnType<typeof setTimeout> | undefined;
  outer?.addEventListener('abort', follow, { once: true });
  if (outer?.aborted) follow();
  return {
    signal,
    start(ms) {
      timer = setTimeout(() => signal.abort(reason()), ms);
    },
    settle() {
      clearTimeout(timer);
      outer?.removeEventListener('abort', follow);
    },
  };
}
