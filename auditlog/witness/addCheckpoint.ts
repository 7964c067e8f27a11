import { isSignedBy, type ParsedCheckpoint, parseCheckpoint } from '../c2sp/checkpoint.js';
import type { VerifierKey } from '../c2sp/verifierKey.js';
import { emptyRoot } from '../merkle.js';
import { primitives } from '../primitives.js';
import { sameBytes, strictBase64, toBase64 } from '../proofs/bytes.js';
import type { Hash } from '../proofs/treeHashes.js';
import { verifyConsistency } from '../proofs/verifyProof.js';

/** What a witness answers. */
export interface WitnessAnswer {
  readonly status: 200 | 400 | 403 | 404 | 409 | 422;
  readonly body: string;
  /** Why, for the witness's own log. */
  readonly cause: string | null;
  /** True if the note may be half of the proof that its log has two stories. */
  readonly mayProveFork?: boolean;
}

/** A request to cosign a head. */
export interface AddCheckpoint {
  /** Size of the head that the log believes the witness to have. */
  readonly old: number;
  readonly proof: readonly Hash[];
  readonly checkpoint: ParsedCheckpoint;
}

/** The request of a body, or null if it is not exactly of the form. C2SP tlog-witness, add-checkpoint. */
export function parseAddCheckpoint(body: string): AddCheckpoint | null {
  const match = /^old (0|[1-9][0-9]{0,15})\n((?:[A-Za-z0-9+/]{43}=\n){0,63})\n/.exec(body);
  if (!match) return null;
  const [head, oldText = '', lines = ''] = match;
  const proof = lines.split('\n').slice(0, -1).map(strictBase64);
  const checkpoint = parseCheckpoint(body.slice(head.length), { withExtensions: true });
  const old = Number(oldText);
  if (!checkpoint || !Number.isSafeInteger(old) || proof.includes(null)) return null;
  return { old, proof: proof.filter((hash) => hash !== null), checkpoint };
}

/** The body of such a request. */
export function writeAddCheckpoint(old: number, proof: readonly Hash[], note: string): string {
  return `old ${old}\n${proof.map((hash) => `${toBase64(hash)}\n`).join('')}\n${note}`;
}

/**
 * Why a head is not cosigned; null if it is. In the order of the specification: origin, signature, sizes, proof.
 *
 * @param keys those of the logs that the witness knows
 * @param kept the head that it cosigned last for that origin; null for none
 */
export function refuseCheckpoint(
  { old, proof, checkpoint }: AddCheckpoint,
  keys: readonly VerifierKey[],
  kept: Pick<ParsedCheckpoint, 'size' | 'root'> | null,
): WitnessAnswer | null {
  const { origin, size, root } = checkpoint;
  const ofOrigin = keys.filter(({ name }) => name === origin).map(({ publicKey }) => publicKey);
  if (ofOrigin.length === 0) return refusal(404, 'unknown log');
  if (!isSignedBy(checkpoint, ofOrigin, primitives))
    return refusal(403, 'no signature by a key of this log, or a false one');
  if (old > size) return refusal(400, 'the old size is over that of the checkpoint');
  const atSize = { body: `${kept?.size ?? 0}\n` };
  if (old !== (kept?.size ?? 0)) return { ...refusal(409, 'another old size'), ...atSize };
  if (size === 0 && !sameBytes(root, emptyRoot))
    return { ...refusal(422, 'not the root of the empty tree'), ...suspect };
  const firstRoot = kept?.root ?? emptyRoot;
  if (old === size && !sameBytes(root, firstRoot))
    return { ...refusal(409, 'another root for the size that was cosigned'), ...atSize, ...suspect };
  if (verifyConsistency({ first: old, second: size, firstRoot, secondRoot: root, proof }, primitives)) return null;
  return { ...refusal(422, 'no proof that it extends what was cosigned'), ...suspect };
}

const suspect = { mayProveFork: true } as const;

/** A refusal, which says why. */
function refusal(status: WitnessAnswer['status'], cause: string): WitnessAnswer {
  return { status, body: `${cause}\n`, cause };
}
