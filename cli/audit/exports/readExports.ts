import { createHash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import {
  type ExportBytes,
  judge,
  readJson,
  readTrailer,
  type VerifiedExport,
} from '../../../gateway/export/formats/verification/verified.js';
import { verifyExport } from '../../../gateway/export/formats/verification/verifyExport.js';
import { badUserInput } from '../../../schema/errors.js';
import { isObject } from '../../../schema/isObject.js';
import { readText } from '../readText.js';

/** A file that a viewer took along, and what it holds. */
export interface ReadExport {
  readonly file: string;
  readonly found: Omit<VerifiedExport, 'isWhole'>;
  /** Id of the export, as the file or its receipt states it. */
  readonly id: unknown;
}

/**
 * Reads the exports among some files, of any length, piece by piece.
 *
 * @param receipt file with the answer to `GET /export/ID/receipt`, for a file whose format has no end of its own
 * @returns them, and the names of the other files
 * @throws PortcullisError BAD_USER_INPUT for a receipt that is none
 */
export async function readExports(
  names: readonly string[],
  receipt: string | undefined,
): Promise<{ readonly exports: readonly ReadExport[]; readonly others: readonly string[] }> {
  const stated = receipt === undefined ? null : readReceipt(receipt);
  const exports: ReadExport[] = [];
  const others: string[] = [];
  for (const file of names) {
    const bytes = bytesOf(file);
    const found = bytes && (await verifyExport(bytes));
    if (found) exports.push({ file, found: ended(found, stated), id: found.header?.export });
    else if (bytes && stated) exports.push({ file, found: await byReceipt(bytes, stated), id: stated.id });
    else others.push(file);
  }
  return { exports, others };
}

/** Null for what is no file: standard input, or a path that the next reader refuses. */
function bytesOf(file: string): ExportBytes | null {
  const stats = file === '-' ? undefined : statSync(file, { throwIfNoEntry: false });
  if (!stats?.isFile()) return null;
  return {
    size: stats.size,
    async *read(from, to) {
      if (to > from) yield* createReadStream(file, { start: from, end: to - 1 });
    },
  };
}

type StatedReceipt = ReturnType<typeof readReceipt>;

function readReceipt(file: string) {
  const value = readJson(readText(file, '--receipt'));
  const { rows, sha256, receipt, export: id, format } = isObject(value) ? value : {};
  const trailer = readTrailer({ rows, sha256, receipt });
  if (!trailer)
    throw badUserInput('--receipt is no receipt of a whole export.', 'Save the answer to GET /export/ID/receipt.');
  return { trailer, id, format: String(format) };
}

/** A file whose format has no end of its own, judged by its receipt; without one nobody knows whether it was cut. */
function ended(found: VerifiedExport, stated: StatedReceipt | null): VerifiedExport {
  if (found.isWhole !== null) return found;
  if (stated) return judge({ ...found, stated: stated.trailer });
  return {
    ...found,
    faults: ['The file has no end of its own: give its --receipt, the answer to GET /export/ID/receipt'],
  };
}

async function byReceipt(bytes: ExportBytes, { trailer, format }: StatedReceipt): Promise<ReadExport['found']> {
  const hash = createHash('sha256');
  for await (const piece of bytes.read(0, bytes.size)) hash.update(piece);
  const sha256 = hash.digest('hex');
  const faults = sha256 === trailer.sha256 ? [] : ['The file is not the one that the receipt is of.'];
  return { format, rows: trailer.rows, sha256, header: null, stated: trailer, faults };
}
