import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { type CryptoKey, exportJWK, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import { certificateAgrees, identifyCertificate } from '../../gateway/identity/bind.js';
import { readIssuers } from '../../gateway/identity/issuers.js';
import { localIssuer, mintLocalToken, openLocalKey } from '../../gateway/identity/localIssuer.js';
import { revocationsOf } from '../../gateway/identity/revocation.js';
import { createTokenVerifier, type TokenVerifier } from '../../gateway/identity/tokens.js';
import { trustedIssuers } from '../../gateway/identity/trustedIssuers.js';
import { challenge } from '../../gateway/identity/unauthenticated.js';
import { defaultSettings } from '../../gateway/settings.js';
import { parsePolicy } from '../../policy/loading/load.js';
import type { PortcullisError } from '../../schema/errors.js';
import { readPackageFile } from '../../schema/files.js';

const FINGERPRINT = 'ab'.repeat(32);
const THUMBPRINT = Buffer.from(FINGERPRINT, 'hex').toString('base64url');
const policy = parsePolicy({
  matrix: readPackageFile('policy', 'matrix.yaml'),
  agencies: readPackageFile('policy', 'agencies.yaml')
    .replace(
      /clients: .*\n {4}caseReference: \{ pattern: 'NLC/,
      `clients: [desk, https://risk.nl.example/engine]\n    issuers: ["https://id.nl.example"]\n    clientCertificates: ["${FINGERPRINT}"]\n    caseReference: { pattern: 'NLC`,
    )
    .replace("caseReference: { pattern: 'BEC", "clients: [belgian]\n    caseReference: { pattern: 'BEC"),
  operations: readPackageFile('policy', 'operations.yaml'),
});

let folder: string;
let verifier: TokenVerifier;
let privateKey: CryptoKey;
let foreignKey: CryptoKey;
const now = new Date();
const seconds = Math.floor(now.getTime() / 1000);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portcullis-identity-'));
  const pair = await generateKeyPair('ES256', { extractable: true });
  privateKey = pair.privateKey;
  foreignKey = (await generateKeyPair('ES256')).privateKey;
  await writeFile(
    join(folder, 'keys.json'),
    JSON.stringify({ keys: [{ ...(await exportJWK(pair.publicKey)), kid: 'k1', alg: 'ES256' }] }),
  );
  await writeFile(
    join(folder, 'issuers.json'),
    JSON.stringify([{ issuer: 'https://id.nl.example', jwks: 'keys.json' }]),
  );
  await writeFile(join(folder, 'revoked.txt'), '# stolen\nrevoked-one\n');
  verifier = createTokenVerifier({
    issuers: await readIssuers(join(folder, 'issuers.json'), { audience: 'portcullis', deadlineMs: 10_000 }),
    policy,
    revocations: revocationsOf({ revocations: join(folder, 'revoked.txt') }),
  });
});

const claims = {
  iss: 'https://id.nl.example',
  aud: 'portcullis',
  sub: 'officer-7',
  client_id: 'desk',
  jti: 'one',
  iat: seconds,
  exp: seconds + 60,
  role: 'ANALYST',
};
interface Forged {
  readonly payload?: JWTPayload;
  readonly header?: { alg?: string; typ?: string; kid?: string };
  readonly key?: CryptoKey | Uint8Array;
}
const token = async ({ payload = {}, header = {}, key = privateKey }: Forged = {}): Promise<string> =>
  await new SignJWT(JSON.parse(JSON.stringify({ ...claims, ...payload })))
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: 'k1', ...header })
    .sign(key);
const outcome = async (text: string): Promise<string> =>
  await verifier.verify(text, now).then(
    ({ viewer }) => `${viewer.agency} ${viewer.role} ${viewer.clearance}`,
    (error: { code: string }) => error.code,
  );

