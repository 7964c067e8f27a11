import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { signatureTypes } from '../../../auditlog/c2sp/note.js';
import { parseVerifierKey, type VerifierKey } from '../../../auditlog/c2sp/verifierKey.js';
import { primitives } from '../../../auditlog/primitives.js';
import { checkpointKeys, verifierKeyOf } from '../../../auditlog/signing/keys.js';
import { signatureBase, signRequest, verifyRequest } from '../../../gateway/identity/messageSignature.js';

const own = checkpointKeys(Buffer.alloc(32, 1));
const key = parseVerifierKey(
  verifierKeyOf('w.example/1', own.publicKey, signatureTypes.cosignature),
  primitives,
  signatureTypes.cosignature,
) as VerifierKey;
const signer = { keyId: `${key.name}+${key.keyId}`, privateKey: own.privateKey };
const now = 1_780_000_000;
const parts = { method: 'GET', authority: 'graph.example.org', path: '/log/main/checkpoint' };
const headers = signRequest(parts, signer, now);
const check = (changes: { readonly parts?: object; readonly headers?: object; readonly now?: number } = {}) =>
  verifyRequest(
    { ...parts, ...changes.parts },
    { ...headers, ...changes.headers },
    { keys: [key], now: changes.now ?? now },
  );
/** The headers of a signature that is true and of another form. */
function signedAs(components: readonly (readonly [string, string])[], rest: string) {
  const params = `(${components.map(([name]) => `"${name}"`).join(' ')})${rest}`;
  const signature = sign(null, Buffer.from(signatureBase(components, params)), own.privateKey).toString('base64');
  return { 'signature-input': `sig=${params}`, signature: `sig=:${signature}:` };
}
const whole = [
  ['@method', 'GET'],
  ['@authority', parts.authority],
  ['@path', parts.path],
] as const;
const params = `;created=${now};keyid="${signer.keyId}"`;
const refused = expect.objectContaining({ code: 'UNAUTHENTICATED' });

describe('a request that is signed by the key of a witness', () => {
  it('is that of RFC 9421, appendix B.2.6: its base is signed to the same bytes', () => {
    const jwk = {
      ...{ kty: 'OKP', crv: 'Ed25519' },
      d: 'n4Ni-HpISpVObnQMW0wOhCKROaIKqKtW_2ZYb2p9KcU',
      x: 'JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bs',
    };
    const base = signatureBase(
      [
        ['date', 'Tue, 20 Apr 2021 02:07:55 GMT'],
        ['@method', 'POST'],
        ['@path', '/foo'],
        ['@authority', 'example.com'],
        ['content-type', 'application/json'],
        ['content-length', '18'],
      ],
      '("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519"',
    );
    const expected = 'wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==';
    const privateKey = createPrivateKey({ key: jwk, format: 'jwk' });
    expect(sign(null, Buffer.from(base), privateKey).toString('base64')).toBe(expected);
    expect(verify(null, Buffer.from(base), createPublicKey(privateKey), Buffer.from(expected, 'base64'))).toBe(true);
  });

  it('is of the key that its keyid names, for a minute', () => {
    for (const at of [now, now - 60, now + 60]) expect(check({ now: at })).toBe(key);
    for (const at of [now - 61, now + 61, Number.NaN]) expect(() => check({ now: at })).toThrow(refused);
  });

  it('may cover the three parts in any order, and say no algorithm', () => {
    expect(check({ headers: signedAs(whole.toReversed(), params) })).toBe(key);
    expect(check({ headers: signedAs(whole, `${params};expires=${now}`) })).toBe(key);
    expect(check({ parts: { authority: 'GRAPH.example.org:443' } })).toBe(key);
  });

  it.each([
    ['another method', { method: 'POST' }],
    ['another host', { authority: 'other.example.org' }],
    ['another port', { authority: 'graph.example.org:8443' }],
    ['another file', { path: '/log/main/tile/0/000' }],
    ['a query', { path: '/log/main/checkpoint?a' }],
  ])('is refused for %s', (_, changed) => {
    expect(() => check({ parts: changed })).toThrow(refused);
  });

  it.each([
    ['without the method', whole.slice(1), params],
    ['without the host', [whole[0], whole[2]], params],
    ['without the path', whole.slice(0, 2), params],
    ['with a part twice', [...whole, whole[0]], params],
    ['with another part', [...whole, ['date', ''] as const], params],
    ['without a time', whole, `;keyid="${signer.keyId}"`],
    ['without a key', whole, `;created=${now}`],
    ['with two times', whole, `;created=1${params}`],
    ['that expired a second ago', whole, `${params};expires=${now - 1}`],
    ['that expires at no time', whole, `${params};expires="later"`],
    ['with another algorithm', whole, `${params};alg="hmac-sha256"`],
    ['of an unknown key', whole, `;created=${now};keyid="w.example/2+00000000"`],
  ])('is refused %s, however true its signature', (_, components, rest) => {
    expect(() => check({ headers: signedAs(components, rest) })).toThrow(refused);
  });

  it.each([
    ['no headers', { 'signature-input': '', signature: '' }],
    ['no signature', { signature: '' }],
    ['a signature under another name', { signature: headers.signature.replace('sig', 'other') }],
    ['two signatures', { 'signature-input': `${headers['signature-input']}, a=("@method");created=1` }],
    ['another signature', { signature: `sig=:${Buffer.alloc(64).toString('base64')}:` }],
    ['parameters of another', { 'signature-input': headers['signature-input'].replace(String(now), String(now + 1)) }],
  ])('is refused with %s', (_, changed) => {
    expect(() => check({ headers: changed })).toThrow(refused);
  });
});
