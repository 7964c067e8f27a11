import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { productPolicy } from '../loading/policyFiles.js';
import type { Policy } from '../policy.js';
import { inWords } from './operationWords.js';

/** Who approved what a policy decides, when, and where that stands. */
export interface Approval {
  readonly by: string;
  readonly at: string;
  readonly reference: string;
}

/** `decisions.txt` of a policy directory: what was decided when it was approved, in sentences. */
export interface Snapshot {
  /** null: nobody, as of the product's proposal. */
  readonly approval: Approval | null;
  /** Of what was approved. */
  readonly digest: string;
  readonly sentences: readonly string[];
}

/**
 * How a policy stands to its snapshot. PROPOSAL: its decisions are those of the product's own, which nobody approved. Red are
 * MISSING; ALTERED: the sentences are not those of the digest; UNAPPROVED: others than the product's, by nobody; CHANGED: the
 * policy decides otherwise.
 */
export interface SnapshotFound {
  readonly state: 'APPROVED' | 'PROPOSAL' | 'MISSING' | 'ALTERED' | 'UNAPPROVED' | 'CHANGED';
  readonly approval: Approval | null;
  /** Of what the policy decides now. */
  readonly digest: string;
  /** Sentences that are not in the snapshot, and those that are there alone. */
  readonly added: readonly string[];
  readonly gone: readonly string[];
}

/** Where the snapshot of a policy directory stands; absent: the product's own. */
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
  const said = (what: string): string =>
    lines.find((line) => line.startsWith(`# ${what}: `))?.slice(what.length + 4) ?? '';
  const [, at = '', by = '', reference = ''] = /^(\S+Z) by ([^;]+); (.+)$/.exec(said('Approved')) ?? [];
  return {
    approval: at === '' ? null : { at, by, reference },
    digest: said('Digest'),
    sentences: lines.filter((line) => line !== '' && !line.startsWith('#')),
  };
}

function digestOf(sentences: readonly string[]): string {
  return `sha256:${createHash('sha256').update(sentences.join('\n')).digest('hex')}`;
}
