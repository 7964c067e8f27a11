import { MalformedFrame } from '../../schema/frames/frameReader.js';
import type { Receipt } from '../types.js';
import type { CountedRefusals } from '../writer/refusals.js';

/** Bytes before a frame that say how long it is. */
export const lengthSize = 4;

/** The longest frame, bytes: an entry that names a million records is shorter. */
export const maxFrame = 64 * 1024 * 1024;

/** The first byte of a frame. */
export const messageKinds = { entry: 1, receipt: 2, note: 3 } as const;

/** What a log says of itself, beside its receipts. */
export interface LogState {
  readonly isWitnessed: boolean;
  readonly areLogsWhole: boolean;
}

/** What is said in JSON: everything but entries and receipts, of which there are many. */
export type Note =
  /** The first one of a sender. */
  | { readonly type: 'hello'; readonly secret: string }
  | { readonly type: 'refusals'; readonly counted: readonly CountedRefusals[] }
  | { readonly type: 'isWritable' }
  | { readonly type: 'writable'; readonly isWritable: boolean }
  | { readonly type: 'refused'; readonly number: number; readonly code: string; readonly message: string }
  | { readonly type: 'state'; readonly state: LogState };

/** A note as a frame. */
export function writeNote(note: Note): Buffer {
  const text = JSON.stringify(note);
  const length = 1 + Buffer.byteLength(text);
  const frame = Buffer.allocUnsafe(lengthSize + length);
  frame.writeUInt32BE(length, 0);
  frame[lengthSize] = messageKinds.note;
  frame.write(text, lengthSize + 1, 'utf8');
  return frame;
}

/** Reads a note. @throws MalformedFrame if it is none */
export function readNote(frame: Buffer): Note {
  try {
    const note: unknown = JSON.parse(frame.toString('utf8', 1));
    if (typeof note === 'object' && note !== null && 'type' in note) return note as Note;
  } catch {
    // Said below.
  }
  throw new MalformedFrame('a note that is none');
}

const receiptSize = 1 + 6 + 6 + 32;

/** An entry's receipt as a frame: the sender's number, the place, the leaf hash. */
export function writeReceipt(number: number, { index, leafHash }: Receipt): Buffer {
  const frame = Buffer.allocUnsafe(lengthSize + receiptSize);
  frame.writeUInt32BE(receiptSize, 0);
  frame[lengthSize] = messageKinds.receipt;
  frame.writeUIntBE(number, lengthSize + 1, 6);
  frame.writeUIntBE(index, lengthSize + 7, 6);
  frame.write(leafHash, lengthSize + 13, 32, 'hex');
  return frame;
}

/** Reads a receipt. @throws MalformedFrame if it is none */
export function readReceipt(frame: Buffer): Omit<Receipt, 'log'> & { readonly number: number } {
  if (frame.length !== receiptSize) throw new MalformedFrame('a receipt that is none');
  return { number: frame.readUIntBE(1, 6), index: frame.readUIntBE(7, 6), leafHash: frame.toString('hex', 13) };
}
