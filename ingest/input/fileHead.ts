import type { InputFile } from './inputFile.js';
import { headBytes } from './limits.js';
import { findEncoding } from './text/encoding.js';

/** The head of a file, by which formats recognise their own. */
export interface FileHead {
  readonly name: string;
  /** First bytes, unpacked; at most 64 kB. */
  readonly bytes: Buffer;
  /** The same as text: byte order mark gone, UTF-8 or windows-1252. */
  readonly text: string;
}

/** Reads the head of a file. */
export async function toHead(file: InputFile): Promise<FileHead> {
  const bytes = await file.head();
  return { name: file.name, bytes, text: toText(bytes, file.encoding) };
}

function toText(bytes: Buffer, stated: string | undefined): string {
  const { name, by, markBytes } = findEncoding(bytes, stated, true);
  // Why not fatal: the end of the head may cut a character in two.
  const text = new TextDecoder(name, { ignoreBOM: true }).decode(bytes.subarray(markBytes));
  const broken = by === 'detection' && (bytes.length < headBytes ? text : text.slice(0, -4)).includes('\uFFFD');
  return broken ? new TextDecoder('windows-1252').decode(bytes) : text;
}
