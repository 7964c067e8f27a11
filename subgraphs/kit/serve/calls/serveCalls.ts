import type { Duplex } from 'node:stream';
import { joined } from '../../../../schema/frames/frameReader.js';
import { Cancellation, type CancelSignal } from '../../../../storage/pool/cancellation.js';
import type { CallAnswer } from '../call.js';
import { batchedWrites } from './batchedWrites.js';
import {
  CALL,
  CANCEL,
  type CallHead,
  callsProtocol,
  type Frame,
  frameOf,
  LAST,
  MAX_CALL_BYTES,
  MAX_CALLS,
  MAX_PIECE_BYTES,
  PIECE,
  readCallHead,
  readCalls,
} from './frames.js';

/** Answers a call by itself; it rejects where nobody waits for its answer any more. */
export type AnswerCall = (head: CallHead, body: Buffer, signal: CancelSignal) => Promise<CallAnswer>;

/** Bytes that wait to leave, above which the next piece of an answer waits as well. */
const MAX_UNSENT = 1024 * 1024;

/** How long a gateway may take to read what was left for it, ms. */
const LAST_BYTES_MS = 2_000;

/**
 * Upgrades a connection and answers its calls, each as soon as it is ready. Calls share nothing but the wire: each is verified and
 * executed as if it had come alone. A gateway that breaks the protocol loses the connection.
 *
 * @returns what closes it: calls under way are answered, new ones get 503
 */
export function serveCalls(socket: Duplex, answer: AnswerCall): () => void {
  /** The calls under way, each at `number % MAX_CALLS`. */
  const running: (RunningCall | undefined)[] = Array(MAX_CALLS).fill(undefined);
  let count = 0;
  let isClosing = false;
  /** Answers that wait for others to leave. Why not a listener each: Node.js warns of more than ten. */
  const held: (() => void)[] = [];
  const release = (): void => {
    for (const goOn of held.splice(0)) goOn();
  };
  const write = batchedWrites(socket);

  const finish = (): void => {
    socket.end();
    // A gateway that hangs would keep its source from ending.
    setTimeout(() => socket.destroy(), LAST_BYTES_MS).unref();
  };

  const end = (call: RunningCall): void => {
    const place = call.number % MAX_CALLS;
    if (running[place] !== call) return;
    running[place] = undefined;
    count -= 1;
    if (isClosing && count === 0) finish();
  };

  const begin = async (number: number, head: CallHead, body: Buffer): Promise<void> => {
    const call = new RunningCall(number);
    running[number % MAX_CALLS] = call;
    count += 1;
    try {
      const { status, bytes } = await answer(head, body, call);
      for (let at = 0; !call.aborted; at += MAX_PIECE_BYTES) {
        const piece = bytes.subarray(at, at + MAX_PIECE_BYTES);
        const isLast = at + piece.length === bytes.length;
        write(frameOf(isLast ? LAST : PIECE, number, status, piece.length));
        write(piece);
        if (isLast) break;
        if (socket.writableLength > MAX_UNSENT) await new Promise<void>((resolve) => held.push(resolve));
      }
    } catch {
      // Cancelled: nobody waits for it.
    } finally {
      end(call);
    }
  };

  const receive = ({ kind, call, detail, payload }: Frame): void => {
    const known = running[call % MAX_CALLS];
    if (kind === CANCEL) {
      if (known?.number !== call) return;
      known.abort(new Error('cancelled'));
      end(known);
      return;
    }
    const bytes = joined(payload);
    if (kind !== CALL || known || detail > bytes.length) throw new RangeError('not a call');
    if (!isClosing) void begin(call, readCallHead(bytes.toString('latin1', 0, detail)), bytes.subarray(detail));
    // Why not after the end: a write would destroy what has not left. The call is lost with the connection, and asked again.
    else if (!socket.writableEnded) write(frameOf(LAST, call, 503, 0));
  };

  const reader = readCalls(MAX_CALL_BYTES, receive);
  socket.write(`HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: ${callsProtocol}\r\n\r\n`);
  socket.on('data', (chunk: Buffer) => {
    try {
      reader.push(chunk);
    } catch {
      socket.destroy();
    }
  });
  socket.on('drain', release);
  socket.on('error', () => socket.destroy());
  // A server's socket stays open for writing; but who has closed reads no answer.
  socket.on('end', () => socket.destroy());
  socket.once('close', () => {
    for (const call of running) call?.abort(new Error('connection closed'));
    release();
  });
  return () => {
    isClosing = true;
    if (count === 0) finish();
  };
}

class RunningCall extends Cancellation {
  constructor(readonly number: number) {
    super();
  }
}
