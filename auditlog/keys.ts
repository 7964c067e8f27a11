import type { KeyObject } from 'node:crypto';

/** The keys that a log is written with. They live in the keys directory, never in the log's database. */
export interface AuditKeys {
  /** Key-encryption key of the sealed bodies, 32 bytes. Lost: no body opens any more; proofs stand. */
  readonly auditSeal: Uint8Array;
  /** HMAC key of the blind index, 32 bytes. Lost: entities are found in new entries only. */
  readonly blindIndex: Uint8Array;
  /** Ed25519 pair that signs checkpoints. Lost: old checkpoints verify with the public key that was handed out. */
  readonly checkpoint: { readonly privateKey: KeyObject; readonly publicKey: KeyObject };
}
