import { isAscii, isUtf8 } from 'node:buffer';
import { InputDamage } from '../damage.js';
import type { InputFile } from '../inputFile.js';
import { skipBytes } from '../skipBytes.js';
import type { FilePlace, Trail } from '../trail.js';
import { flatten } from './batches.js';
import { createDecodeText } from './decodeText.js';
import { type Encoding, findEncoding } from './encoding.js';
import { assertStated } from './statedEncoding.js';

/** One physical line of a file. */
export interface FileLine {
  /** 1-based. */
  readonly number: number;
  /** Without its line end. Null where it cannot be read: `reason` says why. */
  readonly text: string | null;
  /** Bytes of the file, unpacked, up to and including this line. */
  readonly offset: number;
  /**
   * Null for a line that was read. `line.tooLong`; `encoding.broken`: no text of the file's encoding; `file.truncated`
   * and `file.damaged`: the file ends within or before this line, which is the last.
   */
  readonly reason: string | null;
  /** Bytes of the line, where `text` is null; empty where it is too long to be held. */
  readonly raw: Uint8Array | '';
}

/** How lines are read. */
export interface LineOptions {
  /** A longer line is reported, and never held in memory; 1 MiB by default, which no record of a list reaches. */
  readonly maximumLineBytes?: number;
  /** They begin where it begins; those who make records of them tell it how far they are. */
  readonly trail?: Trail | undefined;
}

const newline = 0x0a;
const carriageReturn = 0x0d;

/**
 * The lines of a text file, in order, streamed: one chunk and one line are in memory. They end by LF, CR LF, or, in a
 * file that has no LF at its beginning, CR. `encoding.ts` says how they are decoded.
 *
 * @throws BAD_USER_INPUT for a file that is not UTF-8 and whose encoding nobody states
 */
export function readLines(file: InputFile, options: LineOptions = {}): AsyncGenerator<FileLine> {
  return flatten(readLineBatches(file, options));
}

/** The same, in batches of the lines of one chunk. */
export async function* readLineBatches(
  file: InputFile,
  { maximumLineBytes = 1 << 20, trail }: LineOptions = {},
): AsyncGenerator<readonly FileLine[]> {
  const head = await file.head();
  const encoding = findEncoding(head, file.encoding);
  assertStated(file, head, encoding);
  const isWide = encoding.name.startsWith('utf-16');
  const { offset, line } = trail?.from ?? { offset: 0, line: 0 };
  const from = { offset: Math.max(offset, encoding.markBytes), line };
  const splitter = createSplitter(encoding, { maximumLineBytes, lineEnd: findLineEnd(head, encoding), from });
  const bytes = offset > 0 ? file.bytes(offset) : skipBytes(file.bytes(), encoding.markBytes);
  try {
    for await (const chunk of isWide ? inPairs(bytes) : bytes) {
      const lines = splitter.feed(chunk);
      if (lines.length > 0) yield lines;
    }
  } catch (error) {
    if (!(error instanceof InputDamage)) throw error;
    yield [splitter.breakOff(error.reason)];
    return;
  }
  yield splitter.end();
}

interface LineEnd {
  readonly bytes: number;
  /** The end of a line from a place on; -1 where there is none. */
  find(chunk: Buffer, from: number): number;
}

function findLineEnd(head: Buffer, encoding: Encoding): LineEnd {
  const decoded = encoding.name.startsWith('utf-16') ? head.filter((byte) => byte !== 0) : head;
  // Why not the last byte: the LF of a CR LF may come after it.
  const isMac = decoded.indexOf(newline) === -1 && decoded.subarray(0, -1).includes(carriageReturn);
  const byte = isMac ? carriageReturn : newline;
  if (!encoding.name.startsWith('utf-16')) return { bytes: 1, find: (chunk, from) => chunk.indexOf(byte, from) };
  const pair = Buffer.from(encoding.name === 'utf-16le' ? [byte, 0] : [0, byte]);
  return {
    bytes: 2,
    find: (chunk, from) => {
      let at = chunk.indexOf(pair, from);
      while (at % 2 === 1) at = chunk.indexOf(pair, at + 1);
      return at;
    },
  };
}

