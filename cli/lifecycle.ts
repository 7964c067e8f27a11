import { explain } from './explain.js';

/** Longest time that closing may take before the process ends regardless. */
export const LAST_RESORT_MS = 10_000;

/** Something that was opened and must be closed again. */
export interface Closing {
  readonly name: string;
  close(): Promise<unknown>;
}

/**
 * What a server opened, closed in the opposite order: when a signal comes, or when opening the next thing fails.
 */
export class Lifecycle {
  readonly #opened: Closing[] = [];
  #closing: Promise<void> | undefined;
  readonly #failed: Promise<never>;
  #fail: (error: unknown) => void = () => undefined;

  constructor() {
    this.#failed = new Promise((_, reject) => {
      this.#fail = reject;
    });
    this.#failed.catch(() => undefined);
  }

  /** Ends what serves where the promise rejects: everything is closed, and its error thrown. */
  endsWith(failed: Promise<never>): void {
    failed.catch((error: unknown) => this.#fail(error));
  }

  /** Remembers how to close what was just opened. */
  add(name: string, close: () => Promise<unknown>): void {
    this.#opened.push({ name, close });
  }

  /** Closes everything, last opened first. One that fails does not keep the others open. */
  close(): Promise<void> {
    this.#closing ??= this.#closeAll();
    return this.#closing;
  }

  /**
   * Resolves when a signal has come and everything is closed.
   *
   * Why the listeners stay: npm passes on the signal that the terminal has sent us already; the second one must not end
   * the process while the database is being stopped.
   *
   * @param options.onHangUp what SIGHUP does instead of ending
   * @throws what one of the promises of `endsWith` rejected with
   */
  async untilSignal(options: { readonly onHangUp?: () => void } = {}): Promise<void> {
    const signalled = new Promise<void>((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve());
      process.on('SIGHUP', options.onHangUp ?? (() => resolve()));
    });
    try {
      await Promise.race([signalled, this.#failed]);
    } finally {
      setTimeout(() => process.exit(1), LAST_RESORT_MS).unref();
      await this.close();
    }
  }

  async #closeAll(): Promise<void> {
    for (const { name, close } of this.#opened.reverse()) {
      await close().catch((error: unknown) => console.error(`portcullis: closing the ${name}: ${explain(error)}`));
    }
  }
}

/** Opens what a server needs; where that fails, everything that was opened before is closed again. */
export async function openOrClose<Opened>(
  open: (lifecycle: Lifecycle) => Promise<Opened>,
): Promise<{ lifecycle: Lifecycle; opened: Opened }> {
  const lifecycle = new Lifecycle();
  try {
    return { lifecycle, opened: await open(lifecycle) };
  } catch (error) {
    await lifecycle.close();
    throw error;
  }
}
