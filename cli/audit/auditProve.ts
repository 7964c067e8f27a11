import { primitives } from '../../auditlog/primitives.js';
import { sameBytes } from '../../auditlog/proofs/bytes.js';
import { verifyInclusion } from '../../auditlog/proofs/verifyProof.js';
import { openOwnCheckpoint } from '../../auditlog/signing/checkpoints.js';
import { checkpointPublicKeys } from '../../auditlog/signing/keys.js';
import { createAuditReader } from '../../auditlog/store/reader.js';
import type { Output } from '../output/printLine.js';
import type { AuditAccess } from './access.js';

/** A checked proof that an entry is in its log. */
export interface EntryProof {
  readonly ok: boolean;
  readonly leafHash: string;
  readonly treeSize: number;
  readonly root: string;
  readonly hashes: readonly string[];
  /** The newest signed head, where it includes the entry. */
  readonly checkpoint: string | null;
}

/** Proves that an entry is in its log, under the newest signed head where that includes it; null where there is no such entry. */
export async function proveEntry(
  { pool, keys }: Pick<AuditAccess, 'pool' | 'keys'>,
  log: string,
  index: number,
): Promise<EntryProof | null> {
  const reader = createAuditReader(pool, log);
  const newest = await reader.checkpoint();
  const checkpoint = newest && openOwnCheckpoint(newest.note, log, checkpointPublicKeys(keys));
  const isSigned = checkpoint !== null && checkpoint.size > index;
  if ((await reader.entry(index)) === null) return null;
  const proof = await reader.proveInclusion(index, isSigned ? checkpoint.size : undefined);
  const { leafHash: leaf, treeSize, hashes, root } = proof;
  const isProven = verifyInclusion({ index, size: treeSize, leaf, proof: hashes, root }, primitives);
  return {
    ok: isProven && (!isSigned || sameBytes(root, checkpoint.root)),
    leafHash: hex(leaf),
    treeSize,
    root: hex(root),
    hashes: hashes.map(hex),
    checkpoint: isSigned ? (newest?.note ?? null) : null,
  };
}

/** Prints the checked inclusion proof of an entry. Exit code 1 where there is no such entry, or the proof does not verify. */
export async function runAuditProve(
  options: Pick<AuditAccess, 'pool' | 'keys'> & Output & { readonly log: string; readonly index: number },
): Promise<number> {
  const { log, index, json, out } = options;
  const proof = await proveEntry(options, log, index);
  if (proof === null) {
    out(json ? JSON.stringify({ log, index, ok: false }) : `The log ${log} has no entry ${index}.`);
    return 1;
  }
  const { ok, leafHash, treeSize, root, hashes, checkpoint } = proof;
  if (json) out(JSON.stringify({ log, index, ...proof }));
  else {
    out(`entry ${index} of ${log}: leaf ${leafHash}`);
    for (const hash of hashes) out(`  ${hash}`);
    out(`root ${root} of ${treeSize} entries${checkpoint === null ? ', not signed yet' : ', signed:'}`);
    if (checkpoint !== null) out(checkpoint.trimEnd());
    out(ok ? 'The proof verifies.' : 'The proof does NOT verify.');
  }
  return ok ? 0 : 1;
}

function hex(hash: Uint8Array): string {
  return Buffer.from(hash).toString('hex');
}