describe('access tokens', () => {
  test('give the viewer that their issuer is bound to, of the lowest clearance where none is stated', async () => {
    expect(await outcome(await token())).toBe('NL-CUSTOMS ANALYST PUBLIC');
    expect(await outcome(await token({ payload: { clearance: 'RESTREINT_UE' } }))).toBe(
      'NL-CUSTOMS ANALYST RESTREINT_UE',
    );
    expect(await outcome(await token({ header: { typ: 'application/at+jwt' } }))).toBe('NL-CUSTOMS ANALYST PUBLIC');
  });
  test('allow the purposes that token, agency and role share', async () => {
    const { purposes } = await verifier.verify(
      await token({ payload: { purposes: ['CUSTOMS_CONTROL', 'DATA_PROTECTION_AUDIT'] } }),
      now,
    );
    expect(purposes).toEqual(['CUSTOMS_CONTROL']);
  });
  test.each([
    ['desk', 'desk'],
    ['https://risk.nl.example/engine', 'https://risk.nl.example/engine'],
    ['belgian', 'other'],
    ['Desk', 'other'],
    ['desk ', 'other'],
    ['desk\n"x"', 'other'],
    ['__proto__', 'other'],
    ['constructor', 'other'],
    ['length', 'other'],
    ['0', 'other'],
    [0, 'other'],
    [['desk'], 'other'],
    [null, 'other'],
    ['', 'other'],
  ])('name a client that their own agency registered, and no other: %j', async (client_id, client) => {
    expect((await verifier.verify(await token({ payload: { client_id } as JWTPayload }), now)).client).toBe(client);
  });
  test.each<[string, Forged]>([
    ['of another key', { key: undefined as never }],
    ['of an unknown issuer', { payload: { iss: 'https://evil.example' } }],
    ['for another audience', { payload: { aud: 'elsewhere' } }],
    ['expired', { payload: { exp: seconds - 10 } }],
    ['not yet valid', { payload: { nbf: seconds + 60 } }],
    ['issued in the future', { payload: { iat: seconds + 60 } }],
    ['of another type', { header: { typ: 'JWT' } }],
    ['without a type', { header: { typ: undefined as never } }],
    ['revoked', { payload: { jti: 'revoked-one' } }],
    ['without a subject', { payload: { sub: undefined as never } }],
    ['without an id', { payload: { jti: undefined as never } }],
    ['without a client', { payload: { client_id: undefined } }],
    ['without an expiry', { payload: { exp: undefined as never } }],
    ['with a subject that would break a log line', { payload: { sub: 'a\nb' } }],
    ['of an agency that the issuer is not bound to', { payload: { agency: 'DE-POLICE' } }],
    ['of a role beyond the agency', { payload: { role: 'CASE_PROSECUTOR' } }],
    ['of an unknown role', { payload: { role: 'ROOT' } }],
    ['of a role from a prototype', { payload: { role: 'constructor' } }],
    ['of a purpose beyond the agency', { payload: { purposes: ['BORDER_CHECK'] } }],
    ['of an unknown purpose', { payload: { purposes: ['CURIOSITY'] } }],
    ['of purposes that are no list', { payload: { purposes: 'CUSTOMS_CONTROL' } }],
    ['of a clearance beyond the agency', { payload: { clearance: 'SECRET_UE' } }],
    ['of an unknown clearance', { payload: { clearance: 'COSMIC' } }],
    ['of one who acts for another', { payload: { act: { sub: 'partner', agency: 'XA-CUSTOMS' } } }],
    ['of one for whom another may act', { payload: { may_act: { sub: 'partner' } } }],
    ['of one who acts, spelled as null', { payload: { act: null } }],
    ['bound to a certificate, and come without one', { payload: { cnf: { 'x5t#S256': THUMBPRINT } } }],
    ['bound to a key of their own (DPoP)', { payload: { cnf: { jkt: THUMBPRINT } } }],
    ['bound to a certificate and something else', { payload: { cnf: { 'x5t#S256': THUMBPRINT, jkt: 'a' } } }],
    ['bound to nothing that is named', { payload: { cnf: {} } }],
    ['bound to null', { payload: { cnf: null as never } }],
    ['bound to a text', { payload: { cnf: THUMBPRINT as never } }],
  ])('are refused where they are %s', async (name, forged) => {
    const given = name === 'of another key' ? { key: foreignKey } : forged;
    expect(await outcome(await token(given))).toBe('UNAUTHENTICATED');
  });
  test('are refused unsigned, and signed with a public key as if it were a secret', async () => {
    expect(await outcome(new UnsecuredJWT({ ...claims }).encode())).toBe('UNAUTHENTICATED');
    expect(
      await outcome(await token({ header: { alg: 'HS256' }, key: new TextEncoder().encode('x'.repeat(64)) })),
    ).toBe('UNAUTHENTICATED');
    expect(await outcome('nonsense')).toBe('UNAUTHENTICATED');
    expect(await outcome('a'.repeat(10_000))).toBe('UNAUTHENTICATED');
  });
  test.each<[string, Forged]>([
    ['signature is not of a key of the issuer', { key: undefined as never }],
    ['no such key of the issuer', { header: { kid: 'another' } }],
    ['algorithm not allowed', { header: { alg: 'HS256' }, key: new TextEncoder().encode('x'.repeat(64)) as never }],
    ['claim typ is another', { header: { typ: 'JWT' } }],
    ['claim jti is missing', { payload: { jti: undefined as never } }],
  ])('are refused with a cause for the operator, in words: %s', async (cause, forged) => {
    const given = cause.startsWith('signature') ? { key: foreignKey } : forged;
    const refused = await verifier.verify(await token(given), now).catch((error: unknown) => error);
    expect((refused as { originalError?: Error }).originalError?.message).toBe(cause);
  });
  test('are refused by an algorithm that is not in the list, though their issuer has such a key', async () => {
    const pair = await generateKeyPair('ES384', { extractable: true });
    await writeFile(
      join(folder, 'other.json'),
      JSON.stringify({ keys: [{ ...(await exportJWK(pair.publicKey)), kid: 'k2', alg: 'ES384' }] }),
    );
    await writeFile(join(folder, 'others.json'), JSON.stringify([{ issuer: claims.iss, jwks: 'other.json' }]));
    const issuers = await readIssuers(join(folder, 'others.json'), { audience: 'portcullis', deadlineMs: 10_000 });
    const other = createTokenVerifier({ issuers, policy, revocations: revocationsOf({}) });
    const signed = await token({ header: { alg: 'ES384', kid: 'k2' }, key: pair.privateKey });
    await expect(other.verify(signed, now)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });
  test('are refused in a second spelling', async () => {
    const text = await token();
    expect(await outcome(`${text}=`)).toBe('UNAUTHENTICATED');
    expect(await outcome(`${text}==`)).toBe('UNAUTHENTICATED');
  });
  test('that are bound to a certificate are good with it alone, each time that they come', async () => {
    const bound = await token({ payload: { cnf: { 'x5t#S256': THUMBPRINT } } });
    const over = async (certificate?: string) =>
      await verifier.verify(bound, now, certificate).then(
        ({ viewer }) => viewer.agency,
        (error: { code: string }) => error.code,
      );
    expect(await over(FINGERPRINT)).toBe('NL-CUSTOMS');
    expect([await over(), await over('cd'.repeat(32)), await over(FINGERPRINT)]).toEqual([
      'UNAUTHENTICATED',
      'UNAUTHENTICATED',
      'NL-CUSTOMS',
    ]);
  });
  test.each([
    ['one that has expired', { exp: seconds - 10 }, 'expired', 'The access token expired'],
    ['one for another audience', { aud: 'elsewhere' }, 'claim aud is another', 'The access token is not valid here'],
    ['one of a delegate', { act: {} }, 'delegation by act', 'The access token is not valid here'],
    [
      'one of a role beyond its agency',
      { role: 'CASE_PROSECUTOR' },
      'role beyond',
      'The access token is not valid here',
    ],
  ])('say to the operator which check they failed, to the client of %s no more than it may know', async (...row) => {
    const [, payload, cause, description] = row;
    const refusal = await verifier.verify(await token({ payload }), now).catch((error: PortcullisError) => error);
    expect((refusal as PortcullisError).originalError?.message).toMatch(cause);
    expect(challenge(refusal as PortcullisError, undefined)).toContain(`error_description="${description}"`);
  });
  test('that nobody signed do not learn that they have expired', async () => {
    const forged = await token({ payload: { exp: seconds - 10 }, key: foreignKey });
    const refusal = await verifier.verify(forged, now).catch((error: PortcullisError) => error);
    expect(challenge(refusal as PortcullisError, undefined)).toContain('not valid here');
  });
  test('are refused from the next request on after they were revoked, however quickly the list changes', async () => {
    const file = join(folder, 'changing.txt');
    const revocations = revocationsOf({ revocations: file });
    for (let round = 0; round < 200; round += 1) {
      // Equal lengths, and often within one tick of the file system's clock.
      await writeFile(file, round % 2 === 0 ? 'jti-a\n' : 'jti-b\n');
      expect([await revocations.has('jti-a'), await revocations.has('jti-b')]).toEqual(
        round % 2 === 0 ? [true, false] : [false, true],
      );
    }
  });
  test('are refused where the list of revoked ones cannot be read', async () => {
    const blind = createTokenVerifier({
      issuers: await readIssuers(join(folder, 'issuers.json'), { audience: 'portcullis', deadlineMs: 10_000 }),
      policy,
      revocations: revocationsOf({ revocations: join(folder, 'gone') }),
    });
    await expect(blind.verify(await token(), now)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });
});

describe('client certificates', () => {
  test('stand for a system of the agency that their fingerprint is bound to', () => {
    expect(identifyCertificate(policy, FINGERPRINT).viewer).toMatchObject({
      agency: 'NL-CUSTOMS',
      role: 'SYSTEM_CLIENT',
      clearance: 'PUBLIC',
    });
    expect(identifyCertificate(policy, FINGERPRINT).client).toBe('other');
  });
  test('of nobody are refused', () => {
    expect(() => identifyCertificate(policy, 'cd'.repeat(32))).toThrow(
      expect.objectContaining({ code: 'UNAUTHENTICATED' }),
    );
  });
  test('do not carry the token of another agency', () => {
    expect(certificateAgrees(policy, FINGERPRINT, 'DE-POLICE')).toBe(false);
    expect(certificateAgrees(policy, FINGERPRINT, 'NL-CUSTOMS')).toBe(true);
  });
});

describe('the issuers file', () => {
  test.each([
    ['cut off', '[{"issuer": "https://SECRET', 'is not JSON'],
    ['empty', '', 'is not JSON'],
    ['without a key set, and its issuer is no URL', '[{"issuer":"id.example"}]', '0.jwks'],
    ['without a key set, and its issuer answers in clear', '[{"issuer":"http://id.example"}]', '0.jwks'],
    ['with a key set that is cut off', '[{"issuer":"https://id.example","jwks":"cut.json"}]', 'is not JSON'],
  ])('is named where it is %s', async (_how, text, reason) => {
    const file = join(await mkdtemp(join(folder, 'issuers-')), 'issuers.json');
    await writeFile(file, text);
    await writeFile(join(dirname(file), 'cut.json'), '{"keys":[');
    const refusal = readIssuers(file, { audience: 'portcullis', deadlineMs: 10_000 }).catch(
      (error: Error) => error.message,
    );
    expect(await refusal).toContain(dirname(file));
    expect(await refusal).toContain(reason);
    expect(await refusal).not.toContain('SECRET');
  });
});

describe('the local development issuer', () => {
  const refusal = async (settings: Partial<typeof defaultSettings>): Promise<string> =>
    await trustedIssuers({ ...defaultSettings, ...settings }, await openLocalKey(folder)).then(
      (issuers) => issuers.map(({ issuer }) => issuer).join(),
      (error: Error) => error.message,
    );
  test('may state any agency, from a key that only its directory holds', async () => {
    const key = await openLocalKey(folder);
    const local = createTokenVerifier({
      issuers: [localIssuer(key, 'portcullis')],
      policy,
      revocations: revocationsOf({}),
    });
    const minted = await mintLocalToken(
      { agency: 'DE-POLICE', role: 'ANALYST', subject: 's', clearance: 'SECRET_UE', ttlSeconds: 60 },
      await openLocalKey(folder),
    );
    expect((await local.verify(minted, now)).viewer).toMatchObject({ agency: 'DE-POLICE', clearance: 'SECRET_UE' });
    const unknown = await mintLocalToken(
      { agency: '__proto__', role: 'ANALYST', subject: 's', clearance: 'PUBLIC', ttlSeconds: 60 },
      key,
    );
    await expect(local.verify(unknown, now)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });
  test('has one key for all that open it at once: none reads a file that another has only begun', async () => {
    for (let round = 0; round < 20; round += 1) {
      const fresh = join(folder, `fresh-${round}`);
      const file = join(fresh, 'local-issuer.json');
      const opened = Promise.all(Array.from({ length: 4 }, async () => await openLocalKey(fresh)));
      const seen = new Set<string>();
      while (await Promise.race([opened.then(() => false), nextTurn(true)])) {
        if (existsSync(file)) seen.add(readFileSync(file, 'utf8'));
      }
      const key = await openLocalKey(fresh);
      expect([...seen].filter((text) => text !== `${JSON.stringify(key.jwk)}\n`)).toEqual([]);
      expect(await opened).toEqual([key, key, key, key]);
    }
  });
  test.each([
    ['nothing', ''],
    ['half a key', '{"kty":"OKP","crv":"Ed25519","d":"SECRET'],
    ['no key', 'null'],
    ['the key without its number', '{"kty":"OKP","crv":"Ed25519"}'],
  ])('says which file is damaged where it holds %s, and what to do', async (_what, text) => {
    const damaged = await mkdtemp(join(folder, 'damaged-'));
    await writeFile(join(damaged, 'local-issuer.json'), text);
    const refusal = openLocalKey(damaged);
    await expect(refusal).rejects.toMatchObject({
      code: 'KEY_CHANGED',
      message: `The key file ${join(damaged, 'local-issuer.json')} is damaged.`,
      hint: expect.stringContaining('Remove it'),
    });
    await expect(refusal).rejects.not.toMatchObject({ message: expect.stringContaining('SECRET') });
  });
  test('is trusted on loopback only, alone, and never in production', async () => {
    expect(await refusal({})).toBe('portcullis-local');
    expect(await refusal({ issuers: join(folder, 'issuers.json') })).toBe('https://id.nl.example');
    expect(await refusal({ production: true })).toMatch(/--issuers/);
    expect(await refusal({ host: '0.0.0.0' })).toMatch(/--tls-cert/);
    expect(await refusal({ host: '0.0.0.0', behindProxy: '10.0.0.1' })).toMatch(/--issuers/);
    expect(await refusal({ host: '0.0.0.0', tlsCert: 'cert.pem', tlsKey: 'key.pem' })).toMatch(/--issuers/);
    expect(await refusal({ behindProxy: '127.0.0.1' })).toMatch(/--issuers/);
    expect(await refusal({ host: '127.0.0.1.evil.example' })).toMatch(/--tls-cert/);
  });
  test('is not accepted where another issuer is configured', async () => {
    const minted = await mintLocalToken(
      { agency: 'NL-CUSTOMS', role: 'ANALYST', subject: 's', clearance: 'PUBLIC', ttlSeconds: 60 },
      await openLocalKey(folder),
    );
    expect(await outcome(minted)).toBe('UNAUTHENTICATED');
  });
});
