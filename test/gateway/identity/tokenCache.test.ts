import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type CryptoKey, generateKeyPair, SignJWT } from 'jose';
import { createTokenVerifier, type TokenVerifier } from '../../../gateway/identity/tokens.js';
import { parsePolicy } from '../../../policy/loading/load.js';
import { readPackageFile } from '../../../schema/files.js';

/*
 * A token's signature is looked at once a minute; whether it has expired, is not good yet or was revoked, each time.
 */
const policy = parsePolicy({
  matrix: readPackageFile('policy', 'matrix.yaml'),
  agencies: readPackageFile('policy', 'agencies.yaml').replace(
    "caseReference: { pattern: 'NLC",
    `issuers: ["https://id.nl.example"]\n    caseReference: { pattern: 'NLC`,
  ),
  operations: readPackageFile('policy', 'operations.yaml'),
});
const start = Date.UTC(2026, 0, 1);
const revoked = new Set<string>();
let keyLookups = 0;
let privateKey: CryptoKey;
let publicKey: CryptoKey;
let verifier: TokenVerifier;

beforeAll(async () => {
  ({ privateKey, publicKey } = await generateKeyPair('ES256'));
});
beforeEach(() => {
  revoked.clear();
  keyLookups = 0;
  verifier = createTokenVerifier({
    issuers: [
      {
        issuer: 'https://id.nl.example',
        audience: 'portcullis',
        local: false,
        isPublic: false,
        keys: async () => {
          keyLookups += 1;
          return publicKey;
        },
      },
    ],
    policy,
    revocations: { has: async (jti) => revoked.has(jti) },
  });
});

const token = async (lifetimeSeconds: number): Promise<string> =>
  await new SignJWT({ client_id: 'desk', role: 'ANALYST' })
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt' })
    .setIssuer('https://id.nl.example')
    .setAudience('portcullis')
    .setSubject('officer-7')
    .setJti('one')
    .setIssuedAt(start / 1000)
    .setExpirationTime(start / 1000 + lifetimeSeconds)
    .sign(privateKey);

/** What comes of a token, some seconds after the start. */
const outcomeAfter = async (text: string, seconds: number): Promise<string> =>
  await verifier.verify(text, new Date(start + seconds * 1000)).then(
    ({ viewer }) => viewer.agency,
    (error: { code: string }) => error.code,
  );

describe('a token that was verified', () => {
  test('is not verified again within a minute', async () => {
    const good = await token(600);
    expect([await outcomeAfter(good, 0), await outcomeAfter(good, 30), await outcomeAfter(good, 59)]).toEqual(
      Array(3).fill('NL-CUSTOMS'),
    );
    expect(keyLookups).toBe(1);
  });
  test('is verified again after it: a key that was withdrawn takes its tokens with it', async () => {
    const good = await token(600);
    await outcomeAfter(good, 0);
    publicKey = (await generateKeyPair('ES256')).publicKey;
    expect(await outcomeAfter(good, 59)).toBe('NL-CUSTOMS');
    expect(await outcomeAfter(good, 61)).toBe('UNAUTHENTICATED');
    ({ privateKey, publicKey } = await generateKeyPair('ES256'));
  });
  test('is refused once it has expired, clocks apart by five seconds', async () => {
    const short = await token(10);
    expect(await outcomeAfter(short, 0)).toBe('NL-CUSTOMS');
    expect(await outcomeAfter(short, 14)).toBe('NL-CUSTOMS');
    expect(await outcomeAfter(short, 15)).toBe('UNAUTHENTICATED');
  });
  test('is refused from the moment on in which it is revoked, and taken when that was an error', async () => {
    const good = await token(600);
    expect(await outcomeAfter(good, 0)).toBe('NL-CUSTOMS');
    revoked.add('one');
    expect(await outcomeAfter(good, 1)).toBe('UNAUTHENTICATED');
    revoked.clear();
    expect(await outcomeAfter(good, 2)).toBe('NL-CUSTOMS');
  });
  test('lends nothing to one that differs from it', async () => {
    const good = await token(600);
    await outcomeAfter(good, 0);
    const other = good.at(-2) === 'A' ? 'B' : 'A';
    expect(await outcomeAfter(`${good.slice(0, -2)}${other}${good.at(-1)}`, 1)).toBe('UNAUTHENTICATED');
    expect(await outcomeAfter(good, -30)).toBe('UNAUTHENTICATED');
  });
});
