import { writeProof } from '../c2sp/proof.js';
import { findNewestCheckpoint } from '../store/checkpoint.js';
import { findNewestCosigned } from '../store/cosigned.js';
import type { LogQuery } from '../store/pool.js';
import { readHashes, readInclusionProofs } from '../store/tree.js';

/** The proof of one entry. */
export interface StoredProof {
  /** Size of the head that it proves against. */
  readonly treeSize: number;
  /** True if a quorum of witnesses cosigned that head: the receipt is complete then. */
  readonly isCosigned: boolean;
  /** The `.tlog-proof`. */
  readonly text: string;
}

/**
 * The proof of an entry against the newest cosigned head, or the newest signed one if no cosigned head covers it.
 *
 * @returns null if no signed head covers the entry
 */
export async function readProof(db: LogQuery, log: string, index: number): Promise<StoredProof | null> {
  if (!Number.isSafeInteger(index) || index < 0) return null;
  const cosigned = await findNewestCosigned(db, log);
  const isCosigned = cosigned !== null && cosigned.size > index;
  const head = isCosigned ? cosigned : await findNewestCheckpoint(db, log);
  if (!head || head.size <= index) return null;
  const leaf = await readHashes(db, { log, level: 0, from: index, count: 1 });
  if (!leaf) return null;
  const { proofs } = await readInclusionProofs(db, { log, indices: [index], size: head.size });
  const text = writeProof({ index, leaf, hashes: proofs.get(index) ?? [], note: head.note });
  return { treeSize: head.size, isCosigned, text };
}
