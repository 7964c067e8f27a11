import { createHash } from 'node:crypto';
import { isObject } from '../../../../schema/isObject.js';
import { linesOf } from '../verification/linesOf.js';
import { type ExportBytes, judge, readJson, readTrailer, type VerifiedExport } from '../verification/verified.js';

/** Counts and hashes what a file of JSON lines holds, and reads what it says of itself. */
export async function verifyJsonLines(file: ExportBytes): Promise<VerifiedExport> {
  const hash = createHash('sha256');
  const faults: string[] = [];
  let rows = 0;
  let header: Readonly<Record<string, unknown>> | null = null;
  let held: Buffer | null = null;
  let number = 0;
  for await (const line of linesOf(file.read(0, file.size))) {
    if (held !== null) hash.update(held);
    held = line;
    number += 1;
    const kind = /^\{"(header|page|row|trailer)":/.exec(line.toString('latin1', 0, 12))?.[1];
    if (number === 1) header = kind === 'header' ? memberOf(line, 'header') : null;
    if (kind === 'row') rows += 1;
    const isAsWritten = number === 1 ? kind === 'header' : kind !== undefined && kind !== 'header';
    if (!isAsWritten) faults.push(`Line ${number} is not a line of an export`);
    if (faults.length > 10) break;
  }
  const isEnded = held?.at(-1) === 0x0a;
  const stated = held !== null && isEnded ? readTrailer(memberOf(held, 'trailer')) : null;
  if (held !== null && stated === null) hash.update(held);
  return judge({ format: 'jsonl', rows, sha256: hash.digest('hex'), header, stated }, faults);
}

function memberOf(line: Buffer, name: string): Readonly<Record<string, unknown>> | null {
  const value = readJson(line.toString('utf8'));
  const member = isObject(value) ? value[name] : null;
  return isObject(member) ? member : null;
}
