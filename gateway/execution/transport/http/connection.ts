import { connect as connectPlain, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { AnswerReader, type AnswerSink, MalformedAnswer } from './answerReader.js';

/** Where a source listens. */
export interface Place {
  readonly isEncrypted: boolean;
  readonly host: string;
  readonly port: number;
  readonly connectTimeoutMs: number;
}

/** One request on a connection. */
export interface Asked extends AnswerSink {
  /** True where nobody waits for it any more. */
  readonly isOver: boolean;
  onEnd(): void;
  /** @param reason the system's code, or what was wrong; never an address */
  onBroken(reason: string): void;
}

/** How long a connection rests where the other side does not say how long it keeps one, ms. */
const REST_MS = 4_000;
/** So much sooner than the other side, for its clock and the way there. */
const MARGIN_MS = 2_000;

/**
 * What every connection reads into: the pieces of an answer are copied out before anyone else reads. Why: a memory of its
 * own for each read is what the garbage collector runs for first.
 */
const shared = Buffer.allocUnsafeSlow(65_536);

/** One connection of HTTP/1.1: one request at a time. */
export class Connection {
  readonly #socket: Socket;
  readonly #reader = new AnswerReader();
  readonly #timer: NodeJS.Timeout;
  readonly #free: (connection: Connection) => void;
  #asked: Asked | null = null;
  #goodUntil = 0;
  /** Then it does not keep the process from ending. */
  #isResting = false;

  /**
   * @param free called when it may be used again
   * @param gone called once, when it is over
   */
  constructor(place: Place, free: (connection: Connection) => void, gone: (connection: Connection) => void) {
    this.#free = free;
    this.#socket = this.#connect(place);
    this.#timer = setTimeout(() => this.#break('CONNECT_TIMEOUT'), place.connectTimeoutMs);
    this.#socket.once(place.isEncrypted ? 'secureConnect' : 'connect', () => clearTimeout(this.#timer));
    this.#socket.on('error', (error: { code?: string }) => this.#break(error.code ?? 'SOCKET'));
    this.#socket.once('end', () => this.#closed());
    this.#socket.once('close', () => {
      clearTimeout(this.#timer);
      this.#closed();
      gone(this);
    });
  }

  /** Sends a request; its answer goes to `asked`. */
  send(text: string, asked: Asked): void {
    this.#asked = asked;
    if (this.#isResting) this.#socket.ref();
    this.#isResting = false;
    this.#reader.begin();
    this.#socket.write(text);
  }

  /** Whether the other side is likely to have it open still. */
  get isGood(): boolean {
    return !this.#socket.destroyed && performance.now() < this.#goodUntil;
  }

  /** Ends it, and whatever is on its way. */
  destroy(): void {
    this.#asked = null;
    this.#socket.destroy();
  }

  #connect({ isEncrypted, host, port }: Place): Socket {
    const take = (bytes: Buffer): void => this.#take(bytes);
    if (isEncrypted) {
      const name = isIP(host) === 0 ? { servername: host } : {};
      return connectTls({ host, port, ...name, ALPNProtocols: ['http/1.1'] })
        .on('data', take)
        .setNoDelay(true);
    }
    const callback = (length: number, buffer: Uint8Array): boolean => {
      take((buffer as Buffer).subarray(0, length));
      return true;
    };
    return connectPlain({ host, port, noDelay: true, onread: { buffer: shared, callback } });
  }

  #take(bytes: Buffer): void {
    if (!this.#asked) {
      // Bytes that nobody asked for: what comes next might be taken for another's answer.
      this.destroy();
      return;
    }
    try {
      this.#reader.take(bytes, this.#asked);
      if (this.#reader.isDone) this.#done();
    } catch (error) {
      if (!(error instanceof MalformedAnswer)) throw error;
      this.#break('MALFORMED');
    }
  }

  #done(): void {
    const asked = this.#asked;
    // It was given up meanwhile.
    if (!asked) return;
    this.#asked = null;
    const { isKept, restSeconds } = this.#reader;
    const rest = restSeconds === undefined ? REST_MS : restSeconds * 1000 - MARGIN_MS;
    this.#goodUntil = performance.now() + rest;
    // What is not sent yet would be read as the beginning of the next request.
    if (isKept && rest > 0 && this.#socket.writableLength === 0) {
      this.#isResting = true;
      this.#socket.unref();
      this.#free(this);
    } else this.#socket.destroy();
    asked.onEnd();
  }

  #closed(): void {
    if (this.#asked && this.#reader.endsWithConnection) this.#done();
    else this.#break('CLOSED');
  }

  #break(reason: string): void {
    const asked = this.#asked;
    this.destroy();
    asked?.onBroken(reason);
  }
}
