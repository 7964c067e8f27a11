import { leafHash } from '../../auditlog/merkle.js';
import { primitives } from '../../auditlog/primitives.js';
import { verifyInclusion } from '../../auditlog/proofs/verifyProof.js';
import { type Answer, ask } from './ask.js';
import { auditor } from './askers.js';
import { heading, type Paper, paints, say } from './paper.js';

/** An entry of the log, as the auditor sees it. */
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

const entryFields = `index at agency role purpose code disclosedCount leafHash leafInput
  disclosed { type id originator } withheld { path effect rule }
  inclusionProof { treeSize hashes root checkpoint }`;

/** Tries to find a checkpoint over the newest entry, and the pause between them. */
const attempts = 10;
const pauseMs = 600;

/**
 * The log entries of the answers, as the supervisory authority sees them, each found by its receipt.
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
      `look${position}: auditEntry(index: ${receipt?.index ?? -1}, log: ${JSON.stringify(receipt?.log ?? '')}) { ${entryFields} }`,
  );
  for (let attempt = 1; ; attempt += 1) {
    const { data } = await ask(url, token, auditor, `query Looks { ${fields.join(' ')} }`, {});
    const looks = answers.map((_, position) => (data[`look${position}`] as AuditedLook | null) ?? null);
    if (attempt === attempts || looks.every((look) => look?.inclusionProof?.checkpoint)) return looks;
    // Why: checkpoints are signed at intervals, and may not cover the newest entry yet.
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

/** The checks of one entry's proof. */
export interface ProofCheck {
  /** The entry's bytes have the hash that the answer's receipt stated. */
  readonly isReceipt: boolean;
  /** That hash is at its index in the tree of the stated root. */
  readonly isIncluded: boolean;
  /** A signed checkpoint states that root; null where nothing checks signatures. */
  readonly isSigned: boolean | null;
}

/**
 * Checks that an entry is in the log as its receipt stated, using only bytes received over HTTP.
 *
 * @param isSigned whether a checkpoint's note is signed by the log's key and states this root; absent: not checked
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
    verifyInclusion(
      {
        index: look.index,
        size: proof.treeSize,
        leaf,
        proof: proof.hashes.map((hash) => Buffer.from(hash, 'hex')),
        root: Buffer.from(proof.root, 'hex'),
      },
      primitives,
    );
  const note = proof?.checkpoint ?? null;
  return {
    isReceipt,
    isIncluded,
    isSigned: isSigned && proof && note ? isSigned(note, proof.treeSize, proof.root) : null,
  };
}

/** Prints what the supervisory authority sees of the three looks, and whether the proofs hold. */
export function printAudit(
  paper: Paper,
  looks: readonly { readonly look: AuditedLook | null; readonly proof: ProofCheck | null }[],
): void {
  const { bold, dim, green, red } = paints(paper);
  heading(paper, `The auditor: ${auditor.agency} (${auditor.role}, ${auditor.purpose}, ${auditor.caseReference})`);
  for (const { look, proof } of looks) {
    if (!look) {
      paper.out(red('The log has no entry for this answer.'));
      continue;
    }
    const withheld = look.withheld ?? [];
    paper.out(
      `${bold(`entry ${look.index}`)}  ${look.at}  ${look.agency} ${look.role} for ${look.purpose}: ${look.code}`,
    );
    say(paper, `shown: ${describeDisclosed(look)}`, 2);
    const rules = [...new Set(withheld.map(({ rule }) => rule))];
    if (rules.length > 0) say(paper, `withheld: ${withheld.length} paths by ${rules.join(', ')}`, 2);
    const held = proof?.isReceipt && proof.isIncluded && proof.isSigned !== false;
    const size = look.inclusionProof?.treeSize ?? 0;
    const signed = proof?.isSigned ? ', signed checkpoint' : '';
    paper.out(
      held
        ? green(`  proof: in the tree of ${size} entries, as the receipt stated${signed}`)
        : red('  proof: does NOT hold'),
    );
    paper.out(dim(`  leaf ${look.leafHash}`));
  }
}

function describeDisclosed({ disclosed, disclosedCount }: AuditedLook): string {
  if (!disclosed) return `${disclosedCount} records`;
  const counts = new Map<string, number>();
  for (const { type } of disclosed) counts.set(type, (counts.get(type) ?? 0) + 1);
  return counts.size === 0 ? 'nothing' : [...counts].map(([type, count]) => `${count} ${type}`).join(', ');
}
