import { timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { isPortcullisError } from '../../schema/errors.js';
import { FrameReader, joined, MalformedFrame } from '../../schema/frames/frameReader.js';
import type { Prepared } from '../entry/encode.js';
import type { Written } from '../opening/written.js';
import { isConnectionError, type LogReporter } from '../store/pool.js';
import type { Receipt } from '../types.js';
import { keyTaken, unavailable } from '../writer/pending.js';
import { areCounted } from '../writer/refusals.js';
import type { WrittenLog } from '../writer/writtenLog.js';
import { closingForsaken } from './forsaken.js';
import {
  type LogState,
  lengthSize,
  maxFrame,
  messageKinds,
  type Note,
  readNote,
  writeNote,
  writeReceipt,
} from './messages.js';
import type { LogSocket } from './sendingOptions.js';
import { readEntry, type SentEntry } from './sentEntry.js';

/** What the process that writes a log needs to take entries of others. */
export interface ReceivingOptions extends LogSocket {
  readonly log: WrittenLog;
  readonly reporter: LogReporter;
  /** What its senders are told at once and every second. */
  state(): LogState;
}

/** Takes entries while it is open. */
export interface Receiving {
  /** Waits so long for the senders to go, then hangs up: what has no answer they send to the next writer. */
  close(patienceMs: number): Promise<void>;
}

/** The longest frame of one that has not said who it is, bytes, and how long that may take, milliseconds. */
const longestHello = 1024;
const helloMs = 5000;

/** Milliseconds until an entry is looked for again, where the database did not answer. */
const lookAgainMs = 250;

/** Takes entries from the other processes of an instance. */
export async function receiveEntries(options: ReceivingOptions): Promise<Receiving> {
  const senders = new Set<Sender>();
  /** Of senders that are gone, what is not settled yet. */
  const leaving = new Set<Promise<void>>();
  const forsaken = closingForsaken(options.log, options.reporter);
  const server = createServer((socket) => {
    const sender = new Sender(socket, options, async () => void (await Promise.all(leaving)));
    senders.add(sender);
    socket.on('close', () => {
      senders.delete(sender);
      const settled = sender.settled().then(() => {
        leaving.delete(settled);
        forsaken.left();
      });
      leaving.add(settled);
    });
  });
  // A process that was killed leaves it behind.
  rmSync(options.path, { force: true });
  // Why exclusive: a process of a cluster would have its primary listen.
  server.listen({ path: options.path, exclusive: true });
  await once(server, 'listening');
  const everySecond = setInterval(() => {
    for (const sender of senders) sender.tell();
  }, 1000).unref();
  return {
    async close(patienceMs) {
      clearInterval(everySecond);
      forsaken.close();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      await Promise.race([closed, pause(patienceMs, undefined, { ref: false })]);
      for (const sender of senders) sender.end();
    },
  };
}

/** A process that sends entries, as the one that writes them sees it. */
class Sender {
  readonly #socket: Socket;
  readonly #options: ReceivingOptions;
  readonly #othersSettled: () => Promise<void>;
  readonly #reader = new FrameReader(lengthSize, longestHello, (_head, payload) => this.#onFrame(joined(payload)));
  #isKnown = false;
  #outgoing: Buffer[] = [];
  /** Entries without an answer. */
  #pending = 0;
  #onSettled: () => void = () => undefined;

  /** @param othersSettled waits for what was sent over connections that have ended */
  constructor(socket: Socket, options: ReceivingOptions, othersSettled: () => Promise<void>) {
    this.#socket = socket;
    this.#options = options;
    this.#othersSettled = othersSettled;
    const stranger = setTimeout(() => this.#isKnown || socket.destroy(), helloMs).unref();
    socket.on('data', (chunk) => this.#take(chunk));
    // Its `close` follows.
    socket.on('error', () => undefined);
    socket.on('close', () => clearTimeout(stranger));
  }

  /** Resolves once all that it sent is written or refused. */
  async settled(): Promise<void> {
    if (this.#pending === 0) return;
    await new Promise<void>((resolve) => {
      this.#onSettled = resolve;
    });
  }

  /** Tells the state of the log. */
  tell(): void {
    if (this.#isKnown) this.#send(writeNote({ type: 'state', state: this.#options.state() }));
  }

  end(): void {
    this.#flush();
    this.#socket.end();
  }

  #take(chunk: Buffer): void {
    try {
      this.#reader.push(chunk);
    } catch (error) {
      // Why any error: what a sender sends must not end this process. Why not its words: they may quote what was sent.
      const fault = error instanceof MalformedFrame ? error.message : 'what it sent cannot be read';
      this.#options.reporter.error({ fault }, 'a process that sends entries to the audit log was cut off');
      this.#socket.destroy();
    }
  }

  #onFrame(frame: Buffer): void {
    if (!this.#isKnown) this.#meet(readNote(frame));
    else if (frame[0] === messageKinds.entry) void this.#append(readEntry(frame));
    else if (frame[0] === messageKinds.note) this.#onNote(readNote(frame));
    else throw new MalformedFrame('a frame of no known kind');
  }

  #meet(note: Note): void {
    const secret = Buffer.from(this.#options.secret);
    const stated = Buffer.from(note.type === 'hello' && typeof note.secret === 'string' ? note.secret : '');
    if (stated.length !== secret.length || !timingSafeEqual(stated, secret)) throw new MalformedFrame('a stranger');
    this.#isKnown = true;
    this.#reader.maxBytes = maxFrame;
    this.tell();
  }

  #onNote(note: Note): void {
    const { log } = this.#options;
    if (note.type === 'isWritable') {
      void log.writable().then((isWritable) => this.#send(writeNote({ type: 'writable', isWritable })));
    } else if (note.type === 'refusals' && areCounted(note.counted)) {
      for (const each of note.counted) log.addRefused(each);
    } else throw new MalformedFrame('a note that no sender has to tell');
  }

  async #append(sent: SentEntry): Promise<void> {
    const { number } = sent;
    this.#pending += 1;
    try {
      this.#send(writeReceipt(number, await this.#receiptOf(sent)));
    } catch (error) {
      const { code, message } = isPortcullisError(error) ? error : unavailable('It failed.', error);
      this.#send(writeNote({ type: 'refused', number, code, message }));
    }
    this.#pending -= 1;
    if (this.#pending === 0) this.#onSettled();
  }

  async #receiptOf({ sending, prepared, envelopes }: SentEntry): Promise<Receipt> {
    const { log } = this.#options;
    if (sending !== 'NEW') {
      // Why: it may be under way still, over a connection that was lost.
      await this.#othersSettled();
      const written = await this.#lookFor(prepared);
      if (written.is === 'SAME') return written.receipt;
      if (written.is === 'OTHER') throw keyTaken();
      if (sending === 'GIVEN_UP') throw unavailable('It was not written.');
    }
    if (envelopes.length > 0) await log.storeEnvelopes(envelopes);
    return await log.add(prepared);
  }

  /** Looks until the database answers: only what was looked for may be said not to be written. */
  async #lookFor(entry: Prepared): Promise<Written> {
    for (;;) {
      try {
        return await this.#options.log.findWritten(entry);
      } catch (error) {
        if (!isConnectionError(error) || this.#socket.destroyed) throw error;
        await pause(lookAgainMs, undefined, { ref: false });
      }
    }
  }

  /** Sends with all else of this turn. */
  #send(frame: Buffer): void {
    if (this.#outgoing.push(frame) === 1) setImmediate(() => this.#flush());
  }

  #flush(): void {
    const [only, ...more] = this.#outgoing;
    this.#outgoing = [];
    if (only && this.#socket.writable) this.#socket.write(more.length === 0 ? only : Buffer.concat([only, ...more]));
  }
}
