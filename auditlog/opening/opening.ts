import { randomUUID } from 'node:crypto';
import { entryOf } from '../entry/entryOf.js';
import { writeNamed } from '../entry/named.js';
import type { Head } from '../heads.js';
import type { Hash } from '../proofs/treeHashes.js';
import type { NewEntry } from '../types.js';
import type { Found } from './start.js';

/** What a writer states of itself in its OPENED entry. */
export interface Opening {
  readonly policyVersion: string;
  /** SHA-256 of the schema that it serves, hex. */
  readonly schemaHash: string;
  /** SHA-256 of its settings without secrets, hex. */
  readonly settingsHash?: string;
  /** Head of the register that names the log; the entry names it in turn, so that neither can vanish alone. */
  readonly registered?: Head;
}

/**
 * Why entries waited for a checkpoint: the previous writer ended without one (`KILLED`), this one had no database, or it was held
 * up, as on a machine that slept.
 */
export type WaitingBecause = 'KILLED' | 'DATABASE_GONE' | 'HELD_UP';

/** A head that is named in an entry. */
export interface NamedHead {
  readonly size: number;
  /** Hex; null if the entries have a gap. */
  readonly root: string | null;
}

/** A log that is no longer written, with both heads: what was committed, and what its database had instead. */
export interface LeftLog {
  readonly log: string;
  readonly committed: NamedHead | null;
  readonly found: NamedHead;
}

/** What an operator decided about a log, for its OPENED entry. */
export interface Adoption {
  readonly operator: string;
  /** The signed head that was taken for the committed one. */
  readonly adopted?: Head;
  /** Logs that this one continues. */
  readonly continues?: readonly LeftLog[];
}

/** The first entry of a writer: what it found, in its sealed body. It has no agency, since nobody asked for it. */
export function openedEntry(
  opening: Opening,
  found: Pick<Found, 'size' | 'root' | 'checkpoint' | 'waiting' | 'ahead'>,
  why: WaitingBecause,
  adoption?: Adoption,
): NewEntry {
  const { size, root, checkpoint, waiting, ahead } = found;
  const { policyVersion, schemaHash, registered } = opening;
  const heads = registered && { heads: [writeNamed({ ...registered, state: 'SEEN' })] };
  const requestId = `opened-${randomUUID()}`;
  const variables = {
    ...(opening.settingsHash === undefined ? {} : { settingsHash: opening.settingsHash }),
    found: { ...toNamed({ size, root }), checkpoint, ahead },
    ...(waiting ? { waiting: { ...waiting, why } } : {}),
    ...adoptionFacts(adoption),
  };
  const at = new Date().toISOString();
  return entryOf({ kind: 'OPENED', at, requestId, policyVersion, schemaHash, code: 'OK', ...heads }, { variables });
}

/** Says that the clock went back: entries get the time of the last one until it has caught up. */
export function clockEntry({ policyVersion, schemaHash }: Opening, last: string, now: string): NewEntry {
  const requestId = `clock-${randomUUID()}`;
  return entryOf(
    { kind: 'CLOCK', at: now, requestId, policyVersion, schemaHash, code: 'OK' },
    { variables: { last, now } },
  );
}

function adoptionFacts(adoption: Adoption | undefined): object {
  if (!adoption) return {};
  const { operator, adopted, continues } = adoption;
  return { operator, ...(adopted ? { adopted: toNamed(adopted) } : {}), ...(continues ? { continues } : {}) };
}

/** A head as an entry names it. */
export function toNamed({ size, root }: { readonly size: number; readonly root: Hash | null }): NamedHead {
  return { size, root: root && Buffer.from(root).toString('hex') };
}
