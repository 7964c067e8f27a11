import { constants } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { isatty } from 'node:tty';
import { explain } from './explain.js';

/** How long a command's work may take to fail once its database is closed, ms. */
const UNWINDING_MS = 1000;

/** How long closing may take before the process ends regardless, ms. */
export const LAST_RESORT_MS = 10_000;

/** What a process opened, closed in reverse order: on a signal, or when opening the next thing fails. */
export class Lifecycle {
  readonly #opened: { readonly name: string; close(): Promise<unknown> }[] = [];
  readonly #ending = new AbortController();
  #closing: Promise<void> | undefined;
  #fail: (error: unknown) => void = () => undefined;
  /** Rejects as soon as a promise of `endsWith` does; never resolves. */
  readonly failed: Promise<never>;
  /** What SIGHUP does instead of ending, unless the terminal is gone; set while opening. */
  onHangUp: (() => void) | undefined;

  constructor() {
    this.failed = new Promise((_, reject) => {
      this.#fail = reject;
    });
    this.failed.catch(() => undefined);
  }

  /** Ends the server when the promise rejects: everything is closed, and its error thrown. */
  endsWith(failed: Promise<never>): void {
    failed.catch((error: unknown) => this.#fail(error));
  }

  /** Registers how to close what was just opened. What is opened after the end is closed at once. */
  add(name: string, close: () => Promise<unknown>): void {
    this.#opened.push({ name, close });
    if (this.#closing) this.#closing = this.#closing.then(() => this.#closeAll());
  }

  /** Aborted when closing begins, for background work. */
  get ending(): AbortSignal {
    return this.#ending.signal;
  }

  /** Closes everything, last opened first. A failure does not keep the others open. */
  close(): Promise<void> {
    this.#ending.abort();
    this.#closing ??= this.#closeAll();
    return this.#closing;
  }

  async #closeAll(): Promise<void> {
    for (const { name, close } of this.#opened.splice(0).reverse()) {
      await close().catch((error: unknown) => console.error(`portcullis: closing the ${name}: ${explain(error)}`));
    }
  }
}

/** Opens what a server needs; where that fails, closes what was opened before. */
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

/**
 * Opens a server and serves until a signal comes, even while it opens; then closes everything.
 *
 * @param opening.open its error is thrown once everything opened before is closed
 * @param opening.announce says that it serves
 * @throws what a promise of `endsWith` rejected with
 */
export async function serveUntilSignal<Opened>(opening: {
  readonly open: (lifecycle: Lifecycle) => Promise<Opened>;
  readonly announce: (opened: Opened) => unknown;
}): Promise<void> {
  const lifecycle = new Lifecycle();
  const ended = Promise.race([signalled(lifecycle), lifecycle.failed]);
  let hasEnded = false;
  const serving = opening.open(lifecycle).then(async (opened) => {
    if (!hasEnded) await opening.announce(opened);
  });
  try {
    await Promise.race([ended, serving.then(() => ended)]);
  } finally {
    hasEnded = true;
    setTimeout(() => process.exit(1), LAST_RESORT_MS).unref();
    await lifecycle.close();
    // What is still opening fails at its next step, or is closed as soon as it is open.
    await serving.catch(() => undefined);
    await lifecycle.close();
  }
}

const commandEnds = new AbortController();

/** Aborted once a signal ends the command of this process: what waits meanwhile says nothing more. */
export const commandEnding: AbortSignal = commandEnds.signal;

const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Opens what a command needs, does its work, and closes everything. A signal ends it with 128 plus its number, as any process,
 * but only once everything is closed; work under way fails then.
 *
 * @param command.signals those that end it; none where the work listens itself
 */
export async function workUntilSignal<Opened, T>(command: {
  readonly open: (lifecycle: Lifecycle) => Promise<Opened>;
  readonly work: (opened: Opened) => Promise<T>;
  readonly signals?: readonly (typeof endings)[number][];
}): Promise<T> {
  const lifecycle = new Lifecycle();
  const opening = command.open(lifecycle);
  let isEnding = false;
  const working = opening.then(async (opened) =>
    isEnding ? await new Promise<never>(() => undefined) : await command.work(opened),
  );
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (isEnding) return;
    isEnding = true;
    commandEnds.abort();
    const exit = () => process.exit(128 + constants.signals[signal]);
    console.error(`portcullis: ended by ${signal}`);
    setTimeout(exit, LAST_RESORT_MS).unref();
    process.on('unhandledRejection', () => undefined);
    await lifecycle.close();
    await opening.catch(() => undefined);
    await lifecycle.close();
    await Promise.race([working.catch(() => undefined), delay(UNWINDING_MS)]);
    exit();
  };
  const { signals = endings } = command;
  for (const signal of signals) process.on(signal, end);
  try {
    return await working;
  } finally {
    // Why wait: `end` is about to exit the process.
    if (isEnding) await new Promise<never>(() => undefined);
    for (const signal of signals) process.off(signal, end);
    await lifecycle.close();
  }
}

/**
 * Resolves when a signal has come.
 *
 * Why the listeners stay: npm forwards the signal that the terminal has already sent us, and the second one must not end
 * the process while the database stops.
 */
function signalled(lifecycle: Lifecycle): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve());
    process.on('SIGHUP', () => (isTerminalGone() ? resolve : (lifecycle.onHangUp ?? resolve))());
  });
}

/** Standard streams that were a terminal when this process began. */
const terminals = [0, 1, 2].filter((stream) => isatty(stream));

/** Tells SIGHUP of a closed terminal, which sends it when it is gone, from one sent by hand (`kill -HUP`). */
function isTerminalGone(): boolean {
  return terminals.some((stream) => !isatty(stream));
}
