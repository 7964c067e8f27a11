import { MalformedFrame } from '../../schema/frames/frameReader.js';
import { readPlain } from '../entry/body/plain.js';
import { wordsOf } from '../entry/body/words.js';
import { keyOf, type Prepared } from '../entry/encode.js';
import type { SealedEnvelope } from '../entry/envelope.js';
import { readWaitingHeader } from '../entry/header.js';
import type { ReadBody } from '../types.js';
import { lengthSize, messageKinds } from './messages.js';

const sendings = ['NEW', 'AGAIN', 'GIVEN_UP'] as const;

/**
 * Why an entry is sent: for the first time, or once more, since who wrote the log may have ended before its receipt: then it is
 * looked for first. `GIVEN_UP`: only looked for, since its caller was told that there is none.
 */
export type Sending = (typeof sendings)[number];

/** An entry on its way to the process that writes the log. */
export interface SentEntry {
  /** By which its sender knows it. */
  readonly number: number;
  readonly sending: Sending;
  readonly prepared: Prepared;
  /** Envelopes that its sender does not know to be stored; the entry follows them. */
  readonly envelopes: readonly SealedEnvelope[];
}

/*
 * A frame: kind, why it is sent (one byte each), number (6), lengths of header and body (4 each); header (JSON), body, and for each
 * envelope its digest and the length of what follows (4), sealed.
 */
const headSize = 16;
const sendingAt = lengthSize + 1;
const digestSize = 16;

/** An entry as a frame. */
export function writeEntry(
  number: number,
  { header, plain }: Pick<Prepared, 'header' | 'plain'>,
  envelopes: readonly SealedEnvelope[],
): Buffer {
  const headerText = JSON.stringify(header);
  const headerSize = Buffer.byteLength(headerText);
  const added = envelopes.length === 0 ? empty : Buffer.concat(envelopes.flatMap(partsOf));
  const length = headSize + headerSize + plain.bytes.length + added.length;
  const frame = Buffer.allocUnsafe(lengthSize + length);
  frame.writeUInt32BE(length, 0);
  frame[lengthSize] = messageKinds.entry;
  frame[sendingAt] = 0;
  frame.writeUIntBE(number, lengthSize + 2, 6);
  frame.writeUInt32BE(headerSize, lengthSize + 8);
  frame.writeUInt32BE(plain.bytes.length, lengthSize + 12);
  const plainAt = lengthSize + headSize + headerSize;
  frame.write(headerText, lengthSize + headSize, 'utf8');
  frame.set(plain.bytes, plainAt);
  frame.set(added, plainAt + plain.bytes.length);
  return frame;
}

/** Notes in the frame of an entry why it is sent. */
export function markSending(frame: Buffer, sending: Sending): void {
  frame[sendingAt] = sendings.indexOf(sending);
}

/**
 * Reads an entry. Its sender is believed in what it says of a look, and in nothing that would spoil the log for others: header and body
 * have the one form in which they are read again, and it is no act about the log.
 *
 * @throws MalformedFrame
 */
export function readEntry(frame: Buffer): SentEntry {
  if (frame.length < headSize) throw new MalformedFrame('an entry that is cut short');
  const sending = sendings[frame[1] as number];
  const headerEnd = headSize + frame.readUInt32BE(8);
  const plainEnd = headerEnd + frame.readUInt32BE(12);
  if (sending === undefined || plainEnd > frame.length) throw new MalformedFrame('an entry without its form');
  const header = readWaitingHeader(frame.toString('utf8', headSize, headerEnd));
  const bytes = frame.subarray(headerEnd, plainEnd);
  const read = readPlain(bytes);
  if (!header || !read) throw new MalformedFrame('an entry whose header or body has not its form');
  const { body, ids } = read;
  if (!isFindable(body)) throw new MalformedFrame('an entry that could not be found by what it names');
  const prepared = { header, subject: body.subject, body, plain: { bytes, ids }, key: keyOf(header) };
  return { number: frame.readUIntBE(2, 6), sending, prepared, envelopes: readEnvelopes(frame.subarray(plainEnd)) };
}

/** True if asker and tokens can be made of a body. */
function isFindable(body: ReadBody): boolean {
  const { subject } = body;
  try {
    return (
      (subject === null || typeof subject === 'string') && wordsOf(body).every(([, text]) => typeof text === 'string')
    );
  } catch {
    // Not a list, or nothing at all, where there should be one.
    return false;
  }
}

function partsOf({ digest, sealed }: SealedEnvelope): readonly Uint8Array[] {
  const size = Buffer.alloc(4);
  size.writeUInt32BE(sealed.length);
  return [digest, size, sealed];
}

function readEnvelopes(bytes: Buffer): readonly SealedEnvelope[] {
  const envelopes: SealedEnvelope[] = [];
  for (let at = 0; at < bytes.length; ) {
    const sealedAt = at + digestSize + 4;
    const end = sealedAt <= bytes.length ? sealedAt + bytes.readUInt32BE(at + digestSize) : sealedAt;
    if (end > bytes.length) throw new MalformedFrame('an entry with an envelope that is cut short');
    envelopes.push({ digest: bytes.subarray(at, at + digestSize), sealed: bytes.subarray(sealedAt, end) });
    at = end;
  }
  return envelopes;
}

const empty = Buffer.alloc(0);
