// SPDX-License-Identifier: Apache-2.0
import type { FileHead } from '../formats/format.js';
import type { InputFile } from './inputFile.js';

/** The first bytes of a file, as formats look at them to tell their own. */
export async function toHead(file: InputFile): Promise<FileHead> {
  const bytes = await file.head();
  return { name: file.name, bytes, text: toText(bytes) };
}

function toText(bytes: Buffer): string {
  // Why not fatal: a character that the 64 kB cut in two is no reason to take a file for another encoding.
  const text = new TextDecoder('utf-8').decode(bytes);
  const broken = text.slice(0, -4).includes('\uFFFD');
  return broken ? new TextDecoder('windows-1252').decode(bytes) : text;
}
