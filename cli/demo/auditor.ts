import { leafHash } from '../../auditlog/merkle.js';
import { verifyInclusion } from '../../auditlog/verifyProof.js';
import { type Answer, ask } from './ask.js';
import { auditor } from './askers.js';

/** What the auditor sees of one of the looks. */
export interface AuditedLook {
  readonly index: number;
  readonly at: string;
  readonly agency: string;
  readonly role: string;
  readonly purpose: string;
  readonly code: string;
  readonly disclosedCount: number;
  readonly disclosed: readonly { readonly type: string; readonly id: string; readonly originator: string }[] | null;
  readonly withheld: readonly { readonly path: string; readonly effect: string; readonly rule: string }[] | null;
  readonly leafHash: string;
  readonly leafInput: string;
  readonly inclusionProof: InclusionProof | null;
}

/** RFC 9162 inclusion proof; hashes in hex, `checkpoint` a C2SP signed note. */
export interface InclusionProof {
  readonly treeSize: number;
  readonly hashes: readonly string[];
  readonly root: string;
  readonly checkpoint: string | null;
}

const look = `index at agency role purpose code disclosedCount leafHash leafInput
  disclosed { type id originator } withheld { path effect rule }
  inclusionProof { treeSize hashes root checkpoint }`;

/** Times to look again for a checkpoint that includes the newest entry, and the pause between. */
const attempts = 10;
const pauseMs = 600;

/**
 * The entries that the answers left in the log, as the supervisory authority sees them, each by its receipt.
 *
 * @returns in the order of the answers; null where the log has no entry there
 */
export async function lookAtLog(
  url: string,
  token: string,
  answers: readonly Answer[],
): Promise<(AuditedLook | null)[]> {
  const fields = answers.map(
    ({ receipt }, position) =>
      `look${position}: auditEntry(index: ${receipt?.index ?? -1}, log: ${JSON.stringify(receipt?.log ?? '')}) { ${look} }`,
  );
  for (let attempt = 1; ; attempt += 1) {
    const { data } = await ask(url, token, auditor, `query Looks { ${fields.join(' ')} }`, {});
    const looks = answers.map((_, position) => (data[`look${position}`] as AuditedLook | null) ?? null);
    if (attempt === attempts || looks.every((one) => one?.inclusionProof?.checkpoint)) return looks;
    // Why: checkpoints are signed from time to time; a look that is a moment old may not be under one yet.
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

/** What was checked of one look's proof. */
export interface ProofCheck {
  /** The entry's bytes have the hash that the answer's receipt stated. */
  readonly isReceipt: boolean;
  /** That hash stands at its index in the tree of the root stated. */
  readonly isIncluded: boolean;
  /** A signed checkpoint states that root; null where nothing checks signatures. */
  readonly isSigned: boolean | null;
}

/**
 * Checks that a look is in the log as its receipt said, with nothing but the bytes that came over HTTP.
 *
 * @param isSigned says whether a checkpoint's note is signed by the log's key and states this root; absent: not checked
 */
export function checkProof(
  look: AuditedLook,
  receipt: NonNullable<Answer['receipt']>,
  isSigned?: (note: string, treeSize: number, root: string) => boolean,
): ProofCheck {
  const leaf = leafHash(Buffer.from(look.leafInput, 'base64'));
  const proof = look.inclusionProof;
  const isReceipt = Buffer.from(leaf).toString('hex') === receipt.leafHash && look.index === receipt.index;
  const isIncluded =
    proof !== null &&
    verifyInclusion({
      index: look.index,
      size: proof.treeSize,
      leaf,
      proof: proof.hashes.map((hash) => Buffer.from(hash, 'hex')),
      root: Buffer.from(proof.root, 'hex'),
    });
  const note = proof?.checkpoint ?? null;
  return {
    isReceipt,
    isIncluded,
    isSigned: isSigned && proof && note ? isSigned(note, proof.treeSize, proof.root) : null,
  };
}
