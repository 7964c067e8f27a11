import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';
import type { Primitives } from '../../auditlog/proofs/primitives.js';

/** Cryptography for a browser: where the page came by plain HTTP, the browser's own is not there, and it is never synchronous. */
export const primitives: Primitives = {
  sha256,
  verifyEd25519: (message, signature, publicKey) => {
    if (signature.length !== 64 || publicKey.length !== 32) return false;
    try {
      // As RFC 8032 has it, and as Node does it: points have one encoding.
      return ed25519.verify(signature, message, publicKey, { zip215: false });
    } catch {
      // Bytes that are no point.
      return false;
    }
  },
};
