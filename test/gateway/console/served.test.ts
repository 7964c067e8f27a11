import { describe, expect, test } from '@jest/globals';
import { createSignInCodes } from '../../../gateway/console/signInCodes.js';
import { limitWrongCodes } from '../../../gateway/console/signInLimit.js';
import { styleHashes } from '../../../gateway/console/styleHashes.js';
import { closedAfter } from '../../support/runner/closedAfter.js';
import { startHarness } from '../support/harness.js';
import { page, script, sendRaw, writeBuilt } from './support/built.js';

const folder = writeBuilt({ 'assets/.hidden': 'x', 'secret.txt': 'beside the page' });
const settings = { corsOrigins: ['https://front-end.example'] };
const desk = { record: async () => undefined, mint: async () => ({ token: '', expiresAt: '' }) };
const signIn = { codes: createSignInCodes(), wrong: limitWrongCodes(), desk };
const served = closedAfter(await startHarness({ consoleFolder: folder, signIn, settings }));
/** A gateway without a console: what it answers to a path, any unknown path is answered. */
const bare = closedAfter(await startHarness({ settings }));

const get = async (path: string, init: RequestInit = {}): Promise<Response> =>
  await fetch(new URL(path, served.url), init);
const asset = '/assets/index-Ab3_dEf-.js';

describe('the page at /', () => {
  test('has its headers, each of them', async () => {
    const { status, headers } = await get('/');
    expect(status).toBe(200);
    const { date: _, connection: __, 'keep-alive': ___, ...own } = Object.fromEntries(headers);
    expect(own).toEqual({
      'content-type': 'text/html; charset=utf-8',
      'content-length': expect.any(String),
      'cache-control': 'no-store',
      'content-security-policy':
        `default-src 'none'; script-src 'self'; style-src 'self' ${styleHashes.join(' ')}; ` +
        "img-src 'self' blob: data:; font-src 'self'; " +
        "connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
        "require-trusted-types-for 'script'; trusted-types 'none'",
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': expect.stringMatching(/^(?:[a-z-]+=\(\), )+[a-z-]+=\(\)$/),
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      vary: 'accept-encoding',
    });
  });

  test('is told whether one signs in by a link, and nothing else where there is no issuer', async () => {
    expect(await (await get('/')).text()).toBe(page.replace('content=""', 'content="{&quot;link&quot;:true}"'));
  });
});

describe('a file', () => {
  test('with a hash in its name is kept for ever, and one without is not kept', async () => {
    expect((await get(asset)).headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect((await get('/assets/plain.woff2')).headers.get('cache-control')).toBe('no-store');
  });

  test.each([
    [asset, 'text/javascript; charset=utf-8'],
    ['/assets/index-00000000.css', 'text/css; charset=utf-8'],
    ['/assets/plain.woff2', 'font/woff2'],
  ])('%s is of the type %s, and no other is guessed', async (path, type) => {
    const { headers } = await get(path);
    expect([headers.get('content-type'), headers.get('x-content-type-options')]).toEqual([type, 'nosniff']);
  });

  test.each([
    ['br', 'br'],
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip;q=1, br;q=0.1', 'br'],
    ['*', 'br'],
    ['gzip', null],
    ['br;q=0', null],
    ['identity, br;q=0.5', null],
    ['', null],
  ])(
    'that the build packed is sent to a client that accepts "%s" by %s, with the same content',
    async (accepted, encoding) => {
      const response = await get(asset, { headers: { 'accept-encoding': accepted } });
      expect(response.headers.get('content-encoding')).toBe(encoding);
      expect(response.headers.get('vary')).toBe('accept-encoding');
      expect(await response.text()).toBe(script);
    },
  );

  test.each([['/'], [asset], ['/assets/plain.woff2']])(
    '%s has the headers of GET for HEAD, and no body',
    async (path) => {
      for (const encoding of ['br', 'identity']) {
        const raw = async (method: string) =>
          await sendRaw(
            served.url,
            `${method} ${path} HTTP/1.1\r\nHost: here\r\nAccept-Encoding: ${encoding}\r\nConnection: close\r\n\r\n`,
          );
        const [[head, body], [ofGet, content]] = [
          (await raw('HEAD')).split('\r\n\r\n'),
          (await raw('GET')).split('\r\n\r\n'),
        ];
        expect(head).toBe(ofGet);
        expect([body, head?.match(/content-length: (\d+)/i)?.[1]]).toEqual(['', String(content?.length)]);
      }
    },
  );

  test.each([['POST'], ['PUT'], ['DELETE'], ['PATCH'], ['OPTIONS'], ['TRACE'], ['PROPFIND']])(
    'is not to be had by %s, and the answer says by what',
    async (method) => {
      for (const path of ['/', asset]) {
        const answer = await sendRaw(
          served.url,
          `${method} ${path} HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n`,
        );
        expect(answer).toMatch(/^HTTP\/1\.1 405 /);
        expect(answer).toMatch(/\r\nallow: GET, HEAD\r\n/i);
      }
    },
  );

  test('is for no other origin, not even one that may ask the graph', async () => {
    const origin = 'https://front-end.example';
    for (const path of ['/', asset])
      expect([...(await get(path, { headers: { origin } })).headers.keys()].join()).not.toContain('access-control');
    const preflight = await get('/', {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'GET' },
    });
    expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([405, null]);
    const graph = await get('/graphql', {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST' },
    });
    expect(graph.headers.get('access-control-allow-origin')).toBe(origin);
  });
});

