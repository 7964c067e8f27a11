import { beforeEach, describe, expect, test } from '@jest/globals';
import { decodeJwt, SignJWT } from 'jose';
import { goToIssuer } from '../../../console/signIn/issuer.js';
import { openConsole } from '../../../console/signIn/open.js';
import { openIssuedServer } from '../../docs/support/issuedServer.js';
import { fetchToken, follow } from '../../docs/support/signIn.js';
import { closedAfter } from '../../support/runner/closedAfter.js';
import { openTab, type Tab } from './support/page.js';

/* Signing in at an issuer, from the page's side: against the oidc-provider of docs/TOKENS.md, and a server that believes it. */
const page = 'https://front-end.customs.example/signed-in';
let tab: Tab;

/** The issuer of the page, with a second client, that may renew. */
const renewing = (code: string): string =>
  code
    .replace(
      "client_id: 'front-end',",
      "client_id: 'renewing', grant_types: ['authorization_code', 'refresh_token'], token_endpoint_auth_method: 'none',\n      redirect_uris: ['https://front-end.customs.example/signed-in'], id_token_signed_response_alg: 'ES256' }, { client_id: 'front-end',",
    )
    .replace(
      'features: {',
      "issueRefreshToken: (_, client) => client.grantTypeAllowed('refresh_token'),\n  features: { revocation: { enabled: true },",
    );

const served = closedAfter(await openIssuedServer('portcullis console issuer ', { change: renewing }));
beforeEach(() => {
  tab = openTab(page, served.url);
});

const settings = (more: object = {}) => ({ link: false, issuer: served.issuer, clientId: 'front-end', ...more });

/** Goes to the issuer, signs in there, and gives the fragment with which it sends the page back. */
async function away(officer: string | null = 'nl-4711', more: object = {}): Promise<string> {
  await goToIssuer(settings(more), tab);
  const back = new URL(await follow(tab.went.at(-1) ?? '', officer));
  expect([back.origin + back.pathname, back.search]).toEqual([page, '']);
  return back.hash;
}

/** The page, as it is loaded with a fragment. */
function back(hash: string, more: object = {}) {
  tab.load(hash);
  return openConsole(settings(more), tab);
}

/** The officer, signed in. */
async function signedIn(more: object = {}) {
  const opening = await back(await away('nl-4711', more), more);
  if (!opening?.officer) throw new Error('nobody signed in');
  return opening.officer;
}

/** Changes answers of one endpoint: what its JSON says. */
function changing(path: string, change: (body: Record<string, unknown>) => Promise<object> | object): void {
  tab.change = async (url, response) => {
    if (!url.includes(path)) return undefined;
    return new Response(JSON.stringify(await change((await response.json()) as Record<string, unknown>)), response);
  };
}

/** A token of the issuer with claims changed. */
async function resigned(token: unknown, claims: object): Promise<string> {
  const typ = 'role' in decodeJwt(String(token)) ? 'at+jwt' : 'JWT';
  return await new SignJWT({ ...decodeJwt(String(token)), ...claims })
    .setProtectedHeader({ alg: 'ES256', typ, kid: 'k1' })
    .sign(served.key.privateKey);
}

