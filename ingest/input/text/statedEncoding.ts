import { isAscii, isUtf8 } from 'node:buffer';
import { badUserInput } from '../../../schema/errors.js';
import type { InputFile } from '../inputFile.js';
import { headBytes } from '../limits.js';
import { guessCodePage } from './codePage.js';
import { toSequenceLength } from './decodeText.js';
import { type Encoding, findEncoding } from './encoding.js';

/**
 * Refuses a file that is in another encoding than UTF-8, where neither it nor the operator states which: its first line is not
 * UTF-8, and no line of its head with more than ASCII is. Why not a guess: a name in the wrong code page is another name, and
 * nobody would notice. Why the first line: without it the columns have no names; further lines are defects, see `lines.ts`.
 *
 * @throws BAD_USER_INPUT with the place of the first such byte
 */
export function assertStated({ name }: InputFile, head: Buffer, { name: encoding, by }: Encoding): void {
  if (encoding !== 'utf-8' || by !== 'detection' || isUtf8(head)) return;
  const lines = [...linesOf(wholeLines(head))];
  const [first] = lines;
  if (!first || isUtf8(first) || lines.some((line) => !isAscii(line) && isUtf8(line))) return;
  const at = firstInvalid(first);
  throw badUserInput(
    `${name} is not UTF-8: byte 0x${first.toString('hex', at, at + 1)} at offset ${at}, line 1.`,
    `State its encoding, e.g. --encoding ${guessCodePage(head)}; a mapping has input.encoding.`,
  );
}

/** The file in the encoding that its format states, unless it states another itself or its head is UTF-8 of more than ASCII. */
export async function withEncoding(file: InputFile, encoding: string): Promise<InputFile> {
  const head = wholeLines(await file.head());
  const isOther = findEncoding(head, file.encoding).by !== 'detection' || (isUtf8(head) && !isAscii(head));
  return isOther ? file : { ...file, encoding };
}

function wholeLines(head: Buffer): Buffer {
  return head.length < headBytes ? head : head.subarray(0, head.lastIndexOf(0x0a) + 1);
}

/** Lines with their ends. */
function* linesOf(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf(0x0a, at);
    const next = end === -1 ? bytes.length : end + 1;
    yield bytes.subarray(at, next);
    at = next;
  }
}

function firstInvalid(line: Buffer): number {
  let at = 0;
  for (let length = 1; length > 0 && at < line.length; at += length) length = toSequenceLength(line, at);
  return at;
}
