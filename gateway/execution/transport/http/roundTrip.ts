import type { CancelSignal } from '../../../../storage/pool/cancellation.js';
import { AnswerBytes } from '../answerBytes.js';
import { SourceFailure } from '../sourceClient.js';
import type { AnswerHeaders } from './answerReader.js';
import type { Asked, Connection } from './connection.js';
import type { Connections } from './connections.js';

/** An HTTP answer with its body whole, as it came: nothing of it is checked but its size. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: AnswerHeaders;
  readonly body: AnswerBytes;
}

/** The connection failed; `answered`: after some of the answer had come, so that the request must have been seen. */
export class ConnectionFailure extends SourceFailure {
  constructor(
    readonly reason: string,
    readonly answered: boolean,
  ) {
    super('SOURCE_UNAVAILABLE', `${answered ? 'connection broke' : 'no connection'}: ${reason}`);
  }
}

/**
 * One request and its answer on a kept connection. No stream, no promise a chunk, no parser between two memories: CPU of a call
 * 18 microseconds where undici's `dispatch` took 32 (docs/decisions/0040).
 *
 * @param text the request as it goes out
 * @param maxBytes of the body as it comes; the request ends on the wire as soon as it is passed
 * @param signal ends the request on the wire
 * @throws SourceFailure, or the signal's reason
 */
export function roundTrip(
  connections: Connections,
  text: string,
  maxBytes: number,
  signal: CancelSignal,
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const call = new RoundTrip(resolve, reject, maxBytes, signal);
    connections.send(text, call, (connection) => call.goesOn(connection));
  });
}

class RoundTrip implements Asked {
  private connection: Connection | undefined;
  private status = 0;
  private headers: AnswerHeaders = {};
  private readonly chunks: Buffer[] = [];
  private size = 0;
  private settled = false;

  constructor(
    private readonly resolve: (answer: RawAnswer) => void,
    private readonly reject: (reason: unknown) => void,
    private readonly maxBytes: number,
    private readonly signal: CancelSignal,
  ) {
    signal.addEventListener('abort', this, { once: true });
  }

  /** The signal's listener. */
  handleEvent(): void {
    this.fail(this.signal.reason);
  }

  get isOver(): boolean {
    return this.settled;
  }

  goesOn(connection: Connection): void {
    this.connection = connection;
  }

  onHead(status: number, headers: AnswerHeaders): void {
    this.status = status;
    this.headers = headers;
    if (Number(headers['content-length']) > this.maxBytes) this.fail(tooLarge());
  }

  onData(piece: Buffer): void {
    if (this.settled) return;
    this.size += piece.length;
    if (this.size > this.maxBytes) this.fail(tooLarge());
    else this.chunks.push(piece);
  }

  onEnd(): void {
    if (!this.settle()) return;
    this.resolve({ status: this.status, headers: this.headers, body: new AnswerBytes(this.chunks, this.status) });
  }

  onBroken(reason: string): void {
    this.fail(new ConnectionFailure(reason, this.status > 0));
  }

  private fail(reason: unknown): void {
    if (!this.settle()) return;
    this.chunks.length = 0;
    this.reject(reason);
    // Why: anyone who no longer waits for an answer must not keep the source working on it.
    this.connection?.destroy();
  }

  /** Whether it was this call that ended the round trip. */
  private settle(): boolean {
    if (this.settled) return false;
    this.settled = true;
    this.signal.removeEventListener('abort', this);
    return true;
  }
}

function tooLarge(): SourceFailure {
  return new SourceFailure('SOURCE_PROTOCOL_ERROR', 'answer too large');
}
