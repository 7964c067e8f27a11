import { createHash } from 'node:crypto';
import { isObject } from '../../../../schema/isObject.js';
import { linesOf } from '../verification/linesOf.js';
import { type ExportBytes, readJson, type VerifiedExport } from '../verification/verified.js';

/** Counts and hashes what a file of entities holds; whether that is all, only the receipt of the export says. */
export async function verifyFtm(file: ExportBytes): Promise<VerifiedExport> {
  const hash = createHash('sha256');
  const faults: string[] = [];
  let rows = 0;
  let header: Readonly<Record<string, unknown>> | null = null;
  let number = 0;
  for await (const line of linesOf(file.read(0, file.size))) {
    hash.update(line);
    number += 1;
    const entity = readJson(line.toString('utf8'));
    const told = isObject(entity) && isObject(entity.portcullis) ? entity.portcullis : null;
    if (told === null) faults.push(`Line ${number} is not an entity of an export`);
    else if (line.at(-1) !== 0x0a) faults.push('The last line has no end: the file was cut, or is still being written');
    if (number === 1 && isObject(told?.header)) header = told.header;
    if (typeof told?.row === 'number') rows += 1;
    if (faults.length > 10) break;
  }
  const isWhole = faults.length > 0 ? false : null;
  return { format: 'ftm', isWhole, rows, sha256: hash.digest('hex'), header, stated: null, faults };
}
