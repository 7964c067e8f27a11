import { createHash } from 'node:crypto';
import { isObject } from '../../../../schema/isObject.js';
import { linesOf } from '../verification/linesOf.js';
import { type ExportBytes, judge, readJson, readTrailer, type VerifiedExport } from '../verification/verified.js';
import { fromXmlText } from './xmlText.js';

const content = '([^<>]*)</data>';
const header = new RegExp(`^<data key="g_header">${content}\n$`);
const trailer = new RegExp(
  `^<data key="g_rows">${content}<data key="g_sha256">${content}<data key="g_log">${content}<data key="g_index">${content}` +
    `<data key="g_leafHash">${content}<data key="g_whole">true</data></graph></graphml>\n$`,
);
/** What a line begins with that an export may have. */
const known = /^(?:<\?xml |<graphml |<key |<graph |<node |<edge |<data key="g_(?:header|page|rows)">)/;

/** Counts and hashes what a graph holds, and reads what it says of itself. */
export async function verifyGraphml(file: ExportBytes): Promise<VerifiedExport> {
  const hash = createHash('sha256');
  const faults: string[] = [];
  let rows = 0;
  let stated: Readonly<Record<string, unknown>> | null = null;
  let last: Uint8Array = new Uint8Array(0);
  let number = 0;
  for await (const line of linesOf(file.read(0, file.size))) {
    hash.update(last);
    last = line;
    number += 1;
    const start = line.toString('latin1', 0, 400);
    if (/^<node id="[^"]*"><data key="n_row">/.test(start)) rows += 1;
    if (!known.test(start)) faults.push(`Line ${number} is not a line of an export`);
    if (start.startsWith('<data key="g_header">')) stated = headerOf(line.toString('utf8'));
    if (faults.length > 10) break;
  }
  const end = trailerOf(Buffer.from(last).toString('utf8'));
  if (end === null) hash.update(last);
  return judge({ format: 'graphml', rows, sha256: hash.digest('hex'), header: stated, stated: end }, faults);
}

function headerOf(line: string): Readonly<Record<string, unknown>> | null {
  const value = readJson(fromXmlText(header.exec(line)?.[1] ?? ''));
  return isObject(value) ? value : null;
}

function trailerOf(line: string) {
  const found = trailer.exec(line)?.slice(1).map(fromXmlText);
  if (!found) return null;
  const [rows, sha256, log, index, leafHash] = found;
  return readTrailer({ rows: Number(rows), sha256, receipt: { log, index: Number(index), leafHash } });
}
