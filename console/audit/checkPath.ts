import { logOf, type ParsedCheckpoint, parseCheckpoint } from '../../auditlog/c2sp/checkpoint.js';
import { sameBytes, toHex } from '../../auditlog/proofs/bytes.js';
import type { Primitives } from '../../auditlog/proofs/primitives.js';
import { followInclusion } from '../../auditlog/proofs/verifyProof.js';
import { checkHead } from './checkHead.js';
import { type Step, step } from './steps.js';
import type { Trusted } from './trusted.js';

/** That a leaf is in a log: where it stands, the hashes beside its path, and the head. */
export interface PathClaim {
  /** Null where only the note says which log it is. */
  readonly log: string | null;
  readonly index: number;
  readonly leaf: Uint8Array;
  readonly hashes: readonly Uint8Array[];
  /** What the answer says of the tree beside the note; absent: the note alone does. */
  readonly stated?: { readonly size: number; readonly root: Uint8Array };
  /** Null where no signed head includes the entry yet. */
  readonly note: string | null;
}

/** Whether the path leads to a root that stands in a head, and who signed that. */
export function checkPath(claim: PathClaim, trusted: Trusted | null, primitives: Primitives): readonly Step[] {
  const { log, index, leaf, hashes, stated, note } = claim;
  const head = note === null ? null : parseCheckpoint(note, { withExtensions: true });
  const size = stated?.size ?? head?.size ?? 0;
  const followed = followInclusion({ index, size, leaf, proof: hashes }, primitives);
  const root = stated?.root ?? head?.root;
  const isRoot = followed !== null && root !== undefined && sameBytes(followed.root, root);
  const values = { index, size, root: toHex(followed?.root ?? new Uint8Array()) };
  const path = !followed
    ? step('path.broken', 'failed', { index, size })
    : {
        ...step(isRoot ? 'path.ok' : 'path.otherRoot', isRoot ? 'ok' : 'failed', values),
        nodes: followed.nodes.map(toHex),
      };
  return [path, headStep(note, head, { log, size, root: followed?.root }), ...checkHead(head, trusted, primitives)];
}

function headStep(
  note: string | null,
  head: ParsedCheckpoint | null,
  due: { readonly log: string | null; readonly size: number; readonly root: Uint8Array | undefined },
): Step {
  if (note === null) return step('head.none', 'notChecked');
  if (!head) return step('head.noNote', 'failed');
  const values = { origin: head.origin, size: head.size, root: toHex(head.root) };
  if (due.log !== null && logOf(head.origin) !== due.log) return step('head.otherLog', 'failed', values);
  const isTree = head.size === due.size && due.root !== undefined && sameBytes(head.root, due.root);
  return step(isTree ? 'head.ok' : 'head.otherTree', isTree ? 'ok' : 'failed', values);
}
