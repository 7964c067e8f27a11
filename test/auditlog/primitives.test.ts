import { createHash, sign } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { primitives } from '../../auditlog/primitives.js';
import { checkpointKeys } from '../../auditlog/signing/keys.js';

it('hashes as SHA-256 does, and keeps nothing of what it was given', () => {
  const input = Buffer.from('abc');
  const hashed = primitives.sha256(input);
  input.fill(0);
  expect(Buffer.from(hashed)).toEqual(createHash('sha256').update('abc').digest());
});

it('takes a signature of this message by this key, and nothing else for one', () => {
  const { privateKey, publicKey } = checkpointKeys(Buffer.alloc(32, 1));
  const other = checkpointKeys(Buffer.alloc(32, 2)).publicKey;
  const message = Buffer.from('head');
  const signature = sign(null, message, privateKey);
  const { verifyEd25519 } = primitives;
  expect(verifyEd25519(message, signature, publicKey)).toBe(true);
  expect(verifyEd25519(Buffer.from('heads'), signature, publicKey)).toBe(false);
  expect(verifyEd25519(message, signature, other)).toBe(false);
  expect(verifyEd25519(message, signature.subarray(1), publicKey)).toBe(false);
  expect(verifyEd25519(message, Buffer.concat([signature, Buffer.of(0)]), publicKey)).toBe(false);
  for (const size of [0, 31, 33]) expect(verifyEd25519(message, signature, Buffer.alloc(size, 1))).toBe(false);
  expect(verifyEd25519(message, signature, Buffer.alloc(32, 0xff))).toBe(false);
});
