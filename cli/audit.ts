import { openCheckpoint, originOf } from '../auditlog/checkpoint.js';
import { type AuditKeys, checkpointPublicKeys } from '../auditlog/keys.js';
import type { LogQuery } from '../auditlog/pool.js';
import { createAuditReader } from '../auditlog/reader.js';
import { listLogs } from '../auditlog/storeRows.js';
import { type Verification, verifyLog } from '../auditlog/verify.js';
import { sameHash, verifyInclusion } from '../auditlog/verifyProof.js';
import { openLogPool } from '../storage/logPool.js';
import type { Settings } from './config.js';
import { openFoundation } from './foundation.js';
import { openLog } from './log.js';

/** What a look at the log needs: a pool that may read it, and the keys. */
export interface AuditAccess {
  readonly pool: LogQuery;
  readonly keys: AuditKeys;
}

/** Opens the log's database and the keys for one command, and lets go of them. Gives the command's exit code. */
export async function withAuditLog(settings: Settings, run: (access: AuditAccess) => Promise<number>): Promise<number> {
  const foundation = await openFoundation(settings, openLog(settings));
  const pool = openLogPool(foundation.databases.auditWriterUrl);
  try {
    return await run({ pool, keys: foundation.keys });
  } finally {
    await pool.close();
    await foundation.databases.release();
  }
}

/**
 * Verifies one log, or all; prints a line for each, or one JSON object.
 *
 * @returns exit code: 0 where everything verifies, 1 where something does not
 */
export async function runAuditVerify(
  options: AuditAccess & { readonly log?: string; readonly json: boolean; readonly out: (line: string) => void },
): Promise<number> {
  const { pool, keys, json, out } = options;
  const logs = options.log ? [options.log] : await listLogs(pool);
  const results: Verification[] = [];
  for (const log of logs) {
    const result = await verifyLog(pool, log, keys);
    results.push(result);
    if (!json) for (const line of describe(result)) out(line);
  }
  const ok = results.every((result) => result.ok);
  if (!json && logs.length === 0) out('There is no audit log yet.');
  // One log is the rule: its result stands at the top, so that `.ok`, `.size`, `.brokenAt` can be read directly.
  if (json) out(JSON.stringify(results.length === 1 ? results[0] : { ok, logs: results }));
  return ok ? 0 : 1;
}

/** Prints the inclusion proof of an entry, after checking it. Exit code 1 where there is no such entry. */
export async function runAuditProve(
  options: AuditAccess & {
    readonly log: string;
    readonly index: number;
    readonly json: boolean;
    readonly out: (line: string) => void;
  },
): Promise<number> {
  const { pool, keys, log, index, json, out } = options;
  const reader = createAuditReader(pool, log);
  const newest = await reader.checkpoint();
  const checkpoint = newest && openCheckpoint(newest.note, originOf(log), checkpointPublicKeys(keys));
  const isSigned = checkpoint !== null && checkpoint.size > index;
  if ((await reader.entry(index)) === null) {
    out(json ? JSON.stringify({ log, index, ok: false }) : `The log ${log} has no entry ${index}.`);
    return 1;
  }
  const {
    leafHash: leaf,
    treeSize: size,
    hashes,
    root,
  } = await reader.proveInclusion(index, isSigned ? checkpoint.size : undefined);
  const isProven = verifyInclusion({ index, size, leaf, proof: hashes, root });
  const ok = isProven && (!isSigned || sameHash(root, checkpoint.root));
  const proof = { log, index, ok, leafHash: hex(leaf), treeSize: size, root: hex(root), hashes: hashes.map(hex) };
  if (json) out(JSON.stringify({ ...proof, checkpoint: isSigned ? newest?.note : null }));
  else {
    out(`entry ${index} of ${log}: leaf ${proof.leafHash}`);
    for (const hash of proof.hashes) out(`  ${hash}`);
    out(`root ${proof.root} of ${size} entries${isSigned ? ', signed:' : ', not signed yet'}`);
    if (isSigned && newest) out(newest.note.trimEnd());
    out(ok ? 'The proof verifies.' : 'The proof does NOT verify.');
  }
  return ok ? 0 : 1;
}

function describe(result: Verification): readonly string[] {
  const { log, size, root, checkpoints, erased, brokenAt, limits } = result;
  if (brokenAt) {
    const place = brokenAt.index === null ? '' : ` at entry ${brokenAt.index}`;
    return [`BROKEN  ${log}: breaks${place}: ${brokenAt.what}. ${size} entries before it were read.`];
  }
  const erasure = erased > 0 ? `, ${erased} erased` : '';
  return [`ok      ${log}: ${size} entries${erasure}, ${checkpoints} checkpoints, root ${root}`, `        ${limits}`];
}

function hex(hash: Uint8Array): string {
  return Buffer.from(hash).toString('hex');
}
