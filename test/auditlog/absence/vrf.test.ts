import { createPrivateKey, createPublicKey, generateKeyPairSync, type JsonWebKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { proveVrf, pseudonymOfProof, verifyVrf } from '../../../auditlog/absence/vrf.js';
import { packageFile } from '../../../schema/files.js';

const vector = JSON.parse(readFileSync(packageFile('test', 'auditlog', 'absence', 'rfc9381.json'), 'utf8'));
const number = (hex: string): bigint => BigInt(`0x${hex}`);
const base64url = (value: bigint): string =>
  Buffer.from(value.toString(16).padStart(256, '0'), 'hex').toString('base64url');

/** The RFC states p, q, n and d; a JWK wants the rest of the Chinese remainder too. */
function keyOfVector(): JsonWebKey {
  const [p, q, d] = [number(vector.key.p), number(vector.key.q), number(vector.key.d)];
  const hex = (text: string): string => Buffer.from(text, 'hex').toString('base64url');
  const rest = { dp: base64url(d % (p - 1n)), dq: base64url(d % (q - 1n)), qi: base64url(inverse(q, p)) };
  return {
    kty: 'RSA',
    e: 'AQAB',
    n: hex(vector.key.n),
    d: hex(vector.key.d),
    p: hex(vector.key.p),
    q: hex(vector.key.q),
    ...rest,
  };
}

function inverse(value: bigint, modulus: bigint): bigint {
  let [a, b, x, y] = [value % modulus, modulus, 1n, 0n];
  while (a > 1n) {
    const quotient = a / b;
    [a, b] = [b, a % b];
    [x, y] = [y, x - quotient * y];
  }
  return ((x % modulus) + modulus) % modulus;
}

describe('a verifiable pseudonym', () => {
  it('is the one of RFC 9381', () => {
    const privateKey = createPrivateKey({ key: keyOfVector(), format: 'jwk' });
    const proof = proveVrf(privateKey, Buffer.of());
    expect(proof.toString('hex')).toBe(vector.proof);
    expect(pseudonymOfProof(proof).toString('hex')).toBe(vector.pseudonym);
    expect(verifyVrf(createPublicKey(privateKey), Buffer.of(), proof)?.toString('hex')).toBe(vector.pseudonym);
  });

  it('is refused of another text, another key, a changed proof, and a proof that is no number below the modulus', () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const alpha = Buffer.from('person_1');
    const proof = proveVrf(privateKey, alpha);
    expect(verifyVrf(publicKey, alpha, proof)).toEqual(pseudonymOfProof(proof));
    expect(verifyVrf(publicKey, Buffer.from('person_2'), proof)).toBeNull();
    expect(verifyVrf(generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey, alpha, proof)).toBeNull();
    for (const at of [0, 100, 255])
      expect(
        verifyVrf(
          publicKey,
          alpha,
          proof.map((byte, place) => (place === at ? byte ^ 1 : byte)),
        ),
      ).toBeNull();
    for (const wrong of [proof.subarray(1), Buffer.concat([proof, Buffer.of(0)]), Buffer.alloc(256, 0xff), Buffer.of()])
      expect(verifyVrf(publicKey, alpha, wrong)).toBeNull();
  });
});