interface Splitter {
  feed(chunk: Buffer): FileLine[];
  /** What is left, as a line. */
  end(): FileLine[];
  /** What is left, as the defect of a file that ends early. */
  breakOff(reason: string): FileLine;
}

interface SplitterOptions {
  readonly maximumLineBytes: number;
  readonly lineEnd: LineEnd;
  readonly from: FilePlace;
}

function createSplitter(encoding: Encoding, { maximumLineBytes, lineEnd, from }: SplitterOptions): Splitter {
  const decode = createDecodeText(encoding);
  const findPlain = createFindPlain(encoding);
  const { bytes: endBytes } = lineEnd;
  let number = from.line;
  let { offset } = from;
  /** The beginning of a line that goes on in the next chunk. */
  let held: Buffer[] = [];
  let heldBytes = 0;

  const hold = (piece: Buffer): void => {
    heldBytes += piece.length;
    if (heldBytes > maximumLineBytes) held = [];
    else held.push(piece);
  };
  /** @param content bytes of the line; more than `bytes` where they were not held */
  const toLine = (bytes: Buffer, content: number, end: number): FileLine => {
    number += 1;
    offset += content + end;
    const reason = bytes.length < content ? 'line.tooLong' : null;
    const text = reason ? null : decode(bytes);
    if (text !== null) return { number, text: withoutReturn(text), offset, reason, raw: '' };
    return { number, text, offset, reason: reason ?? 'encoding.broken', raw: reason ? '' : Buffer.from(bytes) };
  };
  const takeHeld = (end: number): FileLine => {
    const line = toLine(Buffer.concat(held), heldBytes, end);
    held = [];
    heldBytes = 0;
    return line;
  };
  return {
    feed: (chunk) => {
      const lines: FileLine[] = [];
      let start = 0;
      let end = lineEnd.find(chunk, 0);
      if (end !== -1 && heldBytes > 0) {
        hold(chunk.subarray(0, end));
        lines.push(takeHeld(endBytes));
        start = end + endBytes;
        end = lineEnd.find(chunk, start);
      }
      const plain = end === -1 ? null : findPlain(chunk.subarray(start, chunk.lastIndexOf(newline)));
      for (; end !== -1; end = lineEnd.find(chunk, start)) {
        const content = end - start;
        if (content > maximumLineBytes) lines.push(toLine(none, content, endBytes));
        else if (plain === null) lines.push(toLine(chunk.subarray(start, end), content, endBytes));
        else {
          number += 1;
          offset += content + endBytes;
          const last = end > start && chunk[end - 1] === carriageReturn ? end - 1 : end;
          lines.push({ number, text: chunk.toString(plain, start, last), offset, reason: null, raw: '' });
        }
        start = end + endBytes;
      }
      if (start < chunk.length) hold(chunk.subarray(start));
      return lines;
    },
    end: () => (heldBytes > 0 ? [takeHeld(0)] : []),
    breakOff: (reason) => {
      const raw = Buffer.concat(held);
      return { ...takeHeld(0), text: null, reason, raw };
    },
  };
}

const none = Buffer.alloc(0);

/** How all lines of a chunk may be decoded at once, without a check of each; null where they may not. */
function createFindPlain({ name }: Encoding): (lines: Buffer) => 'latin1' | 'utf8' | null {
  const isAsciiBased = !name.startsWith('utf-16') && name !== 'iso-2022-jp';
  return (lines) => {
    if (isAsciiBased && isAscii(lines)) return 'latin1';
    return name === 'utf-8' && isUtf8(lines) ? 'utf8' : null;
  };
}

function withoutReturn(text: string): string {
  return text.charCodeAt(text.length - 1) === carriageReturn ? text.slice(0, -1) : text;
}

/** Chunks of an even number of bytes, so that no pair is split; a last odd byte comes by itself. */
async function* inPairs(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let odd: Buffer | null = null;
  for await (const chunk of bytes) {
    const whole: Buffer = odd ? Buffer.concat([odd, chunk]) : chunk;
    const even = whole.length - (whole.length % 2);
    odd = even < whole.length ? whole.subarray(even) : null;
    if (even > 0) yield whole.subarray(0, even);
  }
  if (odd) yield odd;
}
