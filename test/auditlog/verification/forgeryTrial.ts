import type pg from 'pg';
import { originOf } from '../../../auditlog/c2sp/checkpoint.js';
import { rootHash } from '../../../auditlog/merkle.js';
import { openCheckpoint } from '../../../auditlog/signing/checkpoints.js';
import type { AuditLog } from '../../../auditlog/types.js';
import { mulberry32 } from '../../fuzz/world/random.js';
import { appendMany, openLog } from '../support/openTestLog.js';
import { auditKeys } from '../support/samples.js';
import { type Cover, forge, forgeries, readEntries } from './forge.js';

/** What the writer is doing while its log is forged. */
export const moments = ['cut off', 'asleep', 'stopped'] as const;

/** One forgery, all of which follows from its number. */
export interface Trial {
  readonly number: number;
  readonly moment: (typeof moments)[number];
  readonly forgery: string;
  readonly cover: Cover;
}

export function trialOf(number: number): Trial {
  const names = Object.keys(forgeries);
  const moment = moments[number % moments.length] as Trial['moment'];
  const forgery = names[Math.floor(number / moments.length) % names.length] as string;
  const { pick } = numbers(number);
  const cover = { checkpoints: pick(4) > 0, cutOff: moment === 'cut off', leases: pick(2) === 0 };
  return { number, moment, forgery, cover };
}

/** What came of a forgery. */
export interface TrialResult {
  /** How the writer ended: its code, or `OK` where it wrote on. */
  readonly end: string;
  /** Notes under the writer's key that are over anything but what it committed. */
  readonly signed: readonly string[];
}

/** Writes a log, forges it, lets its writer go on or a next one begin, and looks what was signed. */
export async function runTrial(pools: { pool: pg.Pool; admin: pg.Pool }, trial: Trial): Promise<TrialResult> {
  const { pool, admin } = pools;
  const logId = `forged-${trial.number}`;
  const { pick } = numbers(trial.number * 7 + 1);
  const options = { logId, checkpointEveryMs: 1, deadlineMs: 4000, leaseWaitMs: 5000 };
  let log: AuditLog | null = await openLog(pool, options);
  for (let batch = 0; batch < 3; batch += 1) await appendMany(log, 2 + pick(8));
  if (trial.moment === 'stopped') {
    await log.close();
    log = null;
  }
  const own = await readEntries(admin, logId);
  const forged = (forgeries[trial.forgery] as (typeof forgeries)[string])(own, pick);
  await forge(admin, logId, forged, trial.cover);
  let end = 'OK';
  const receipts: { index: number; leafHash: string }[] = [];
  try {
    log ??= await openLog(pool, options);
    for (let batch = 0; batch < 2; batch += 1) receipts.push(...(await appendMany(log, 1 + pick(3))));
  } catch (error) {
    end = (error as { code?: string }).code ?? String(error);
  }
  await log?.close();
  const leaves = own.map(({ leaf_hash }) => leaf_hash as Uint8Array);
  for (const { index, leafHash } of receipts) leaves[index] = Buffer.from(leafHash, 'hex');
  return { end, signed: await forgedNotes(admin, logId, leaves) };
}

async function forgedNotes(admin: pg.Pool, logId: string, leaves: readonly Uint8Array[]): Promise<string[]> {
  const { rows } = await admin.query('select note from audit.checkpoint where log = $1', [logId]);
  return rows.flatMap(({ note }) => {
    const checkpoint = openCheckpoint(note, originOf(logId), [auditKeys.checkpoint.publicKey]);
    if (!checkpoint) return [];
    const isOwn =
      checkpoint.size <= leaves.length &&
      Buffer.compare(rootHash(leaves.slice(0, checkpoint.size)), checkpoint.root) === 0;
    return isOwn ? [] : [String(note)];
  });
}

/** Numbers that follow from a seed. */
function numbers(seed: number): { pick(below: number): number } {
  const next = mulberry32(seed + 1);
  return { pick: (below) => next() % below };
}
