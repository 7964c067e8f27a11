/** The cryptography that proofs are checked by: the server hands in Node's, a browser its own. */
export interface Primitives {
  /** SHA-256: 32 bytes. Does not keep what it is given. */
  sha256(bytes: Uint8Array): Uint8Array;
  /**
   * True if this is the Ed25519 signature (RFC 8032) of a message.
   *
   * @param signature of any length: only 64 bytes can be one
   * @param publicKey 32 bytes; of bytes that are no point, nothing is a signature
   */
  verifyEd25519(message: Uint8Array, signature: Uint8Array, publicKey: Uint8Array): boolean;
}
