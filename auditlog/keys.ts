import type { KeyObject } from 'node:crypto';
import { checkpointKeys } from './c2sp/checkpoint.js';
import type { BodyOpeners } from './store/keyTree/entryKeys.js';
import type { LogPool } from './store/pool.js';

/** The keys that a log is written with. Secrets live in the keys directory, never in a database. */
export interface AuditKeys {
  /** Key-encryption key of what the keys of bodies are drawn from, 32 bytes. Lost: no body opens any more; proofs stand. */
  readonly auditSeal: Uint8Array;
  /** HMAC key of the blind index, 32 bytes. Lost: entities are found in new entries only. */
  readonly blindIndex: Uint8Array;
  /** Ed25519 pair that signs checkpoints. Lost: a new public key has to be given to witnesses. */
  readonly checkpoint: { readonly privateKey: KeyObject; readonly publicKey: KeyObject };
  /** Where the nodes of the key trees lie, wrapped: apart from the log. */
  readonly store: LogPool;
  /** What the origins of its logs begin with; one that all had in common where it is absent. */
  readonly origin?: string | undefined;
  /** Keys before the present ones, newest first: they read what was written before a rotation. */
  previous?(name: 'auditSeal' | 'blindIndex' | 'checkpoint'): readonly Uint8Array[];
}

/** Key-encryption keys that may have wrapped a body, the present one first. */
export function sealKeys(keys: Pick<AuditKeys, 'auditSeal' | 'previous'>): readonly Uint8Array[] {
  return [keys.auditSeal, ...(keys.previous?.('auditSeal') ?? [])];
}

/** What opens the bodies of a log; nothing of it where it is not known. */
export function bodyOpeners({ auditSeal, previous, store }: Partial<AuditKeys>): BodyOpeners {
  const seal = auditSeal ? sealKeys({ auditSeal, ...(previous ? { previous } : {}) }) : [];
  return { seal, store: store ?? null };
}

/** Keys that tokens may have been made with, the present one first. */
export function indexKeys(keys: Pick<AuditKeys, 'blindIndex' | 'previous'>): readonly Uint8Array[] {
  return [keys.blindIndex, ...(keys.previous?.('blindIndex') ?? [])];
}

/** Public keys that checkpoints of this log may be signed with, the present one first. */
export function checkpointPublicKeys(
  keys: Pick<AuditKeys, 'previous'> & { readonly checkpoint: { readonly publicKey: KeyObject } },
): readonly KeyObject[] {
  const previous = keys.previous?.('checkpoint') ?? [];
  return [keys.checkpoint.publicKey, ...previous.map((seed) => checkpointKeys(seed).publicKey)];
}

/**
 * Private keys that checkpoints are signed with: the present one, and the one before it, so that those who know only that one
 * see by its own signature who follows it.
 */
export function signingKeys(keys: Pick<AuditKeys, 'checkpoint' | 'previous'>): readonly KeyObject[] {
  const [before] = keys.previous?.('checkpoint') ?? [];
  return [keys.checkpoint.privateKey, ...(before ? [checkpointKeys(before).privateKey] : [])];
}
