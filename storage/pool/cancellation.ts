type Listener = (() => void) | { handleEvent(): void };

/** Tells that a request is over. Every `AbortSignal` is one. */
export interface CancelSignal {
  readonly aborted: boolean;
  /** Undefined until aborted. */
  readonly reason: unknown;
  addEventListener(type: 'abort', listener: Listener, options?: { readonly once?: boolean }): void;
  removeEventListener(type: 'abort', listener: Listener): void;
}

/**
 * A signal and its trigger in one.
 *
 * Why not `AbortController`: a request makes one for itself and one for each fetch, and Node's, an event target with weak references,
 * costs more than some pipeline stages.
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

  /** Notifies all listeners, once. */
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

/** A signal that aborts with another one, or with its own reason after some time. */
export interface TimeLimit {
  readonly signal: CancelSignal;
  /** Starts the clock. */
  start(ms: number): void;
  /** Releases the clock and the other signal. */
  settle(): void;
}

/** A time limit whose clock has not started; it follows the outer signal from now on. */
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
