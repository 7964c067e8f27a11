import { parseProof } from '../../auditlog/c2sp/proof.js';
import { fromHex, sameBytes, toHex } from '../../auditlog/proofs/bytes.js';
import type { Primitives } from '../../auditlog/proofs/primitives.js';
import { checkPath } from './checkPath.js';
import { type Step, step } from './steps.js';
import type { Trusted } from './trusted.js';

/** Where an answer says that it stands in the log: `extensions.audit`. */
export interface HeldReceipt {
  readonly log: string;
  readonly index: number;
  /** Hex. */
  readonly leafHash: string;
}

/**
 * Checks a `.tlog-proof` (C2SP tlog-proof), as `tools/verify-audit.mjs proof` does.
 *
 * @param receipt what it must be about; null: whatever entry it states
 */
export function checkProofText(
  text: string,
  receipt: HeldReceipt | null,
  trusted: Trusted | null,
  primitives: Primitives,
): readonly Step[] {
  const wanted = receipt && fromHex(receipt.leafHash);
  const proof = parseProof(text, wanted?.length === 32 ? wanted : undefined);
  if (!proof) return [step('form.none', 'failed')];
  const { index, leaf, hashes, note } = proof;
  const claim = { log: receipt?.log ?? null, index, leaf, hashes, note };
  return [
    step('form.ok', 'ok', { index, leafHash: toHex(leaf) }),
    receiptStep(receipt, { index, leaf }),
    ...checkPath(claim, trusted, primitives),
  ];
}

/** Whether an entry is that of a receipt; its log is compared with the leaf's or the head's. */
export function receiptStep(
  receipt: HeldReceipt | null,
  found: { readonly index: number; readonly leaf: Uint8Array; readonly log?: string },
): Step {
  if (!receipt) return step('receipt.none', 'notChecked');
  const wanted = fromHex(receipt.leafHash) ?? new Uint8Array();
  const isIt =
    receipt.index === found.index && sameBytes(wanted, found.leaf) && (found.log ?? receipt.log) === receipt.log;
  const values = { log: receipt.log, index: receipt.index, leafHash: receipt.leafHash };
  return step(isIt ? 'receipt.ok' : 'receipt.differs', isIt ? 'ok' : 'failed', values);
}
