import type { KeyObject } from 'node:crypto';
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
  readonly previous?: ((name: 'auditSeal' | 'blindIndex' | 'checkpoint') => readonly Uint8Array[]) | undefined;
}

/** The keys of bodies and tokens that are known. */
export type KnownKeys = {
  readonly [Name in 'auditSeal' | 'blindIndex' | 'previous' | 'store']?: AuditKeys[Name] | undefined;
};

/** Key-encryption keys that may have wrapped a body, the present one first. */
export function sealKeys({ auditSeal, previous }: KnownKeys): readonly Uint8Array[] {
  return auditSeal ? [auditSeal, ...(previous?.('auditSeal') ?? [])] : [];
}

/** What opens the bodies of a log; nothing of it where it is not known. */
export function bodyOpeners(keys: KnownKeys): BodyOpeners {
  return { seal: sealKeys(keys), store: keys.store ?? null };
}

/** Keys that tokens may have been made with, the present one first. */
export function indexKeys({ blindIndex, previous }: KnownKeys): readonly Uint8Array[] {
  return blindIndex ? [blindIndex, ...(previous?.('blindIndex') ?? [])] : [];
}
