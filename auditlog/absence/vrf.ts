import { constants, createHash, createPublicKey, type KeyObject, privateEncrypt, publicDecrypt } from 'node:crypto';

/*
 * Verifiable pseudonyms: RSA-FDH-VRF-SHA256 of RFC 9381 section 4. Only the private key makes the pseudonym of a text, and nobody
 * reads the text from it; a proof shows anyone with the public key that it is the one pseudonym of that text.
 */

/**
 * The proof for a text: the RSA signature of its full-domain hash, as long as the modulus.
 *
 * @see RFC 9381 section 4.1
 */
export function proveVrf(privateKey: KeyObject, alpha: Uint8Array): Buffer {
  const encoded = encode(modulusOf(createPublicKey(privateKey)), alpha);
  return privateEncrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, encoded);
}

/** The pseudonym of a proof, 32 bytes; the proof is not verified. @see RFC 9381 section 4.2 */
export function pseudonymOfProof(proof: Uint8Array): Buffer {
  return createHash('sha256').update(Buffer.of(suite, 0x02)).update(proof).digest();
}

/** The pseudonym of a text if the proof holds, else null. @see RFC 9381 section 4.3 */
export function verifyVrf(publicKey: KeyObject, alpha: Uint8Array, proof: Uint8Array): Buffer | null {
  const modulus = modulusOf(publicKey);
  if (proof.length !== modulus.length) return null;
  try {
    const found = publicDecrypt({ key: publicKey, padding: constants.RSA_NO_PADDING }, proof);
    return found.equals(encode(modulus, alpha)) ? pseudonymOfProof(proof) : null;
  } catch {
    // OpenSSL throws for a number that is not below the modulus.
    return null;
  }
}

/** The text's full-domain hash, with a zero byte before it so that it is below the modulus. */
function encode(modulus: Buffer, alpha: Uint8Array): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt32BE(modulus.length);
  const seed = Buffer.concat([Buffer.of(suite, 0x01), size, modulus, alpha]);
  return Buffer.concat([Buffer.of(0), maskOf(seed, modulus.length - 1)]);
}

/** MGF1 with SHA-256. @see RFC 8017 appendix B.2.1 */
function maskOf(seed: Uint8Array, length: number): Buffer {
  const blocks: Buffer[] = [];
  for (let count = 0; count * 32 < length; count += 1) {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(count);
    blocks.push(createHash('sha256').update(seed).update(counter).digest());
  }
  return Buffer.concat(blocks).subarray(0, length);
}

function modulusOf(publicKey: KeyObject): Buffer {
  return Buffer.from(publicKey.export({ format: 'jwk' }).n ?? '', 'base64url');
}

const suite = 0x01;
