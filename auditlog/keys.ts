import type { KeyObject } from 'node:crypto';
import type { BodyOpeners } from './store/keyTree/entryKeys.js';
import type { LogPool } from './store/pool.js';

/** An Ed25519 key pair. */
export interface SigningKeys {
  readonly privateKey: KeyObject;
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
}

/**
 * Key-encryption keys of the key trees' nodes as they are now, 32 bytes each: the present one first, which wraps, then earlier ones. Why a
 * function: they are rotated and forgotten while processes run.
 */
export type Seals = () => readonly [Uint8Array, ...Uint8Array[]];

/** The keys that a log is written with. Secrets live in the keys directory, never in a database. */
export interface AuditKeys {
  /** If lost, no body opens any more; proofs stand. */
  readonly auditSeal: Seals;
  /** Key of the blind index, 32 bytes, of which those of its HMACs and CMACs are drawn. If lost, entities are found in new entries only. */
  readonly blindIndex: Uint8Array;
  /** Ed25519 pair that signs checkpoints. If lost, witnesses need a new public key. */
  readonly checkpoint: SigningKeys;
  /** Database of the key trees' wrapped nodes, apart from the log. */
  readonly store: LogPool;
  /** Prefix of the origins of its logs; a common default if absent. */
  readonly origin?: string | undefined;
  /** Earlier keys, newest first: they read what was written before a rotation. */
  readonly previous?: ((name: 'blindIndex' | 'checkpoint') => readonly Uint8Array[]) | undefined;
}

/** Those keys of bodies and tokens that a reader has. */
export type KnownKeys = {
  readonly [Name in 'auditSeal' | 'blindIndex' | 'previous' | 'store']?: AuditKeys[Name] | undefined;
};

/** What opens the bodies of a log, as far as it is known. */
export function bodyOpeners(keys: KnownKeys): BodyOpeners {
  return { seal: keys.auditSeal ?? (() => []), store: keys.store ?? null };
}

/** Keys that tokens may have been made with, the present one first. */
export function indexKeys({ blindIndex, previous }: KnownKeys): readonly Uint8Array[] {
  return blindIndex ? [blindIndex, ...(previous?.('blindIndex') ?? [])] : [];
}