describe('an officer who signs in', () => {
  test('is whom the graph takes them for, with the purposes that they may state', async () => {
    expect(await signedIn()).toMatchObject({
      ...{ subject: 'nl-4711', agency: 'NL-CUSTOMS', role: 'ANALYST' },
      purposes: [
        { purpose: 'CUSTOMS_CONTROL', meaning: expect.any(String), caseReferenceRequired: expect.any(Boolean) },
        { purpose: 'RISK_ANALYSIS', justificationRequired: expect.any(Boolean) },
      ],
    });
  });

  test('goes there with PKCE, and comes back by a fragment that the address loses at once', async () => {
    const hash = await away();
    const query = Object.fromEntries(new URL(tab.went[0] ?? '').searchParams);
    expect(query).toEqual({
      ...{
        client_id: 'front-end',
        redirect_uri: page,
        response_type: 'code',
        response_mode: 'fragment',
        scope: 'openid',
      },
      ...{ code_challenge: expect.stringMatching(/^[\w-]{43}$/), code_challenge_method: 'S256' },
      ...{ state: expect.stringMatching(/^[\w-]{43}$/), nonce: expect.stringMatching(/^[\w-]{43}$/) },
    });
    const opening = back(hash);
    expect(tab.replaced).toEqual(['/signed-in#/']);
    await opening;
    expect(tab.went).toHaveLength(1);
  });

  test('leaves verifier and state in the tab while away, and nothing once back', async () => {
    const hash = await away();
    const [[, text] = []] = [...tab.stored];
    const { verifier, state, ...more } = JSON.parse(text ?? '{}') as Record<string, string>;
    expect([tab.stored.size, more]).toEqual([1, {}]);
    expect(tab.went[0]).not.toContain(verifier);
    expect(hash).toContain(`state=${state}`);
    const opening = back(hash);
    expect(tab.stored.size).toBe(0);
    await opening;
    expect(tab.stored.size).toBe(0);
  });

  test('who turns back and opens the page otherwise is forgotten', async () => {
    const hash = await away();
    expect(back('#/')).toBeUndefined();
    expect(tab.stored.size).toBe(0);
    await expect(back(hash)).rejects.toMatchObject({ code: 'RETURN_UNKNOWN' });
  });

  test('has other secrets each time', async () => {
    for (let times = 0; times < 2; times += 1) await goToIssuer(settings(), tab);
    const [first, second] = tab.went.map((url) => Object.fromEntries(new URL(url).searchParams));
    for (const name of ['state', 'nonce', 'code_challenge']) expect(first?.[name]).not.toBe(second?.[name]);
  });

  test('asks for a token of the resource that the operator names', async () => {
    const more = { resource: 'urn:portcullis' };
    await signedIn(more);
    expect(new URL(tab.went[0] ?? '').searchParams.get('resource')).toBe('urn:portcullis');
    const [token] = tab.asked.filter(({ url }) => url.endsWith('/token'));
    expect(new URLSearchParams(token?.body).get('resource')).toBe('urn:portcullis');
  });
});

describe('a return', () => {
  const changed = (hash: string, change: (answer: URLSearchParams) => void): string => {
    const answer = new URLSearchParams(hash.slice(1));
    change(answer);
    return `#${answer}`;
  };

  test.each<[string, string, (answer: URLSearchParams) => void]>([
    ['with another state', 'RETURN_UNKNOWN', (answer) => answer.set('state', 'x')],
    ['with two states', 'RETURN_UNKNOWN', (answer) => answer.append('state', 'x')],
    ['of another issuer', 'RETURN_UNKNOWN', (answer) => answer.set('iss', 'https://evil.example')],
    ['that names no issuer', 'RETURN_UNKNOWN', (answer) => answer.delete('iss')],
    ['with another code', 'ISSUER_REFUSED invalid_grant', (answer) => answer.set('code', 'x')],
  ])('%s signs nobody in: %s', async (_, message, change) => {
    await expect(back(changed(await away(), change))).rejects.toMatchObject({ name: 'SignInError', message });
    expect(tab.stored.size).toBe(0);
  });

  test('that was used signs nobody in a second time, by reload or in another tab', async () => {
    const hash = await away();
    await back(hash);
    await expect(back(hash)).rejects.toMatchObject({ code: 'RETURN_UNKNOWN' });
    const stolen = await away();
    tab = openTab(page, served.url);
    await expect(back(stolen)).rejects.toMatchObject({ code: 'RETURN_UNKNOWN' });
    expect(tab.asked).toEqual([]);
  });

  test('with the code of a sign-in that somebody else began signs nobody in', async () => {
    const theirs = new URLSearchParams((await away()).slice(1));
    const ours = await away();
    const hash = changed(ours, (answer) => answer.set('code', theirs.get('code') ?? ''));
    await expect(back(hash)).rejects.toMatchObject({ message: 'ISSUER_REFUSED invalid_grant' });
  });

  test('of somebody who cancelled says so, by the code of the issuer', async () => {
    await expect(back(await away(null))).rejects.toMatchObject({ message: 'ISSUER_REFUSED access_denied' });
  });

  test('with an error shows no more of it than a code', async () => {
    const hash = changed(await away(), (answer) => {
      answer.delete('code');
      answer.set('error', '<img src=x onerror=alert(1)>');
      answer.set('error_description', 'Call <b>0900-1234</b> at once');
    });
    const error = await back(hash)?.catch((reason: Error) => reason);
    expect(error).toMatchObject({ code: 'ISSUER_REFUSED', reason: 'sign_in', message: 'ISSUER_REFUSED sign_in' });
  });

  test('to a console without an issuer signs nobody in', async () => {
    tab.load(await away());
    await expect(openConsole({ link: false }, tab)).rejects.toMatchObject({ code: 'RETURN_UNKNOWN' });
  });
});

