import { constants } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { isatty } from 'node:tty';
import { explain } from './explain.js';

/** How long what a command does may take to fail once its database is gone. */
const UNWINDING_MS = 1000;

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
  readonly #ending = new AbortController();
  #closing: Promise<void> | undefined;
  #fail: (error: unknown) => void = () => undefined;
  /** Rejects with what one of the promises of `endsWith` rejected with; never resolves. */
  readonly failed: Promise<never>;
  /** What SIGHUP does instead of ending, unless it says that the terminal is gone; told while opening. */
  onHangUp: (() => void) | undefined;

  constructor() {
    this.failed = new Promise((_, reject) => {
      this.#fail = reject;
    });
    this.failed.catch(() => undefined);
  }

  /** Ends what serves where the promise rejects: everything is closed, and its error thrown. */
  endsWith(failed: Promise<never>): void {
    failed.catch((error: unknown) => this.#fail(error));
  }

  /** Remembers how to close what was just opened. What is opened after the end is closed at once. */
  add(name: string, close: () => Promise<unknown>): void {
    this.#opened.push({ name, close });
    if (this.#closing) this.#closing = this.#closing.then(() => this.#closeAll());
  }

  /** Aborted when closing begins: for what waits beside. */
  get ending(): AbortSignal {
    return this.#ending.signal;
  }

  /** Closes everything, last opened first. One that fails does not keep the others open. */
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

/**
 * Opens what serves and serves until a signal comes, also one that comes while it opens; then everything is closed.
 *
 * @param opening.open what fails throws, once all that was opened before is closed
 * @param opening.tell says that it serves
 * @throws what one of the promises of `endsWith` rejected with
 */
export async function serveUntilSignal<Opened>(opening: {
  readonly open: (lifecycle: Lifecycle) => Promise<Opened>;
  readonly tell: (opened: Opened) => unknown;
}): Promise<void> {
  const lifecycle = new Lifecycle();
  const ended = Promise.race([signalled(lifecycle), lifecycle.failed]);
  let hasEnded = false;
  const serving = opening.open(lifecycle).then(async (opened) => {
    if (!hasEnded) await opening.tell(opened);
  });
  try {
    await Promise.race([ended, serving.then(() => ended)]);
  } finally {
    hasEnded = true;
    setTimeout(() => process.exit(1), LAST_RESORT_MS).unref();
    await lifecycle.close();
    // What opens still fails at its next step, or is closed as soon as it is open.
    await serving.catch(() => undefined);
    await lifecycle.close();
  }
}

const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Opens what a command works on, and works: then everything is closed. A signal ends it as it would end any process, with
 * 128 and its number, but not before what was opened is closed; what is under way fails with it.
 *
 * @param command.signals none where what works listens by itself
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
    // Why not on: the process ends by itself soon.
    if (isEnding) await new Promise<never>(() => undefined);
    for (const signal of signals) process.off(signal, end);
    await lifecycle.close();
  }
}

/**
 * Resolves when a signal has come.
 *
 * Why the listeners stay: npm passes on the signal that the terminal has sent us already; the second one must not end
 * the process while the database is being stopped.
 */
function signalled(lifecycle: Lifecycle): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve());
    process.on('SIGHUP', () => (isTerminalGone() ? resolve : (lifecycle.onHangUp ?? resolve))());
  });
}

/** Standard streams that were a terminal when this process began. */
const terminals = [0, 1, 2].filter((stream) => isatty(stream));

/**
 * Tells the two senses of SIGHUP apart: one that is sent by hand (`kill -HUP`) leaves the terminal as it is, where there is one; a
 * terminal that is closed sends it when it is gone, to what would else go on unseen.
 */
function isTerminalGone(): boolean {
  return terminals.some((stream) => !isatty(stream));
}
