import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { loadPolicy } from '../../../../policy/loading/load.js';
import { cargo } from '../../../../subgraphs/cargo/index.js';
import { createSubgraph } from '../../../../subgraphs/kit/createSubgraph.js';
import { serveSubgraph } from '../../../../subgraphs/kit/serve/serve.js';
import { arrivals } from '../../../gateway/support/arrivals.js';
import { closedAfter } from '../../../support/runner/closedAfter.js';
import { keys, requestOf, signed } from '../../cargo/requests.js';

const policy = loadPolicy();
const request = requestOf(policy, 'NL-CUSTOMS');
const key = new Uint8Array(32).fill(9);
const database = { rows: async () => [], statements: 0, timeoutMs: 5000, close: async () => undefined };
const subgraph = createSubgraph(cargo, { policy, database, keys });
const body = JSON.stringify({ query: '{ container(id: "CSQU3054383") { containerId } }' });

async function post(url: string, text: string, headers: Record<string, string> = {}) {
  const response = await fetch(url, {
    method: 'POST',
    body: text,
    headers: { 'content-type': 'application/json', ...headers },
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Record<string, never> };
}

/** What a source says to a client that would rather speak HTTP/2, until it ends the connection. */
async function say(url: string, line: string, text = ''): Promise<string> {
  const { host, hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let said = '';
  socket.on('data', (data: Buffer) => {
    said += data.toString();
  });
  const upgrade = ['Connection: Upgrade, HTTP2-Settings', 'Upgrade: h2c', 'HTTP2-Settings: AAMAAABkAAQBAAAAAAIAAAAA'];
  socket.write(`${[line, `Host: ${host}`, ...upgrade, `Content-Length: ${text.length}`].join('\r\n')}\r\n\r\n${text}`);
  await once(socket, 'close');
  return said;
}

const served = closedAfter(await serveSubgraph(subgraph, { host: '127.0.0.1', port: 0, key }));

describe('a source over HTTP', () => {
  test("answers what the gateway's assertion covers", async () => {
    const answer = await post(served.url, body, { 'Portcullis-Assertion': signed(key, request, body) });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.body).toMatchObject({
      data: { container: { containerId: 'CSQU3054383' } },
      extensions: { manifest: { source: 'cargo' } },
    });
  });

  test.each([
    '{ __typename }',
    '{ _service { sdl } }',
    '{ _entities(representations: []) { __typename } }',
    'not a document',
  ])('answers 401 and nothing else without one: %s', async (query) => {
    const text = JSON.stringify({ query });
    for (const headers of [
      {},
      { 'Portcullis-Assertion': 'x.y' },
      { 'Portcullis-Assertion': signed(keys.link, request, text) },
      { 'Portcullis-Assertion': signed(key, request, body) },
      { authorization: 'Bearer x' },
    ]) {
      const answer = await post(served.url, text, headers as Record<string, string>);
      expect([answer.status, answer.body.data]).toEqual([401, undefined]);
      expect(answer.body).toMatchObject({ errors: [{ extensions: { code: 'SOURCE_ASSERTION_INVALID' } }] });
      expect(answer.headers.get('www-authenticate')).toBeTruthy();
    }
    const get = await fetch(`${served.url}?query=${encodeURIComponent(query)}`);
    expect(get.status).toBe(401);
  });

  test('speaks to no other peer than the one that it is told of', async () => {
    const told: (string | undefined)[] = [];
    const isPeer = (address: string | undefined): boolean => {
      told.push(address);
      return false;
    };
    const alone = await serveSubgraph(subgraph, { host: '127.0.0.1', port: 0, key, isPeer });
    const asked = post(alone.url, body, { 'Portcullis-Assertion': signed(key, request, body) });
    await expect(asked).rejects.toThrow();
    expect(told).toContain('127.0.0.1');
    await alone.close();
  });

  test('takes an assertion once', async () => {
    const headers = { 'Portcullis-Assertion': signed(key, request, body) };
    expect((await post(served.url, body, headers)).status).toBe(200);
    expect((await post(served.url, body, headers)).status).toBe(401);
  });

  test('refuses a body of more than 4 MiB and one that is not JSON', async () => {
    expect((await post(served.url, 'x'.repeat(4 * 1024 * 1024 + 1)).catch(() => ({ status: 413 }))).status).toBe(413);
    const text = '{"query":1}';
    expect((await post(served.url, text, { 'Portcullis-Assertion': signed(key, request, text) })).status).toBe(400);
  });

  test('says that it lives, and nothing of its data', async () => {
    const response = await fetch(new URL('/livez', served.url));
    expect([response.status, await response.json()]).toEqual([200, { status: 'live' }]);
  });

  test('says whether it could answer, once for all who ask at once', async () => {
    const decide: ((ready: boolean) => void)[] = [];
    const isReady = () => new Promise<boolean>((resolve) => void decide.push(resolve));
    const alone = await serveSubgraph(subgraph, { host: '127.0.0.1', port: 0, key, isReady });
    const probe = () => fetch(new URL('/readyz', alone.url)).then((response) => response.status);
    const arrived = arrivals('/readyz', 2);
    const both = [probe(), probe()];
    await arrived;
    decide[0]?.(false);
    expect(await Promise.all(both)).toEqual([503, 503]);
    expect(decide.length).toBe(1);
    await alone.close();
  });

  // Node.js takes such a request for an upgrade: it never came to the paths, and its probe was 401.
  test.each(['/livez', '/readyz'])('answers a probe that would rather speak HTTP/2 at %s', async (path) => {
    expect(await say(served.url, `GET ${path} HTTP/1.1`)).toMatch(/^HTTP\/1\.1 200 OK\r\n.*connection: close/is);
  });

  test('refuses a call that names another protocol, and what is no call', async () => {
    expect(await say(served.url, 'POST /graphql HTTP/1.1', body)).toMatch(/^HTTP\/1\.1 401 /);
    expect(await say(served.url, 'GET /graphql HTTP/1.1')).toMatch(/^HTTP\/1\.1 401 /);
  });
});
