// SPDX-License-Identifier: Apache-2.0
import { isUtf8 } from 'node:buffer';
import type { InputFile } from './inputFile.js';

/** One physical line of a file. */
export interface FileLine {
  /** 1-based. */
  readonly number: number;
  /** Without its line end. Null where the line is longer than `maximumLineBytes`. */
  readonly text: string | null;
  /** Bytes of the file up to and including this line. */
  readonly offset: number;
}

/** A longer line is no record of any list we read; it is reported, never held in memory. */
const maximumLineBytes = 1 << 20;

const windows1252 = new TextDecoder('windows-1252');
const newline = 0x0a;
const carriageReturn = 0x0d;

/**
 * The lines of a text file, in order, streamed: one chunk and one line are in memory. UTF-8 with or without a byte
 * order mark; a line that is not UTF-8 is read as windows-1252, which older deliveries use.
 */
export async function* readLines(file: InputFile): AsyncGenerator<FileLine> {
  let number = 0;
  let offset = 0;
  let held: Buffer[] = [];
  let heldBytes = 0;
  let overlong = false;
  const hold = (piece: Buffer): void => {
    heldBytes += piece.length;
    overlong ||= heldBytes > maximumLineBytes;
    held = overlong ? [] : [...held, piece];
  };
  const take = (ended: boolean): FileLine => {
    number += 1;
    offset += heldBytes + (ended ? 1 : 0);
    const text = overlong ? null : decode(held.length === 1 ? (held[0] as Buffer) : Buffer.concat(held), number === 1);
    held = [];
    heldBytes = 0;
    overlong = false;
    return { number, text, offset };
  };
  for await (const chunk of file.bytes()) {
    let start = 0;
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, start)) {
      hold(chunk.subarray(start, end));
      yield take(true);
      start = end + 1;
    }
    if (start < chunk.length) hold(chunk.subarray(start));
  }
  if (heldBytes > 0) yield take(false);
}

function decode(line: Buffer, first: boolean): string {
  const end = line.at(-1) === carriageReturn ? line.length - 1 : line.length;
  const bytes = line.subarray(0, end);
  const text = isUtf8(bytes) ? bytes.toString('utf8') : windows1252.decode(bytes);
  return first && text.startsWith('\uFEFF') ? text.slice(1) : text;
}