describe('a path that is not one of the table to the letter', () => {
  test.each([
    ['/index.html'],
    ['/secret.txt'],
    ['/assets'],
    ['/assets/'],
    ['/assets/.hidden'],
    ['/assets/index-Ab3_dEf-.js.br'],
    [`${asset}?v=1`],
    [`${asset}/`],
    ['/?code=1'],
    ['/?'],
    ['/#/search'],
    ['//'],
    [`/${asset}`],
    ['/./'],
    ['/assets/../'],
    ['/assets/../secret.txt'],
    ['/assets/../../../../etc/passwd'],
    ['/%2e%2e/package.json'],
    ['/assets/%2e%2e/secret.txt'],
    ['/assets%2findex-Ab3_dEf-.js'],
    ['/assets/index-Ab3_dEf-%2ejs'],
    ['/assets\\index-Ab3_dEf-.js'],
    ['/ASSETS/index-Ab3_dEf-.js'],
    [`${asset}%00`],
    ['/__proto__'],
    ['/constructor'],
    ['http://here/'],
    [`http://here${asset}`],
    ['*'],
    [`${asset}\0`],
    [`/assets/\xe4`],
  ])('is answered as any unknown path: %j', async (target) => {
    for (const method of ['GET', 'HEAD', 'OPTIONS']) {
      const bytes = `${method} ${target} HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n`;
      const answer = await sendRaw(served.url, bytes);
      expect(answer).toBe(await sendRaw(bare.url, bytes));
      expect(answer).toMatch(/^HTTP\/1\.1 40[04] /);
    }
  });
});

describe('to look at the console', () => {
  test('is no look at the data: neither log has a line of it, and a token is not read', async () => {
    await served.ask('{ ships { name } }');
    const before = [served.log.entries.length, served.log.refused.length, served.lines.length];
    for (const path of ['/', asset, '/assets/plain.woff2'])
      for (const headers of [{}, { authorization: 'Bearer nonsense' }])
        expect((await get(path, { headers })).status).toBe(200);
    await get('/', { method: 'POST', body: '{}' });
    expect([served.log.entries.length, served.log.refused.length, served.lines.length]).toEqual(before);
    expect(before[0]).toBeGreaterThan(0);
  });

  test('works where the audit log does not', async () => {
    served.log.broken = true;
    expect((await get('/')).status).toBe(200);
    served.restore();
  });

  test('leaves the graph as it was: it asks who one is first', async () => {
    expect((await get('/graphql')).status).toBe(401);
    expect((await get('/readyz')).status).toBe(200);
  });
});