describe('an issuer', () => {
  const discovery = '/.well-known/openid-configuration';
  test.each<[string, string, (body: Record<string, unknown>) => object]>([
    ['that calls itself otherwise', 'discovery', (body) => ({ ...body, issuer: 'https://evil.example' })],
    ['without fragments', 'response_modes_supported', (body) => ({ ...body, response_modes_supported: ['query'] })],
    [
      'without S256',
      'code_challenge_methods_supported',
      (body) => ({ ...body, code_challenge_methods_supported: ['plain'] }),
    ],
    [
      'that sends codes elsewhere',
      'token_endpoint',
      (body) => ({ ...body, token_endpoint: 'https://evil.example/token' }),
    ],
    ['without a token endpoint', 'token_endpoint', ({ token_endpoint: _, ...body }) => body],
    [
      'whose page is a script',
      'authorization_endpoint',
      (body) => ({ ...body, authorization_endpoint: 'javascript:alert(1)' }),
    ],
    [
      'whose page is not by TLS',
      'authorization_endpoint',
      (body) => ({ ...body, authorization_endpoint: 'http://login.example/' }),
    ],
  ])('%s is not gone to: %s', async (_, reason, change) => {
    changing(discovery, change);
    await expect(goToIssuer(settings(), tab)).rejects.toMatchObject({ code: 'ISSUER_UNFIT', reason });
    expect([tab.went, tab.stored.size]).toEqual([[], 0]);
  });

  test.each<[string, (response: Response) => Response]>([
    ['that does not let the page call it', ({ body, status }) => new Response(body, { status })],
    [
      'that is not there',
      () => {
        throw new TypeError('Failed to fetch');
      },
    ],
  ])('%s is not reached', async (_, change) => {
    tab.change = (_url, response) => change(response);
    await expect(goToIssuer(settings(), tab)).rejects.toMatchObject({ code: 'ISSUER_NOT_REACHED' });
  });

  test.each<[string, string, (body: Record<string, unknown>) => Promise<object> | object]>([
    ['an opaque access token', 'TOKEN_UNREADABLE', (body) => ({ ...body, access_token: 'opaque' })],
    [
      'a token without a role',
      'TOKEN_UNREADABLE',
      async (body) => ({ ...body, access_token: await resigned(body.access_token, { role: undefined }) }),
    ],
    [
      'a token for another',
      'TOKEN_REFUSED',
      async (body) => ({ ...body, access_token: await resigned(body.access_token, { aud: 'another' }) }),
    ],
    [
      'a token of another agency',
      'TOKEN_REFUSED',
      async (body) => ({ ...body, access_token: await resigned(body.access_token, { agency: 'DE-POLICE' }) }),
    ],
    ['the id token in its place', 'TOKEN_UNREADABLE', (body) => ({ ...body, access_token: body.id_token })],
    [
      'a token for no purpose',
      'NO_PURPOSE',
      async (body) => ({ ...body, access_token: await resigned(body.access_token, { purposes: [] }) }),
    ],
    [
      'the id token of another sign-in',
      'ISSUER_UNFIT token',
      async (body) => ({ ...body, id_token: await resigned(body.id_token, { nonce: 'x' }) }),
    ],
    [
      'the id token of another client',
      'ISSUER_UNFIT token',
      async (body) => ({ ...body, id_token: await resigned(body.id_token, { aud: 'risk-engine' }) }),
    ],
    ['no id token', 'ISSUER_UNFIT token', ({ id_token: _, ...body }) => body],
    ['no token', 'ISSUER_UNFIT token', () => ({})],
  ])('that gives %s signs nobody in: %s', async (_, message, change) => {
    const hash = await away();
    changing('/token', change);
    await expect(back(hash)).rejects.toMatchObject({ message });
  });

  test('that answers with a page is not shown', async () => {
    const hash = await away();
    tab.change = (url, { headers }) =>
      url.endsWith('/token') ? new Response('<html>', { status: 500, headers }) : undefined;
    await expect(back(hash)).rejects.toMatchObject({ message: 'ISSUER_UNFIT token' });
  });
});

