/*
 * What gateway and source send each other on a connection that carries many calls. Each frame is a head of 12 bytes,
 * big-endian, and a payload:
 *
 * length of the payload (4), number of the call (4), kind (2), detail (2)
 *
 * kind    from     detail              payload
 * CALL    gateway  length of the head  the head, then the body
 * CANCEL  gateway  0                   none
 * PIECE   source   HTTP status         the next bytes of the answer
 * LAST    source   HTTP status         its last bytes
 *
 * The head of a call is its assertion, and behind a space its traceparent, where it has one.
 */

import { FrameReader } from '../../../../schema/frames/frameReader.js';
import { readTraceparent } from '../../tracing/traceparent.js';

/** Name of the protocol, in `Upgrade` and in `Portcullis-Upgrade`, by which a source says that it knows it. */
export const callsProtocol = 'portcullis-calls';

/** Header of an answer that says what a connection may be upgraded to. */
export const upgradeHeader = 'Portcullis-Upgrade';

/** Calls that may be under way on one connection; each has the place `number % MAX_CALLS`. */
export const MAX_CALLS = 256;

/** Largest payload of a call, bytes. Why so small: a large body would hold up the calls behind it. */
export const MAX_CALL_BYTES = 256 * 1024;

/** Largest payload of a piece, bytes: once many wait to leave, other answers go out between two of them. */
export const MAX_PIECE_BYTES = 64 * 1024;

/** Kind of frame: a call. */
export const CALL = 1;
/** Kind of frame: a call is given up. */
export const CANCEL = 2;
/** Kind of frame: a piece of an answer, which more follow. */
export const PIECE = 3;
/** Kind of frame: an answer, or its last piece. */
export const LAST = 4;

const HEAD_BYTES = 12;

/** A frame as received. */
export interface Frame {
  readonly kind: number;
  readonly call: number;
  readonly detail: number;
  /** In the pieces in which it came. */
  readonly payload: readonly Buffer[];
}

/** The head of a frame, with room for its payload behind it. */
export function frameOf(kind: number, call: number, detail: number, length: number, room = 0): Buffer {
  const frame = Buffer.allocUnsafe(HEAD_BYTES + room);
  frame.writeUInt32BE(length, 0);
  frame.writeUInt32BE(call, 4);
  frame.writeUInt16BE(kind, 8);
  frame.writeUInt16BE(detail, 10);
  return frame;
}

/** What a call says beside its body. */
export interface CallHead {
  readonly assertion: string;
  /** Not signed: nothing is trusted by it. */
  readonly traceparent?: string | undefined;
}

/** A call, whole; null where it is too large for a connection that it shares. */
export function callFrame(call: number, { assertion, traceparent }: CallHead, body: string): Buffer | null {
  const head = traceparent === undefined ? assertion : `${assertion} ${traceparent}`;
  const length = head.length + Buffer.byteLength(body);
  if (length > MAX_CALL_BYTES || head.length > 0xffff) return null;
  const frame = frameOf(CALL, call, head.length, length, length);
  frame.write(head, HEAD_BYTES, 'latin1');
  frame.write(body, HEAD_BYTES + head.length);
  return frame;
}

/** The head of a call as received. */
export function readCallHead(head: string): CallHead {
  const [assertion = '', ...traceparent] = head.split(' ');
  return { assertion, traceparent: readTraceparent(traceparent) };
}

/** Reads the frames of calls. @param maxBytes of a payload @param onFrame called with each frame in turn */
export function readCalls(maxBytes: number, onFrame: (frame: Frame) => void): FrameReader {
  return new FrameReader(HEAD_BYTES, maxBytes, (head, payload) =>
    onFrame({ kind: head.readUInt16BE(8), call: head.readUInt32BE(4), detail: head.readUInt16BE(10), payload }),
  );
}
