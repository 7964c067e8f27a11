import { parseCheckpoint } from '../../auditlog/c2sp/checkpoint.js';
import { parseProof } from '../../auditlog/c2sp/proof.js';
import { sameBytes } from '../../auditlog/proofs/bytes.js';
import type { Primitives } from '../../auditlog/proofs/primitives.js';
import { followInclusion } from '../../auditlog/proofs/verifyProof.js';
import { checkHead } from './checkHead.js';
import { type Step, step } from './steps.js';
import type { Trusted } from './trusted.js';

/** The entry whose proof shows that a later head extends one that was seen: the last under it. */
export function lastUnder(note: string): number | null {
  const size = parseCheckpoint(note, { withExtensions: true })?.size ?? 0;
  return size === 0 ? null : size - 1;
}

/**
 * Checks that a log only grew: that a head which was seen before is the beginning of the newest one.
 *
 * @param seen the note of the head that was seen
 * @param proofText `auditProof.text` of the last entry under it (`lastUnder`): from its hashes both roots come out, that of the tree
 *   which ends with the entry, and that of the newest
 */
export function checkExtends(
  seen: string,
  proofText: string,
  trusted: Trusted | null,
  primitives: Primitives,
): readonly Step[] {
  const before = parseCheckpoint(seen, { withExtensions: true });
  const proof = parseProof(proofText);
  const head = proof && parseCheckpoint(proof.note, { withExtensions: true });
  if (!before || !proof || !head || proof.index !== before.size - 1) return [step('extends.noProof', 'notChecked')];
  const values = { first: before.size, second: head.size };
  if (before.origin !== head.origin) return [step('extends.otherLog', 'failed', { origin: head.origin })];
  const path = { index: proof.index, size: head.size, leaf: proof.leaf, proof: proof.hashes };
  const followed = followInclusion(path, primitives);
  if (!followed || !sameBytes(followed.root, head.root)) return [step('extends.noProof', 'failed')];
  const isPrefix = sameBytes(followed.prefixRoot, before.root);
  const words = before.size === head.size ? 'extends.same' : 'extends.ok';
  return [
    isPrefix ? step(words, 'ok', values) : step('extends.forked', 'failed', values),
    ...checkHead(before, trusted, primitives).filter(({ name }) => name === 'signature'),
    ...checkHead(head, trusted, primitives),
  ];
}
