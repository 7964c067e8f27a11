import { createHash } from 'node:crypto';
import { isObject } from '../../../../schema/isObject.js';
import { type ArchiveMember, openArchive } from '../verification/archive.js';
import { type ExportBytes, judge, readJson, readTrailer, type VerifiedExport } from '../verification/verified.js';
import { headerMember, trailerMember } from './csv.js';

const cut = 'The archive has no directory: it was cut, or is still being written';

/** Counts and hashes what an archive of tables holds, and reads what it says of itself. */
export async function verifyCsv(file: ExportBytes): Promise<VerifiedExport> {
  const opened = await openArchive(file).catch((error: Error) => wordsOf(error));
  if (typeof opened === 'string') {
    const sha256 = await hashUpTo(file, file.size);
    return { format: 'csv', isWhole: false, rows: 0, sha256, header: null, stated: null, faults: [opened] };
  }
  const last = opened.at(-1);
  const trailer = last?.name === trailerMember ? last : undefined;
  const header = opened[0]?.name === headerMember ? await jsonOf(opened[0]) : null;
  const faults: string[] = [];
  let rows = 0;
  for (const member of opened) {
    const isOfRows = new RegExp(`^${String(header?.type)}(\\.\\d+)?\\.csv$`).test(member.name);
    const counted = await countRows(member).catch(() => null);
    if (counted === null) faults.push(`${member.name} cannot be unpacked`);
    else if (isOfRows) rows += counted;
  }
  const stated = trailer ? readTrailer(await jsonOf(trailer)) : null;
  const sha256 = await hashUpTo(file, trailer?.at ?? file.size);
  return judge({ format: 'csv', rows, sha256, header, stated }, faults);
}

function wordsOf({ message }: Error): string {
  return /^its|^something/.test(message) ? `The archive was changed: ${message}` : cut;
}

async function jsonOf(member: ArchiveMember): Promise<Readonly<Record<string, unknown>> | null> {
  const pieces: Uint8Array[] = [];
  for await (const piece of await member.read()) pieces.push(piece);
  const value = readJson(Buffer.concat(pieces).toString('utf8'));
  return isObject(value) ? value : null;
}

async function hashUpTo(file: ExportBytes, end: number): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of file.read(0, end)) hash.update(piece);
  return hash.digest('hex');
}

/** Characters of a line of which its first two cells are read. */
const LINE_START = 40;

/** Lines of a table that no other row holds: their second cell, `_parentRow`, is empty. */
async function countRows(member: ArchiveMember): Promise<number> {
  let rows = 0;
  let isQuoted = false;
  let start = '';
  for await (const piece of await member.read())
    for (const byte of piece) {
      if (byte === 0x22) isQuoted = !isQuoted;
      if (byte === 0x0a && !isQuoted) {
        if (/^\d+,,/.test(start)) rows += 1;
        start = '';
      } else if (start.length < LINE_START) start += String.fromCharCode(byte);
    }
  return rows;
}
