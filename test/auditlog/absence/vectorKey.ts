import { createPrivateKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { packageFile } from '../../../schema/files.js';

/** Example 1 of RFC 9381, appendix A.1. */
export const vector = JSON.parse(readFileSync(packageFile('test', 'auditlog', 'absence', 'rfc9381.json'), 'utf8'));
const number = (hex: string): bigint => BigInt(`0x${hex}`);
const base64url = (value: bigint): string =>
  Buffer.from(value.toString(16).padStart(256, '0'), 'hex').toString('base64url');

/** Its 2048-bit key. The RFC states p, q, n and d; a JWK wants the rest of the Chinese remainder too. */
export function vectorKey(): KeyObject {
  const [p, q, d] = [number(vector.key.p), number(vector.key.q), number(vector.key.d)];
  const hex = (text: string): string => Buffer.from(text, 'hex').toString('base64url');
  const rest = { dp: base64url(d % (p - 1n)), dq: base64url(d % (q - 1n)), qi: base64url(inverse(q, p)) };
  const key = {
    kty: 'RSA',
    e: 'AQAB',
    n: hex(vector.key.n),
    d: hex(vector.key.d),
    p: hex(vector.key.p),
    q: hex(vector.key.q),
    ...rest,
  };
  return createPrivateKey({ key, format: 'jwk' });
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
