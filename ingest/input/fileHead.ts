import type { InputFile } from './inputFile.js';
import { headBytes } from './limits.js';
import { findEncoding } from './text/encoding.js';

/** What formats see of a file to tell their own. */
export interface FileHead {
  readonly name: string;
  /** First bytes, unpacked; at most 64 kB. */
  readonly bytes: Buffer;
  /** The same as text: byte order mark gone, UTF-8 or windows-1252. */
  readonly text: string;
}

/** The first bytes of a file, as formats look at them to tell their own. */
export async function toHead(file: InputFile): Promise<FileHead> {
  const bytes = await file.head();
  return { name: file.name, bytes, text: toText(bytes, file.encoding) };
}

function toText(bytes: Buffer, stated: string | undefined): string {
  const { name, by, markBytes } = findEncoding(bytes, stated, true);
  // Why not fatal: a character that the head's end cuts in two is no reason to take a file for another encoding.
  const text = new TextDecoder(name, { ignoreBOM: true }).decode(bytes.subarray(markBytes));
  const broken = by === 'detection' && (bytes.length < headBytes ? text : text.slice(0, -4)).includes('\uFFFD');
  return broken ? new TextDecoder('windows-1252').decode(bytes) : text;
}
