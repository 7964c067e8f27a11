import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import type { CancelSignal } from '../../../../storage/pool/cancellation.js';
import { AnswerBytes } from '../answerBytes.js';
import { ConnectionFailure, codeOf, tooLarge } from './failure.js';

/** An HTTP answer with its whole body, as received: only its size was checked. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: AnswerBytes;
}

/**
 * One request and its answer on a pool, by undici's `dispatch`: no stream, no promise for each chunk (measured: 15
 * microseconds of CPU a call; `request` takes 19, Node's `fetch` 150).
 *
 * @param maxBytes of the body as received; beyond it the request is aborted
 * @param signal aborts the request
 * @throws SourceFailure, or the signal's reason
 */
export function roundTrip(
  pool: Dispatcher,
  request: Dispatcher.DispatchOptions,
  maxBytes: number,
  signal: CancelSignal,
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    pool.dispatch(request, new RoundTrip(resolve, reject, maxBytes, signal));
  });
}

class RoundTrip implements Dispatcher.DispatchHandler {
  private controller: Dispatcher.DispatchController | undefined;
  private status = 0;
  private headers: IncomingHttpHeaders = {};
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

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    // Given up while it waited for its connection.
    if (this.settled) controller.abort(new Error('given up'));
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    if (status < 200) return;
    this.status = status;
    this.headers = headers;
    if (Number(headers['content-length']) > this.maxBytes) this.fail(tooLarge());
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.size += chunk.length;
    if (this.size > this.maxBytes) this.fail(tooLarge());
    else this.chunks.push(chunk);
  }

  onResponseEnd(): void {
    if (!this.settle()) return;
    this.resolve({ status: this.status, headers: this.headers, body: new AnswerBytes([...this.chunks], this.status) });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.fail(new ConnectionFailure(codeOf(error), this.status > 0));
  }

  private fail(reason: unknown): void {
    if (!this.settle()) return;
    this.chunks.length = 0;
    this.reject(reason);
    // Stops the source's work on an answer that nobody waits for.
    this.controller?.abort(new Error('given up'));
  }

  /** Whether this call ended the round trip. */
  private settle(): boolean {
    if (this.settled) return false;
    this.settled = true;
    this.signal.removeEventListener('abort', this);
    return true;
  }
}
