import type { Duplex } from 'node:stream';
import type { CancelSignal } from '../../../../storage/pool/cancellation.js';
import { batchedWrites } from '../../../../subgraphs/kit/serve/calls/batchedWrites.js';
import {
  CANCEL,
  type CallHead,
  callFrame,
  type Frame,
  frameOf,
  LAST,
  MAX_CALLS,
  MAX_PIECE_BYTES,
  PIECE,
  readCalls,
} from '../../../../subgraphs/kit/serve/calls/frames.js';
import { AnswerBytes } from '../answerBytes.js';
import { SourceFailure } from '../sourceClient.js';
import { ConnectionFailure, codeOf, tooLarge } from './failure.js';
import type { RawAnswer } from './roundTrip.js';

/** Bytes that wait to leave, above which a call goes elsewhere. */
const MAX_UNSENT = 1024 * 1024;

/** What a source answers by this protocol. */
const headers = { 'content-type': 'application/json' };

/**
 * A connection to a source on which calls go side by side: what is ready in the same turn leaves in one write, and each
 * is answered when it is ready. A call that is given up is told to the source, and ends no other.
 */
export class CallConnection {
  /** The calls that wait for their answer, each at `number % MAX_CALLS`. Why no map: one that is rehashed while it lives keeps what it held. */
  readonly #waiting: (WaitingCall | undefined)[] = Array(MAX_CALLS).fill(undefined);
  readonly #write: (bytes: Uint8Array) => void;
  #count = 0;
  #last = 0;
  /** Chunks that have come. */
  #heard = 0;
  /** Whether it takes calls; once it does not, the last of those under way closes it. */
  #isOpen = true;

  /** @param maxBytes of an answer */
  constructor(
    private readonly socket: Duplex,
    private readonly maxBytes: number,
  ) {
    this.#write = batchedWrites(socket);
    const reader = readCalls(MAX_PIECE_BYTES, (frame) => this.#receive(frame));
    socket.on('data', (chunk: Buffer) => {
      this.#heard += 1;
      try {
        reader.push(chunk);
      } catch {
        this.#end(() => new SourceFailure('SOURCE_PROTOCOL_ERROR', 'malformed frame'));
      }
    });
    socket.on('error', (error) => this.#break(codeOf(error)));
    socket.on('end', () => this.#break('UND_ERR_SOCKET'));
    socket.on('close', () => this.#break('UND_ERR_SOCKET'));
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /**
   * Sends a call. Null where it has to go on a connection of its own: it is large, or many are under way.
   *
   * @throws SourceFailure, or the signal's reason
   */
  ask(head: CallHead, body: string, signal: CancelSignal): Promise<RawAnswer> | null {
    if (!this.#isOpen || this.#count === MAX_CALLS || this.socket.writableLength > MAX_UNSENT) return null;
    const number = this.#nextNumber();
    const frame = callFrame(number, head, body);
    if (!frame) return null;
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      this.#waiting[number % MAX_CALLS] = new WaitingCall(
        { number, signal, resolve, reject, heard: this.#heard },
        this,
      );
      this.#count += 1;
      this.#write(frame);
    });
  }

  /** Ends a call that nobody waits for any more. */
  giveUp(call: WaitingCall, reason: unknown): void {
    const isLate = reason instanceof SourceFailure && reason.code === 'SOURCE_TIMEOUT';
    // Nothing has come since it was sent: the connection may be dead without having been closed. Why the others stay: their source may
    // only be slow, and asking it again would make it slower.
    if (isLate && call.parts.heard === this.#heard) this.#isOpen = false;
    if (!this.#settle(call)) return;
    call.parts.reject(reason);
    this.#write(frameOf(CANCEL, call.parts.number, 0, 0));
  }

  close(): void {
    this.#break('UND_ERR_SOCKET');
  }

  /** The next number whose place is free: a slow call keeps its own. */
  #nextNumber(): number {
    do this.#last = (this.#last + 1) >>> 0;
    while (this.#waiting[this.#last % MAX_CALLS]);
    return this.#last;
  }

  #receive({ kind, call: number, detail: status, payload }: Frame): void {
    if ((kind !== PIECE && kind !== LAST) || status < 200 || status > 599) throw new RangeError('not an answer');
    const call = this.#waiting[number % MAX_CALLS];
    // It was given up while its answer was on the way.
    if (call?.parts.number !== number) return;
    for (const chunk of payload) {
      call.size += chunk.length;
      call.chunks.push(chunk);
    }
    if (call.size > this.maxBytes) this.giveUp(call, tooLarge());
    else if (kind === LAST && this.#settle(call))
      call.parts.resolve({ status, headers, body: new AnswerBytes(call.chunks, status) });
  }

  #settle(call: WaitingCall): boolean {
    const place = call.parts.number % MAX_CALLS;
    if (this.#waiting[place] !== call) return false;
    this.#waiting[place] = undefined;
    this.#count -= 1;
    call.parts.signal.removeEventListener('abort', call);
    if (!this.#isOpen && this.#count === 0) this.socket.destroy();
    return true;
  }

  #break(code: string): void {
    this.#end(({ size }) => new ConnectionFailure(code, size > 0));
  }

  /** Fails each call that waits. */
  #end(failureOf: (call: WaitingCall) => SourceFailure): void {
    this.#isOpen = false;
    this.socket.destroy();
    for (const call of this.#waiting) if (call && this.#settle(call)) call.parts.reject(failureOf(call));
  }
}

interface CallParts {
  readonly number: number;
  readonly signal: CancelSignal;
  readonly resolve: (answer: RawAnswer) => void;
  readonly reject: (reason: unknown) => void;
  /** Chunks that had come when it was sent. */
  readonly heard: number;
}

/** A call that waits for its answer; the listener of its signal. */
class WaitingCall {
  readonly chunks: Buffer[] = [];
  size = 0;

  constructor(
    readonly parts: CallParts,
    private readonly connection: CallConnection,
  ) {
    parts.signal.addEventListener('abort', this, { once: true });
  }

  handleEvent(): void {
    this.connection.giveUp(this, this.parts.signal.reason);
  }
}
