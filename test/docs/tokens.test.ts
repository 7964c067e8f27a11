import { beforeAll, expect, test } from '@jest/globals';
import { decodeJwt, SignJWT } from 'jose';
import { readPackageFile } from '../../schema/files.js';
import { closedAfter } from '../support/runner/closedAfter.js';
import { openIssuedServer, tokenFences } from './support/issuedServer.js';
import { fetchToken, signIn } from './support/signIn.js';

/* docs/TOKENS.md: the issuer that it shows mints tokens, and a server that believes it by the files shown answers them. */
const { keycloak } = tokenFences();
const served = closedAfter(await openIssuedServer('portcullis tokens '));
let issuer = '';
let url = '';

beforeAll(async () => {
  ({ issuer, url } = served);
}, 300_000);

async function ask(token: string, purpose: string) {
  const query =
    '{ viewer { subject role clearance agency { id } allowedPurposes { purpose } } persons(first: 1) { edges { node { id } } } }';
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'query-purpose': purpose };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query }) });
  const { data, errors } = (await response.json()) as {
    readonly data?: { readonly viewer: unknown };
    readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
  };
  return { status: response.status, viewer: data?.viewer, code: errors?.[0]?.extensions.code };
}

/** A token with claims changed; null takes one out. */
async function mint(claims: Record<string, unknown>): Promise<string> {
  const whole = { ...decodeJwt(await signIn(issuer, 'nl-4711')), ...claims };
  return await new SignJWT(Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== null)))
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: 'k1' })
    .sign(served.key.privateKey);
}

test('an officer who signed in is answered as who the token says, for its purposes and no others', async () => {
  const token = await signIn(issuer, 'nl-4711');
  const allowedPurposes = ['CUSTOMS_CONTROL', 'RISK_ANALYSIS'].map((purpose) => ({ purpose }));
  expect(await ask(token, 'CUSTOMS_CONTROL')).toEqual({
    status: 200,
    viewer: {
      subject: 'nl-4711',
      role: 'ANALYST',
      clearance: 'RESTREINT_UE',
      agency: { id: 'NL-CUSTOMS' },
      allowedPurposes,
    },
    code: undefined,
  });
  expect(await ask(token, 'SANCTIONS_ENFORCEMENT')).toMatchObject({ status: 403, code: 'PURPOSE_NOT_ALLOWED' });
});

test('a token without purposes is good for all that agency and role allow, one without clearance for the lowest', async () => {
  const token = await signIn(issuer, 'nl-0815');
  for (const purpose of ['CUSTOMS_CONTROL', 'SANCTIONS_ENFORCEMENT'])
    expect(await ask(token, purpose)).toMatchObject({ status: 200, viewer: { role: 'ANALYST', clearance: 'PUBLIC' } });
});

test('a token with an empty list of purposes is good for none', async () => {
  expect(await ask(await mint({ purposes: [] }), 'CUSTOMS_CONTROL')).toMatchObject({ status: 403 });
});

test('nobody signs in by a link where officers have an issuer', async () => {
  expect(served.server.out()).not.toContain('sign-in');
  const [link, unknown] = await Promise.all(
    ['/console/sign-in', '/unknown'].map(async (path) => {
      const response = await fetch(new URL(path, url), { method: 'POST' });
      return [response.status, await response.text()];
    }),
  );
  expect(link).toEqual(unknown);
});

test('a system is known by its own token, which runs registered documents only', async () => {
  const basic = Buffer.from('risk-engine:a secret of the engine').toString('base64');
  const grant = { grant_type: 'client_credentials' };
  const token = await fetchToken(issuer, grant, { authorization: `Basic ${basic}` });
  expect(decodeJwt(token)).toMatchObject({ sub: 'risk-engine', client_id: 'risk-engine', aud: 'portcullis' });
  expect(await ask(token, 'RISK_ANALYSIS')).toMatchObject({ status: 403, code: 'PERSISTED_DOCUMENT_ID_REQUIRED' });
});

test.each([
  ...['iss', 'aud', 'sub', 'client_id', 'jti', 'iat', 'exp', 'role'].map((claim) => [
    `without ${claim}`,
    { [claim]: null },
  ]),
  ...[
    { agency: 'DE-POLICE' },
    ...[{ role: 'EVERYTHING' }, { role: ['ANALYST'] }, { clearance: 'SECRET_UE' }],
    ...[{ purposes: 'CUSTOMS_CONTROL' }, { purposes: ['BORDER_CHECK'] }, { sub: 'with a blank' }, { aud: 'another' }],
    ...[{ act: { sub: 'x' } }, { cnf: { jkt: 'x' } }],
  ].map((claims) => [`with ${JSON.stringify(claims)}`, claims]),
] as [string, Record<string, unknown>][])('a token %s is refused whole', async (_, claims) => {
  expect(await ask(await mint(claims), 'CUSTOMS_CONTROL')).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
});

test('Keycloak is shown to make every claim of the table that is not its own', () => {
  const page = readPackageFile('docs', 'TOKENS.md');
  const table = [...page.matchAll(/^\| (`.*?`) \| /gm)].flatMap(([, names = '']) => names.match(/\w+/g) ?? []);
  const { protocolMappers } = JSON.parse(keycloak) as {
    readonly protocolMappers: readonly { readonly config: Readonly<Record<string, string>> }[];
  };
  const made = protocolMappers.map(({ config }) => config['claim.name'] ?? 'aud');
  const own = ['iss', 'sub', 'jti', 'iat', 'exp'];
  expect([...made, ...own, 'agency'].sort()).toEqual([...table].sort());
});
