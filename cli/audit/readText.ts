import { isUtf8 } from 'node:buffer';
import { closeSync, openSync, readSync } from 'node:fs';
import { badUserInput } from '../../schema/errors.js';

/** More than all notes that somebody keeps have in years, and than any proof, certificate or trust file. */
const tooMany = 1 << 25;

/**
 * The text of a file that somebody handed over: a note, a proof, a certificate, a trust file.
 *
 * @param file its path, or a descriptor that is open already
 * @param place what to call it
 * @throws PortcullisError BAD_USER_INPUT where it cannot be read, has 32 MB or more, or is not UTF-8
 */
export function readText(file: string | number, place = String(file)): string {
  const bytes = readBytes(file, place);
  if (bytes.length >= tooMany)
    throw badUserInput(`${place} is too long.`, 'It has 32 MB or more, which no such file has.');
  // Why so strict: what is replaced while it is decoded is not what was signed.
  if (!isUtf8(bytes)) throw badUserInput(`${place} is no text.`, 'It has to be UTF-8.');
  return bytes.toString('utf8');
}

/** What it has, and no more than that: of a file without an end, or a pipe, all would be read. */
function readBytes(file: string | number, place: string): Buffer {
  const chunk = Buffer.alloc(1 << 16);
  const parts: Buffer[] = [];
  try {
    const descriptor = typeof file === 'number' ? file : openSync(file, 'r');
    let size = -1;
    for (let all = 0; size !== 0 && all < tooMany; all += size) {
      size = readSync(descriptor, chunk);
      parts.push(Buffer.from(chunk.subarray(0, size)));
    }
    if (descriptor !== file) closeSync(descriptor);
  } catch {
    throw badUserInput(`${place} cannot be read.`, 'Check that the file is there and may be read.');
  }
  return Buffer.concat(parts);
}
