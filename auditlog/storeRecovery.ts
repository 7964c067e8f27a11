import type { KeyObject } from 'node:crypto';
import { PortcullisError } from '../schema/errors.js';
import { openCheckpoint, originOf } from './checkpoint.js';
import { decodeEntry } from './entry.js';
import { leafHash, rangeRoot } from './merkle.js';
import type { LogQuery } from './pool.js';
import { findForsaken } from './storeIntent.js';
import { readRange } from './storeTree.js';
import type { EntryBody, EntryHeader } from './types.js';
import { sameHash } from './verifyProof.js';

/** How many of the last entries are hashed anew when a log is opened. */
const tailLength = 512;

/**
 * Checks, before anything is appended, that the log still is what was last signed: the newest checkpoint opens with the
 * log's key and fits the tree, and the last entries hash to their leaves. `audit verify` checks all the rest.
 *
 * @returns size of the newest checkpoint; 0 where there is none
 * @throws PortcullisError AUDIT_UNAVAILABLE where it is not
 */
export async function checkTail(
  db: LogQuery,
  log: string,
  size: number,
  publicKeys: readonly KeyObject[],
): Promise<number> {
  const signed = await checkNewestCheckpoint(db, log, size, publicKeys);
  const { rows } = await db.query({
    text: `select index::text as index, bytes, leaf_hash from audit.entry
      where log = $1 and index >= $2 order by entry.index`,
    values: [log, Math.max(0, size - tailLength)],
  });
  rows.forEach((row, i) => {
    const expected = Math.max(0, size - tailLength) + i;
    const whole = sameHash(leafHash(row.bytes as Buffer), row.leaf_hash as Buffer);
    if (Number(row.index) !== expected || !whole) throw damaged(log, `entry ${expected} is missing or was changed`);
  });
  return signed;
}

/**
 * The openings of operations whose end was never written and that nobody is at any more: what a crash left. Their ends are
 * closed as UNKNOWN.
 */
export async function findOpenIntents(db: LogQuery, log: string): Promise<readonly EntryHeader[]> {
  const { rows } = await db.query({
    text: `select i.bytes from audit.entry i where i.log = $1 and i.kind = 'INTENT' and not exists (
      select 1 from audit.entry o where o.log = i.log and o.request_id = i.request_id
        and o.kind in ('OUTCOME', 'REFUSED', 'UNKNOWN')) order by i.index`,
    values: [log],
  });
  const open = rows.flatMap((row) => decodeEntry(row.bytes as Buffer)?.header ?? []);
  const requestIds = open.map(({ requestId }) => requestId);
  const forsaken = await findForsaken(db, log, requestIds);
  return open.filter(({ requestId }) => forsaken.has(requestId));
}

/** The body of an entry about which nothing is known. */
export const emptyBody: EntryBody = {
  document: null,
  literals: [],
  variables: null,
  caseReference: null,
  justification: null,
  disclosed: [],
  withheld: [],
  sources: [],
  errorCodes: [],
};

async function checkNewestCheckpoint(
  db: LogQuery,
  log: string,
  size: number,
  publicKeys: readonly KeyObject[],
): Promise<number> {
  const { rows } = await db.query({
    text: 'select note, size::text as size from audit.checkpoint where log = $1 order by checkpoint.size desc limit 1',
    values: [log],
  });
  const [row] = rows;
  if (!row) return 0;
  const checkpoint = openCheckpoint(String(row.note), originOf(log), publicKeys);
  if (!checkpoint || checkpoint.size !== Number(row.size)) {
    throw damaged(log, 'its newest checkpoint is not signed by the checkpoint key');
  }
  if (checkpoint.size > size) throw damaged(log, `${checkpoint.size} entries were signed and only ${size} are left`);
  const root = rangeRoot(await readRange(db, log, checkpoint.size));
  if (!sameHash(root, checkpoint.root))
    throw damaged(log, `it does not fit its checkpoint of ${checkpoint.size} entries`);
  return checkpoint.size;
}

function damaged(log: string, what: string): PortcullisError {
  return new PortcullisError('AUDIT_UNAVAILABLE', {
    message: `The audit log ${log} is damaged: ${what}. Run "portcullis audit verify"; do not write on.`,
  });
}
