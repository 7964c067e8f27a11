import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { proveVrf, pseudonymOfProof, verifyVrf } from '../../../auditlog/absence/vrf.js';
import { vector, vectorKey } from './vectorKey.js';

describe('a verifiable pseudonym', () => {
  it('is the one of RFC 9381', () => {
    const privateKey = vectorKey();
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
