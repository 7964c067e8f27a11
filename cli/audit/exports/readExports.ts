import { createHash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import type { ExportTrailer } from '../../../gateway/export/formats/format.js';
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
    const read = await readExport(file, stated);
    if (read) exports.push(read);
    else others.push(file);
  }
  return { exports, others };
}

/** Reads one file, and judges it by its receipt where there is one; null where neither says that it is an export. */
export async function readExport(file: string, stated: StatedReceipt | null): Promise<ReadExport | null> {
  const bytes = bytesOf(file);
  const found = bytes && (await verifyExport(bytes));
  if (found) return { file, found: ended(found, stated), id: found.header?.export };
  return bytes && stated ? { file, found: await byReceipt(bytes, stated), id: stated.id } : null;
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

/** What a receipt says of a whole export. */
export interface StatedReceipt {
  readonly trailer: ExportTrailer;
  readonly id: unknown;
  readonly format: string;
}

/** The answer to `GET /export/ID/receipt`; null where it is of no whole export. */
export function toReceipt(value: unknown): StatedReceipt | null {
  const { rows, sha256, receipt, export: id, format } = isObject(value) ? value : {};
  const trailer = readTrailer({ rows, sha256, receipt });
  return trailer && { trailer, id, format: String(format) };
}

function readReceipt(file: string): StatedReceipt {
  const receipt = toReceipt(readJson(readText(file, '--receipt')));
  if (receipt) return receipt;
  throw badUserInput('--receipt is no receipt of a whole export.', 'Save the answer to GET /export/ID/receipt.');
}

const ofAnother = 'The file is not the one that the receipt is of';

/** A file and its receipt together; where its format has no end of its own, nobody knows without one whether it was cut. */
function ended(found: VerifiedExport, stated: StatedReceipt | null): VerifiedExport {
  if (!stated)
    return found.isWhole !== null
      ? found
      : {
          ...found,
          faults: ['The file has no end of its own: give its --receipt, the answer to GET /export/ID/receipt'],
        };
  const judged = found.isWhole === null ? judge({ ...found, stated: stated.trailer }, found.faults) : found;
  const isOfAnother = found.header?.export !== stated.id || judged.stated?.sha256 !== stated.trailer.sha256;
  return isOfAnother ? { ...judged, isWhole: false, faults: [...judged.faults, ofAnother] } : judged;
}

async function byReceipt(bytes: ExportBytes, { trailer, format }: StatedReceipt): Promise<ReadExport['found']> {
  const hash = createHash('sha256');
  for await (const piece of bytes.read(0, bytes.size)) hash.update(piece);
  const sha256 = hash.digest('hex');
  const faults = sha256 === trailer.sha256 ? [] : [ofAnother];
  return { format, rows: trailer.rows, sha256, header: null, stated: trailer, faults };
}
