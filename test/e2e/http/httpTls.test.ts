import { execFileSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { importJWK, SignJWT } from 'jose';
import { LOCAL_ISSUER } from '../../../gateway/identity/localIssuer.js';
import { parsePolicy } from '../../../policy/loading/load.js';
import { readPackageFile } from '../../../schema/files.js';
import { writeBuilt } from '../../gateway/console/support/built.js';
import { type Harness, startHarness } from '../../gateway/support/harness.js';

/*
 * TLS and client certificates over real sockets. Certificates are made with openssl; where there is none, skipped.
 */
const openssl = (...args: string[]): void => void execFileSync('openssl', args, { stdio: 'ignore' });
const hasOpenssl = ((): boolean => {
  try {
    openssl('version');
    return true;
  } catch {
    console.warn('openssl is not installed: the TLS tests are skipped');
    return false;
  }
})();

const folder = mkdtempSync(join(tmpdir(), 'portcullis-tls-'));
const at = (name: string): string => join(folder, name);

function makeCertificates(): void {
  const days = ['-days', '2'];
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  openssl('req', '-x509', ...key, ...days, '-subj', '/CN=ca', '-keyout', at('ca.key'), '-out', at('ca.pem'));
  writeFileSync(at('ext'), 'subjectAltName=IP:127.0.0.1\n');
  for (const name of ['server', 'partner', 'stranger']) {
    openssl('req', ...key, '-subj', `/CN=${name}`, '-keyout', at(`${name}.key`), '-out', at(`${name}.csr`));
    openssl(
      'x509',
      '-req',
      '-in',
      at(`${name}.csr`),
      '-CA',
      at('ca.pem'),
      '-CAkey',
      at('ca.key'),
      '-CAcreateserial',
      ...days,
      '-extfile',
      at('ext'),
      '-out',
      at(`${name}.pem`),
    );
  }
  openssl(
    'req',
    '-x509',
    ...key,
    ...days,
    '-subj',
    '/CN=forged',
    '-keyout',
    at('forged.key'),
    '-out',
    at('forged.pem'),
  );
}

const fingerprint = (name: string): string =>
  new X509Certificate(readFileSync(at(`${name}.pem`))).fingerprint256.replaceAll(':', '').toLowerCase();

let harness: Harness;
const documentId = `sha256:${'a'.repeat(64)}`;

(hasOpenssl ? describe : describe.skip)('TLS', () => {
  beforeAll(async () => {
    makeCertificates();
    const agencies = readPackageFile('policy', 'agencies.yaml').replace(
      "caseReference: { pattern: 'NLC",
      `clientCertificates: ["${fingerprint('partner')}", "${fingerprint('forged')}"]\n    caseReference: { pattern: 'NLC`,
    );
    harness = await startHarness({
      policy: parsePolicy({
        agencies,
        matrix: readPackageFile('policy', 'matrix.yaml'),
        operations: readPackageFile('policy', 'operations.yaml'),
      }),
      consoleFolder: writeBuilt({}, at('console')),
      settings: { tlsCert: at('server.pem'), tlsKey: at('server.key'), clientCa: at('ca.pem') },
      documents: {
        hasAny: async () => true,
        find: async (agency) => ({
          documentId,
          agency,
          purpose: 'CUSTOMS_CONTROL',
          text: '{ ships { name } }',
          operationName: null,
          registeredAt: '',
          registeredBy: '',
          expiresAt: null,
          revokedAt: null,
        }),
      },
    });
  });
  afterAll(async () => await harness?.close());

  const boundToken = async (thumbprint: string): Promise<string> => {
    const now = Math.floor(Date.now() / 1000);
    return await new SignJWT({
      agency: 'NL-CUSTOMS',
      role: 'ANALYST',
      client_id: 'desk',
      cnf: { 'x5t#S256': thumbprint },
    })
      .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: LOCAL_ISSUER })
      .setIssuer(LOCAL_ISSUER)
      .setAudience('portcullis')
      .setSubject('tester')
      .setJti('bound')
      .setIssuedAt(now)
      .setExpirationTime(now + 60)
      .sign(await importJWK(harness.key.jwk, 'EdDSA'));
  };
  const call = async (
    client: string | undefined,
    options: { headers?: Record<string, string>; body?: object; search?: string; path?: string } = {},
  ): Promise<[number, string]> =>
    await new Promise((resolve, reject) => {
      const sent = request(
        options.path ? new URL(options.path, harness.url) : `${harness.url}${options.search ?? ''}`,
        {
          method: options.body ? 'POST' : 'GET',
          ca: readFileSync(at('ca.pem')),
          agent: false,
          ...(client ? { cert: readFileSync(at(`${client}.pem`)), key: readFileSync(at(`${client}.key`)) } : {}),
          headers: { ...(options.body ? { 'content-type': 'application/json' } : {}), ...options.headers },
        },
        (response) => {
          let text = '';
          response.on('data', (chunk) => {
            text += chunk;
          });
          response.on('end', () => resolve([response.statusCode ?? 0, text]));
        },
      );
      sent.on('error', reject);
      sent.end(options.body ? JSON.stringify(options.body) : undefined);
    });

  test('a bound certificate is a system of its agency, which runs registered documents', async () => {
    const [status, text] = await call('partner', { body: { documentId } });
    expect([status, JSON.parse(text).data.ships.length]).toEqual([200, 2]);
    expect(harness.log.entries.at(-1)?.header).toMatchObject({ agency: 'NL-CUSTOMS', role: 'SYSTEM_CLIENT' });
    expect((await call('partner', { body: { query: '{ ships { name } }' } }))[1]).toContain(
      'PERSISTED_DOCUMENT_ID_REQUIRED',
    );
  });
  test('an unbound certificate, one of another authority, and none are 401', async () => {
    expect((await call('stranger', { body: { documentId } }))[0]).toBe(401);
    expect((await call('forged', { body: { documentId } }))[0]).toBe(401);
    expect((await call(undefined, { body: { documentId } }))[0]).toBe(401);
  });
  test('the console needs no certificate, and is the same with any', async () => {
    const [status, text] = await call(undefined, { path: '/' });
    expect([status, text]).toEqual([200, expect.stringContaining('name="portcullis-console"')]);
    expect(await call('partner', { path: '/' })).toEqual([status, text]);
  });
  test('a token beside a certificate must be of the same agency', async () => {
    const authorization = `Bearer ${await harness.token({ agency: 'DE-POLICE' })}`;
    expect((await call('partner', { body: { query: '{ __typename }' }, headers: { authorization } }))[0]).toBe(401);
    expect((await call(undefined, { body: { query: '{ __typename }' }, headers: { authorization } }))[0]).toBe(200);
  });
  test('a stolen token that is bound to a certificate is good over no other connection', async () => {
    const thumbprint = createHash('sha256').update(new X509Certificate(readFileSync(at('partner.pem'))).raw);
    const headers = { authorization: `Bearer ${await boundToken(thumbprint.digest('base64url'))}` };
    const body = { query: '{ __typename }' };
    expect((await call('partner', { body, headers }))[0]).toBe(200);
    expect((await call(undefined, { body, headers }))[0]).toBe(401);
    expect((await call('stranger', { body, headers }))[0]).toBe(401);
    expect(harness.lines.at(-1)).toMatchObject({ code: 'UNAUTHENTICATED', cause: 'bound to a certificate' });
    expect((await call('partner', { body, headers }))[0]).toBe(200);
  });
  test('a certificate alone does not exempt from CSRF: a browser would send it from any site', async () => {
    const search = `?documentId=${documentId}`;
    const [status, text] = await call('partner', { search });
    expect([status, JSON.parse(text).errors[0].extensions.code]).toEqual([400, 'REQUEST_MALFORMED']);
    expect(text).not.toContain('Testing');
    expect(harness.log.entries.at(-1)?.header).toMatchObject({ kind: 'REFUSED', code: 'REQUEST_MALFORMED' });
    expect((await call('partner', { search, headers: { 'apollo-require-preflight': '1' } }))[0]).toBe(200);
  });
});

describe('a proxy', () => {
  test('is the only peer that is spoken to', async () => {
    const pair = JSON.stringify({ keys: [] });
    writeFileSync(at('keys.json'), pair);
    writeFileSync(at('issuers.json'), JSON.stringify([{ issuer: 'https://id.example', jwks: 'keys.json' }]));
    const other = await startHarness({ settings: { behindProxy: '10.9.8.7', issuers: at('issuers.json') } });
    await expect(fetch(other.url)).rejects.toThrow();
    await other.close();
    const near = await startHarness({ settings: { behindProxy: '127.0.0.1', issuers: at('issuers.json') } });
    await fetch(near.url, { headers: { 'x-forwarded-for': 'forged, 192.0.2.7' } });
    await near.close();
    expect(near.log.refused).toEqual([{ party: '192.0.2.7', code: 'UNAUTHENTICATED' }]);
  });
});
