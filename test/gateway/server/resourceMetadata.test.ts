import { mkdtempSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { closedAfter } from '../../support/runner/closedAfter.js';
import { type Harness, startHarness } from '../support/harness.js';

/* RFC 9728: where a client learns who gives tokens, and no more than the operator calls public. */
const folder = mkdtempSync(join(tmpdir(), 'portcullis-resource-'));
writeFileSync(join(folder, 'keys.json'), '{"keys":[]}');
const row = (issuer: string, more: object = {}) => ({
  issuer: `https://${issuer}.example`,
  jwks: 'keys.json',
  ...more,
});
const rows = [row('secret'), row('told', { public: true }), row('page')];
writeFileSync(join(folder, 'issuers.json'), JSON.stringify(rows));
const settings = {
  issuers: join(folder, 'issuers.json'),
  publicUrl: 'https://graph.example',
  ...{ consoleIssuer: 'https://page.example', consoleClientId: 'console', corsOrigins: ['https://desk.example'] },
};
const plain = closedAfter(await startHarness());
const stated = closedAfter(await startHarness({ settings }));

const base = '/.well-known/oauth-protected-resource';

async function at(of: Harness, path: string, headers: Record<string, string> = {}) {
  return await new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: unknown }>((done, fail) => {
    const { hostname, port } = new URL(of.url);
    get({ hostname, port, path, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      response.on('end', () =>
        done({ status: response.statusCode ?? 0, headers: response.headers, body: JSON.parse(text) }),
      );
    }).on('error', fail);
  });
}

test('a refused client is told where the metadata of that path is, and nothing where no public URL is set', async () => {
  const challenged = async (of: Harness, path: string, init: RequestInit = {}) =>
    (await fetch(new URL(path, of.url), init)).headers.get('www-authenticate');
  expect(await challenged(plain, '/graphql')).toBe('Bearer realm="portcullis"');
  expect(await challenged(stated, '/graphql?x="y"')).toBe(
    `Bearer realm="portcullis", resource_metadata="https://graph.example${base}/graphql"`,
  );
  expect(await challenged(stated, '/schema.graphql', { headers: { authorization: 'Bearer x' } })).toMatch(
    /error="invalid_token", .*, resource_metadata="https:\/\/graph\.example\/\.well-known\/oauth-protected-resource\/schema\.graphql"$/,
  );
});

test('the metadata of a path names it, and the issuers that are public, whatever name the client called', async () => {
  const found = await at(stated, `${base}/graphql`, { host: 'evil.example', origin: 'https://desk.example' });
  expect(found).toMatchObject({
    status: 200,
    headers: { 'cache-control': 'no-store', 'access-control-allow-origin': 'https://desk.example' },
  });
  expect(found.body).toEqual({
    resource: 'https://graph.example/graphql',
    authorization_servers: ['https://told.example', 'https://page.example'],
    bearer_methods_supported: ['header'],
  });
  expect((await at(stated, base)).body).toMatchObject({ resource: 'https://graph.example' });
  const own = new URL(plain.url).origin;
  expect((await at(plain, base, { host: 'evil.example' })).body).toEqual({
    resource: own,
    bearer_methods_supported: ['header'],
  });
});

test('paths that take no token have none, nor have made-up ones', async () => {
  for (const path of ['/livez', '/nothing', '/GRAPHQL', '/graphql/', '/%2e%2e/graphql', '/constructor'])
    expect([path, (await at(stated, base + path)).status]).toEqual([path, 404]);
});
