import { parseProof } from '../../auditlog/c2sp/proof.js';
import { fromHex, sameBytes, strictBase64, toHex } from '../../auditlog/proofs/bytes.js';
import { headerSaltSize, type Leaf, readLeaf } from '../../auditlog/proofs/leaf.js';
import type { Primitives } from '../../auditlog/proofs/primitives.js';
import { createTreeHashes } from '../../auditlog/proofs/treeHashes.js';
import { checkPath } from './checkPath.js';
import { type HeldReceipt, receiptStep } from './checkProofText.js';
import { type Step, step } from './steps.js';
import type { Trusted } from './trusted.js';

/** An entry as `auditEntry` answers it. A field that is null or absent is not shown, and not compared. */
export type AnsweredEntry = Readonly<Partial<Record<keyof typeof statedBy, unknown>>> & {
  readonly index?: number | null;
  readonly log?: string | null;
  readonly leafHash?: string | null;
  readonly leafInput?: string | null;
  readonly header?: string | null;
  readonly inclusionProof?: {
    readonly treeSize: number;
    readonly hashes: readonly string[];
    readonly root: string;
    readonly checkpoint?: string | null;
  } | null;
};

/** What is known of an entry. */
export interface EntryClaim {
  /** The place that was asked for: another entry, though true, is no answer. */
  readonly asked: { readonly log: string; readonly index: number };
  readonly entry: AnsweredEntry;
  /** `auditProof.text`: its head may be cosigned, that of `inclusionProof` never is. */
  readonly proofText?: string | null;
  readonly receipt?: HeldReceipt | null;
}

/** Fields of an entry that its clear header states, and the header's names of them. */
const statedBy = {
  kind: 'kind',
  at: 'at',
  askedAt: 'askedAt',
  requestId: 'requestId',
  agency: 'agency',
  agencyKind: 'agencyKind',
  subject: 'asker',
  role: 'role',
  purpose: 'purpose',
  operationName: 'operationName',
  documentHash: 'documentHash',
  code: 'code',
  durationMs: 'durationMs',
  policyVersion: 'policyVersion',
  schemaHash: 'schemaHash',
  count: 'count',
  retention: 'retention',
  disclosedCount: 'disclosed',
} as const;

/**
 * Checks an entry from what the graph answered of it, step by step: that the leaf has its hash, says its own place and commits to the
 * header, that the header says what is shown, that the leaf is under a signed head. What the sealed body says cannot be checked so.
 */
export function checkEntry(claim: EntryClaim, trusted: Trusted | null, primitives: Primitives): readonly Step[] {
  const { asked, entry, receipt = null, proofText } = claim;
  const body = step('body.word', 'notChecked');
  const bytes = typeof entry.leafInput === 'string' ? strictBase64(entry.leafInput) : null;
  if (entry.leafInput == null) return [step('leaf.notShown', 'notChecked'), body];
  const leaf = bytes && readLeaf(bytes);
  if (!bytes || !leaf) return [step('leaf.unknownFormat', 'failed'), body];
  const hash = createTreeHashes(primitives).leafHash(bytes);
  const isHash = entry.leafHash == null || entry.leafHash === toHex(hash);
  const isPlace = [asked, { log: entry.log ?? leaf.log, index: entry.index ?? leaf.index }].every(
    (place) => place.log === leaf.log && place.index === leaf.index,
  );
  const { log, index } = leaf;
  return [
    step(isHash ? 'leaf.ok' : 'leaf.differs', isHash ? 'ok' : 'failed', { leafHash: toHex(hash) }),
    step(isPlace ? 'place.ok' : 'place.differs', isPlace ? 'ok' : 'failed', { log, index }),
    ...checkHeader(entry, leaf, primitives),
    receiptStep(receipt, { index, leaf: hash, log }),
    ...proofSteps(entry, { log, index, leaf: hash }, proofText ?? null, trusted, primitives),
    body,
  ];
}

/** The header's bytes against the leaf, and what it states against what is shown. */
function checkHeader(entry: AnsweredEntry, leaf: Leaf, { sha256 }: Primitives): readonly Step[] {
  if (entry.header == null) {
    const words = entry.kind === 'EXPIRED' ? 'header.expired' : 'header.notShown';
    return [step(words, 'notChecked'), step('fields.noHeader', 'notChecked')];
  }
  const stored = strictBase64(entry.header);
  if (!stored || !sameBytes(sha256(stored), leaf.header))
    return [step('header.differs', 'failed'), step('fields.noHeader', 'notChecked')];
  const shown = Object.entries(statedBy).filter(([field]) => entry[field as keyof AnsweredEntry] != null);
  const stated = readStated(stored);
  const different = shown.filter(([field, name]) => entry[field as keyof AnsweredEntry] !== (stated[name] ?? null));
  const names = (fields: typeof shown): string => fields.map(([field]) => field).join(', ');
  const fields =
    different.length === 0
      ? step('fields.ok', 'ok', { count: shown.length, fields: names(shown) })
      : step('fields.differ', 'failed', { fields: names(different) });
  return [step('header.ok', 'ok', { header: toHex(leaf.header) }), fields];
}

/** What a header states: of one that is no JSON, nothing. */
function readStated(stored: Uint8Array): Readonly<Record<string, unknown>> {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(stored.subarray(headerSaltSize));
    return { count: 1, ...(JSON.parse(text) as object) };
  } catch {
    return {};
  }
}

/** By the proof to keep where there is one, else by the one in the answer. */
function proofSteps(
  { inclusionProof }: AnsweredEntry,
  due: { readonly log: string; readonly index: number; readonly leaf: Uint8Array },
  proofText: string | null,
  trusted: Trusted | null,
  primitives: Primitives,
): readonly Step[] {
  if (proofText !== null) {
    const proof = parseProof(proofText, due.leaf);
    if (!proof) return [step('form.none', 'failed')];
    if (proof.index !== due.index || !sameBytes(proof.leaf, due.leaf)) return [step('path.otherLeaf', 'failed')];
    return checkPath({ ...due, hashes: proof.hashes, note: proof.note }, trusted, primitives);
  }
  if (!inclusionProof) return [step('path.none', 'notChecked')];
  const { treeSize: size, hashes, root, checkpoint = null } = inclusionProof;
  const [rootBytes, ...steps] = [root, ...hashes].map((hex) => fromHex(hex) ?? new Uint8Array());
  const stated = { size, root: rootBytes ?? new Uint8Array() };
  return checkPath({ ...due, hashes: steps, stated, note: checkpoint }, trusted, primitives);
}
