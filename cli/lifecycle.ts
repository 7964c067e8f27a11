import { explain } from './explain.js';

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

  /** Remembers how to close what was just opened. */
  add(name: string, close: () => Promise<unknown>): void {
    this.#opened.push({ name, close });
  }

  /** Closes everything, last opened first. One that fails does not keep the others open. */
  close(): Promise<void> {
    this.#closing ??= this.#closeAll();
    return this.#closing;
  }

  /** Resolves when SIGTERM or SIGINT has come and everything is closed; a second signal ends the process at once. */
  async untilSignal(): Promise<void> {
    await new Promise<void>((resolve) => {
      const stop = (): void => {
        process.once('SIGINT', () => process.exit(130));
        process.once('SIGTERM', () => process.exit(143));
        resolve();
      };
      process.once('SIGINT', stop);
      process.once('SIGTERM', stop);
      // Why: the parent of a server that was started in a terminal is gone when the terminal is.
      process.once('SIGHUP', stop);
    });
    await this.close();
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
