import { connect, type Socket } from 'node:net';
import { FrameReader, joined, MalformedFrame } from '../../schema/frames/frameReader.js';
import { lengthSize, maxFrame, type Note, writeNote } from './messages.js';
import type { LogSocket } from './sendingOptions.js';

/** Shortest and longest pause before another attempt to connect, milliseconds. */
const shortestPause = 10;
const longestPause = 50;

/** What a socket is opened with. */
export interface WriterSocketOptions extends LogSocket {
  /** What is sent first over each new connection. */
  onConnected(): readonly Buffer[];
  onFrame(frame: Buffer): void;
  onLost(): void;
}

/**
 * The connection to the process that writes the log, made again whenever it is lost. What is ready in one turn of the event loop is
 * sent in one write; what is sent while there is no connection is dropped: `onConnected` says it again.
 */
export class WriterSocket {
  readonly #options: WriterSocketOptions;
  #socket: Socket | null = null;
  #isConnected = false;
  #isClosed = false;
  #pauseMs = shortestPause;
  #outgoing: Buffer[] = [];
  #timer: NodeJS.Timeout | null = null;

  constructor(options: WriterSocketOptions) {
    this.#options = options;
    this.#connect();
  }

  get isConnected(): boolean {
    return this.#isConnected;
  }

  /** Sends a frame with all others of this turn. */
  send(frame: Buffer): void {
    if (!this.#isConnected) return;
    if (this.#outgoing.push(frame) === 1) setImmediate(() => this.#flush());
  }

  /** Ends the connection; what was sent is still delivered. */
  close(): void {
    this.#isClosed = true;
    if (this.#timer) clearTimeout(this.#timer);
    this.#flush();
    this.#socket?.end();
  }

  #connect(): void {
    this.#timer = null;
    const { path, secret, onConnected, onFrame, onLost } = this.#options;
    const socket = connect(path);
    const reader = new FrameReader(lengthSize, maxFrame, (_head, payload) => onFrame(joined(payload)));
    this.#socket = socket;
    socket.on('connect', () => {
      this.#isConnected = true;
      this.#pauseMs = shortestPause;
      const hello: Note = { type: 'hello', secret };
      socket.write(Buffer.concat([writeNote(hello), ...onConnected()]));
    });
    socket.on('data', (chunk) => {
      try {
        reader.push(chunk);
      } catch (error) {
        if (!(error instanceof MalformedFrame)) throw error;
        socket.destroy();
      }
    });
    // Its `close` follows.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      const wasConnected = this.#isConnected;
      this.#isConnected = false;
      this.#outgoing = [];
      if (wasConnected) onLost();
      if (this.#isClosed) return;
      this.#timer = setTimeout(() => this.#connect(), this.#pauseMs);
      this.#pauseMs = Math.min(longestPause, this.#pauseMs * 2);
    });
  }

  #flush(): void {
    const [only, ...more] = this.#outgoing;
    this.#outgoing = [];
    if (only && this.#isConnected) this.#socket?.write(more.length === 0 ? only : Buffer.concat([only, ...more]));
  }
}
