import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { productPolicy } from '../loading/policyFiles.js';
import type { Policy } from '../policy.js';
import { inWords } from './operationWords.js';

/** Who approved what a policy decides, when, and the reference of the approval. */
export interface Approval {
  readonly by: string;
  readonly at: string;
  readonly reference: string;
}

/** `decisions.txt` of a policy directory: what the policy decided when it was approved, in sentences. */
export interface Snapshot {
  /** null: nobody, as for the product's own proposal. */
  readonly approval: Approval | null;
  /** Digest of the approved sentences. */
  readonly digest: string;
  readonly sentences: readonly string[];
}

/**
 * A policy compared with its snapshot. PROPOSAL: it decides as the product's own, which nobody approved. These fail a check:
 * MISSING; ALTERED: the sentences do not match the digest; UNAPPROVED: it decides differently from the product's own, and
 * nobody approved that; CHANGED: it decides differently from the snapshot.
 */
export interface SnapshotFound {
  readonly state: 'APPROVED' | 'PROPOSAL' | 'MISSING' | 'ALTERED' | 'UNAPPROVED' | 'CHANGED';
  readonly approval: Approval | null;
  /** Digest of what the policy decides now. */
  readonly digest: string;
  /** Sentences that are new, and sentences only in the snapshot. */
  readonly added: readonly string[];
  readonly gone: readonly string[];
}

/** The snapshot's path in a policy directory; absent: the product's own. */
export function snapshotFile(directory: string | undefined): string {
  return join(directory ?? productPolicy, 'decisions.txt');
}

const head = [
  '# What this policy decides, in sentences: of each agency over an ordinary record of another one, and under a case.',
  '# `portcullis policy check` says which of them changed, and `--approve` writes them anew, by name. Not to be edited.',
];
const nobody = 'nobody; a proposal';

/** The text of a snapshot of a policy. */
export function snapshotText(policy: Policy, approval: Approval | null): string {
  const sentences = inWords(policy);
  const by = approval ? `${approval.at} by ${approval.by}; ${approval.reference}` : nobody;
  return [...head, `# Approved: ${by}`, `# Digest: ${digestOf(sentences)}`, '', ...sentences, ''].join('\n');
}

/** Compares what a policy decides with the snapshot of its directory. */
export function compareSnapshot(policy: Policy, directory: string | undefined): SnapshotFound {
  const now = inWords(policy);
  const digest = digestOf(now);
  const snapshot = readSnapshot(directory);
  if (!snapshot) return { state: 'MISSING', approval: null, digest, added: now, gone: [] };
  const { approval, sentences } = snapshot;
  const [before, after] = [new Set(sentences), new Set(now)];
  const added = now.filter((sentence) => !before.has(sentence));
  const gone = sentences.filter((sentence) => !after.has(sentence));
  return { state: stateOf(snapshot, digest), approval, digest, added, gone };
}

function stateOf({ approval, digest, sentences }: Snapshot, now: string): SnapshotFound['state'] {
  if (digestOf(sentences) !== digest) return 'ALTERED';
  if (digest !== now) return 'CHANGED';
  if (approval) return 'APPROVED';
  return digest === readSnapshot(undefined)?.digest ? 'PROPOSAL' : 'UNAPPROVED';
}

function readSnapshot(directory: string | undefined): Snapshot | null {
  let text: string;
  try {
    text = readFileSync(snapshotFile(directory), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  const lines = text.split('\n');
  const member = (name: string): string =>
    lines.find((line) => line.startsWith(`# ${name}: `))?.slice(name.length + 4) ?? '';
  const [, at = '', by = '', reference = ''] = /^(\S+Z) by ([^;]+); (.+)$/.exec(member('Approved')) ?? [];
  return {
    approval: at === '' ? null : { at, by, reference },
    digest: member('Digest'),
    sentences: lines.filter((line) => line !== '' && !line.startsWith('#')),
  };
}

function digestOf(sentences: readonly string[]): string {
  return `sha256:${createHash('sha256').update(sentences.join('\n')).digest('hex')}`;
}
