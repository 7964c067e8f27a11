import type { Hash } from '../proofs/treeHashes.js';
import { openOwnCheckpoint } from '../signing/checkpoints.js';
import type { Faults } from './faults.js';

/** A head that was kept outside of the log's database. */
export interface TrustedHead {
  readonly size: number;
  readonly root: Hash;
  /** Where it comes from, for messages: `the head file`, `the note FILE`. */
  readonly name: string;
}

/** A head that the log is compared with. */
export interface KnownHead extends TrustedHead {
  readonly by: 'TRUST' | 'CHECKPOINT' | 'COSIGNED' | 'REGISTER';
}

/** The head of a stored note; none, and a fault, if it is not signed. */
export function openStored(
  { size, note }: { readonly size: number; readonly note: string },
  by: 'CHECKPOINT' | 'COSIGNED',
  log: { readonly id: string; readonly publicKeys: readonly Uint8Array[] },
  faults: Faults,
): readonly KnownHead[] {
  const opened = openOwnCheckpoint(note, log.id, log.publicKeys);
  const name = `the ${by === 'CHECKPOINT' ? 'checkpoint' : 'cosigned head'} of ${size} entries`;
  if (opened?.size === size) return [{ size, root: opened.root, name, by }];
  faults.add(size === 0 ? null : size - 1, `${name} is not signed by the checkpoint key`);
  return [];
}

/**
 * The heads that a log of `size` entries is compared with, smallest first: its validly signed checkpoints, cosigned heads, trusted
 * heads, and those that entries of other logs name. Adds a fault for an invalid checkpoint, and for a head over more entries.
 */
export function knownHeads(
  log: {
    readonly id: string;
    readonly size: number;
    readonly checkpoints: readonly { readonly size: number; readonly note: string }[];
    readonly cosigned: readonly KnownHead[];
    readonly trusted: readonly TrustedHead[];
    readonly named: readonly TrustedHead[];
    readonly publicKeys: readonly Uint8Array[];
  },
  faults: Faults,
): readonly KnownHead[] {
  const heads: readonly KnownHead[] = [
    ...log.trusted.map((head) => ({ ...head, by: 'TRUST' as const })),
    ...log.named.map((head) => ({ ...head, by: 'REGISTER' as const })),
    ...log.checkpoints.flatMap((stored) => openStored(stored, 'CHECKPOINT', log, faults)),
    ...log.cosigned,
  ];
  const largest = heads.reduce((last, head) => (head.size > last.size ? head : last), nothing);
  if (largest.size > log.size) {
    const what = `${largest.name} is over ${largest.size} entries, but only ${log.size} are there`;
    faults.add(log.size, what, largest.size - 1);
  }
  return heads.filter((head) => head.size <= log.size).sort((a, b) => a.size - b.size);
}

const nothing = { size: 0, name: '' };