describe('a token that ends', () => {
  test('is renewed where the issuer gave the means, for the same officer', async () => {
    const { token } = await signedIn({ clientId: 'renewing' });
    const first = await token({ renew: false });
    const [second, same] = await Promise.all([token({ renew: true }), token({ renew: true })]);
    expect([same, await token({ renew: false })]).toEqual([second, second]);
    expect(decodeJwt(second).jti).not.toBe(decodeJwt(first).jti);
    expect(decodeJwt(second)).toMatchObject({ sub: 'nl-4711', role: 'ANALYST', aud: 'portcullis' });
    expect(await token({ renew: true })).not.toBe(second);
  });

  test('ends the sign-in where the issuer gave none', async () => {
    const { token } = await signedIn();
    await expect(token({ renew: true })).rejects.toMatchObject({ code: 'ENDED' });
  });

  test('ends the sign-in where the issuer renews it no more, and is forgotten', async () => {
    const { token } = await signedIn({ clientId: 'renewing' });
    tab.change = (url, { headers }) =>
      url.endsWith('/token')
        ? Response.json({ error: 'invalid_grant' }, { status: 400, headers: cors(headers) })
        : undefined;
    await expect(token({ renew: true })).rejects.toMatchObject({ message: 'ENDED invalid_grant' });
    await expect(token({ renew: false })).rejects.toMatchObject({ code: 'ENDED' });
  });

  test('is renewed later where the issuer was not reached', async () => {
    const { token } = await signedIn({ clientId: 'renewing' });
    const first = await token({ renew: false });
    tab.isOffline = true;
    await expect(token({ renew: true })).rejects.toMatchObject({ code: 'ISSUER_NOT_REACHED' });
    tab.isOffline = false;
    expect(await token({ renew: true })).not.toBe(first);
  });

  test('is no other where the issuer gives one that cannot be read', async () => {
    const { token } = await signedIn({ clientId: 'renewing' });
    changing('/token', (body) => ({ ...body, access_token: 'opaque' }));
    await expect(token({ renew: true })).rejects.toMatchObject({ code: 'TOKEN_UNREADABLE' });
  });

  const cors = (headers: Headers) => ({
    'access-control-allow-origin': headers.get('access-control-allow-origin') ?? '',
  });
});

describe('who signs out', () => {
  test('has no token any more, here or at the issuer, and goes there to end the session', async () => {
    let refresh = '';
    changing('/token', (body) => {
      refresh = String(body.refresh_token);
      return body;
    });
    const { token, leave } = await signedIn({ clientId: 'renewing' });
    await leave();
    await expect(token({ renew: false })).rejects.toMatchObject({ code: 'ENDED' });
    const grant = { grant_type: 'refresh_token', client_id: 'renewing', refresh_token: refresh };
    await expect(fetchToken(served.issuer, grant)).rejects.toThrow('no token: 400');
    expect(tab.went.at(-1)).toBe(`${served.issuer}/session/end?client_id=renewing`);
  });

  test('while a token is on its way stays out', async () => {
    const { token, leave } = await signedIn({ clientId: 'renewing' });
    const underWay = token({ renew: true });
    const [each] = await Promise.allSettled([underWay, leave()]);
    expect(each).toMatchObject({ reason: { code: 'ENDED' } });
  });
});

test('no token, code or verifier stands in what the page says of a failure', async () => {
  const hash = await away();
  const [[, kept = ''] = []] = [...tab.stored];
  changing('/token', () => ({ access_token: 'opaque', token_type: 'bearer' }));
  const error = await back(hash)?.catch((reason: Error) => reason);
  const said = `${error} ${JSON.stringify(error)}`;
  const { verifier, state } = JSON.parse(kept) as Record<string, string>;
  for (const secret of [verifier, state, new URLSearchParams(hash.slice(1)).get('code')])
    expect(said).not.toContain(secret);
});
