import { verifyCsv } from '../csv/verifyCsv.js';
import { verifyFtm } from '../ftm/verifyFtm.js';
import { verifyGraphml } from '../graphml/verifyGraphml.js';
import { verifyJsonLines } from '../jsonLines/verifyJsonLines.js';
import type { ExportBytes, VerifiedExport } from './verified.js';

/** What a file of each format begins with, and how it is verified. */
const verifiers: readonly (readonly [begins: RegExp, verify: (file: ExportBytes) => Promise<VerifiedExport>])[] = [
  [/^\{"id":"[^"]*","portcullis":\{"export":"/, verifyFtm],
  [/^\{"header":\{"format":"portcullis-export",/, verifyJsonLines],
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the signature of a member
  [/^PK\x03\x04.{26}header\.json\{"format":"portcullis-export",/s, verifyCsv],
  [/^<\?xml [^\n]*\n<graphml [^\n]*\n<key id="g_header"/, verifyGraphml],
];

/** Recognises a file of an export by how it begins, and verifies it; null where it is none. */
export async function verifyExport(file: ExportBytes): Promise<VerifiedExport | null> {
  const head: Uint8Array[] = [];
  for await (const piece of file.read(0, Math.min(file.size, 4096))) head.push(piece);
  const text = Buffer.concat(head).toString('latin1');
  const verify = verifiers.find(([begins]) => begins.test(text))?.[1];
  return verify ? await verify(file) : null;
}
