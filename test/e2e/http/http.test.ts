import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from '@jest/globals';
import { arrivals } from '../../gateway/support/arrivals.js';
import { startHarness } from '../../gateway/support/harness.js';
import { closedAfter } from '../../support/runner/closedAfter.js';

/*
 * HTTP as the gateway speaks it: identity first, then GraphQL over HTTP.
 */
const open = closedAfter(await startHarness({ settings: { corsOrigins: ['https://desk.example'] } }));
const strict = closedAfter(await startHarness({ permissive: false }));
afterEach(() => {
  open.restore();
  strict.restore();
});

describe('identity', () => {
  test.each([
    ['POST', { 'content-type': 'application/json' }, '{"query":"{ __typename }"}'],
    ['POST', { 'content-type': 'text/plain' }, 'x'],
    ['POST', { 'content-type': 'nonsense' }, 'x'],
    ['POST', { accept: 'text/html' }, ''],
    ['DELETE', {}, undefined],
    ['OPTIONS', { origin: 'https://evil.example', 'access-control-request-method': 'POST' }, undefined],
    ['GET', {}, undefined],
    ['HEAD', {}, undefined],
  ])('comes before method, media type and body: %s %j', async (method, headers, body) => {
    const response = await fetch(open.url, {
      method,
      headers: headers as Record<string, string>,
      ...(body === undefined ? {} : { body }),
    });
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('Bearer realm="portcullis"');
    expect(response.headers.get('cache-control')).toBe('no-store');
  });
  test('a false token is told so, and nothing of why', async () => {
    const { status, headers, body } = await open.ask('{ __typename }', {
      headers: { authorization: 'Bearer nonsense' },
    });
    expect(status).toBe(401);
    expect(headers.get('www-authenticate')).toContain('error="invalid_token"');
    expect(body.errors[0].extensions).toEqual({
      code: 'UNAUTHENTICATED',
      requestId: expect.any(String),
      hint: expect.any(String),
    });
    expect(body).not.toHaveProperty('data');
    expect(open.lines.findLast(({ msg }) => msg === 'request')).toMatchObject({ cause: 'not a JWT' });
  });
  test('a token that was good tells that it has expired, so that the client renews it', async () => {
    const { status, headers, body } = await open.ask('{ __typename }', { claims: { ttlSeconds: -10 } });
    expect([status, body.errors[0].extensions.code]).toEqual([401, 'UNAUTHENTICATED']);
    expect(headers.get('www-authenticate')).toContain('error_description="The access token expired"');
    expect(open.lines.findLast(({ msg }) => msg === 'request')).toMatchObject({ cause: 'expired' });
  });
  test('two Authorization headers are refused, though Node drops the second', async () => {
    const token = await open.token();
    const answer = await rawRequest([`Authorization: Bearer ${token}`, 'Authorization: Bearer x']);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain('DUPLICATE_HEADER');
  });
  test('two purposes are refused', async () => {
    const answer = await rawRequest([
      `Authorization: Bearer ${await open.token()}`,
      'Query-Purpose: CUSTOMS_CONTROL',
      'Query-Purpose: RISK_ANALYSIS',
    ]);
    expect(answer).toContain('DUPLICATE_HEADER');
  });
  test('strangers are counted, and leave no entry of their own', async () => {
    const before = { entries: open.log.entries.length, refused: open.log.refused.length };
    await fetch(open.url);
    expect(open.log.entries).toHaveLength(before.entries);
    expect(open.log.refused.slice(before.refused)).toEqual([{ party: '127.0.0.1', code: 'UNAUTHENTICATED' }]);
  });
});

describe('requests', () => {
  test('queries come by GET as well, mutations do not', async () => {
    const get = async (query: string): Promise<Response> =>
      await fetch(`${open.url}?query=${encodeURIComponent(query)}`, {
        headers: { authorization: `Bearer ${await open.token()}` },
      });
    expect(await (await get('{ ship(id: "s1") { name } }')).json()).toMatchObject({
      data: { ship: { name: 'Testing Star' } },
    });
    const refused = await get('mutation { rename(id: "s1", name: "x") { name } }');
    expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'GET, POST']);
    const odd = await fetch(`${open.url}?query=%7B__typename%7D`, {
      headers: { authorization: `Bearer ${await open.token()}`, 'content-type': 'message/http' },
    });
    expect(odd.status).toBe(415);
    expect(((await refused.json()) as { errors: { extensions: { code: string } }[] }).errors[0]?.extensions.code).toBe(
      'METHOD_NOT_ALLOWED',
    );
  });
  test.each([
    ['a parse error', '{', 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', '{ ship(id: "s1") { nope } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['an inaccessible field', '{ ship(id: "s1") { secret } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['a false variable', 'query($id: ID!) { ship(id: $id) { name } }', 'BAD_USER_INPUT'],
    ['no operation', 'fragment F on Ship { name }', 'GRAPHQL_VALIDATION_FAILED'],
    ['one of several operations', 'query A { __typename } query B { __typename }', 'OPERATION_RESOLUTION_FAILURE'],
  ])('%s is 400 in the new media type and 200 in the old', async (_name, query, code) => {
    const fresh = await open.ask(query);
    const old = await open.ask(query, { headers: { accept: 'application/json' } });
    expect([fresh.status, old.status]).toEqual([400, 200]);
    for (const { body } of [fresh, old]) {
      expect(body.errors[0].extensions).toMatchObject({ code, requestId: body.extensions.requestId });
      expect(body).not.toHaveProperty('data');
    }
  });
  test('all faults of a document are told at once, up to twenty, each with its place', async () => {
    const { body, status } = await open.ask('{ ship(id: "s1") { nope name { x } } ship2: ship { name } }');
    expect(status).toBe(400);
    expect(body.errors).toMatchObject([
      { locations: [{ line: 1, column: 20 }], extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } },
      { locations: [{ line: 1, column: 30 }], extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } },
      { locations: [{ line: 1, column: 38 }], extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } },
    ]);
    const many = await open.ask(
      `{ ship(id: "s1") { ${Array.from({ length: 40 }, (_, index) => `x${index}`).join(' ')} } }`,
    );
    expect(many.body.errors).toHaveLength(21);
    expect(many.body.errors[20].message).toMatch(/error limit reached/);
    expect(open.log.entries.at(-1)?.body.errorCodes).toEqual(['GRAPHQL_VALIDATION_FAILED']);
  });
  test('no error suggests a name', async () => {
    for (const query of [
      '{ shp(id: "s1") { name } }',
      '{ ship(id: "s1") { nam } }',
      '{ ship(i: "s1") { name } }',
      '{ ship(id: "s1") { ... on Shi { name } } }',
      'query($d: Deep) { echo(deep: $d) }',
    ]) {
      const { body } = await open.ask(query, { variables: { d: { tex: 'x' } } });
      expect(body.errors.length).toBeGreaterThan(0);
      expect(JSON.stringify(body)).not.toMatch(/did you mean/i);
    }
  });
  test('a body of megabytes is let pass before it is refused, since who was still sending found a broken connection', async () => {
    const parts = Array<string>(40).fill('x'.repeat(100_000));
    const answer = await rawRequest([`Authorization: Bearer ${await open.token()}`], parts);
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).toContain('BODY_TOO_LARGE');
  });
  test.each([
    ['too large a body', { body: JSON.stringify({ query: `{ a } #${'x'.repeat(1_100_000)}` }) }, 413, 'BODY_TOO_LARGE'],
    [
      'a body that unfolds too far',
      {
        body: gzipSync(JSON.stringify({ query: `{ a } #${'x'.repeat(2_000_000)}` })),
        headers: { 'content-encoding': 'gzip' },
      },
      413,
      'BODY_TOO_LARGE',
    ],
    [
      'a key named twice',
      { body: '{"query":"{ __typename }","qu\\u0065ry":"{ ships { id } }"}' },
      400,
      'DUPLICATE_KEY',
    ],
    ['a batch', { body: '[{"query":"{ __typename }"}]' }, 400, 'BATCHING_NOT_SUPPORTED'],
    [
      'a form',
      { body: 'query={__typename}', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    ['another method', { method: 'PUT', body: '{}' }, 405, 'METHOD_NOT_ALLOWED'],
    ['an answer nobody serves', { body: '{"query":"{a}"}', headers: { accept: 'text/html' } }, 406, 'NOT_ACCEPTABLE'],
  ])('%s is refused', async (_name, init, status, code) => {
    const response = await fetch(open.url, {
      method: 'POST',
      ...init,
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${await open.token()}`,
        ...('headers' in init ? init.headers : {}),
      } as Record<string, string>,
    });
    expect(response.status).toBe(status);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(((await response.json()) as { errors: { extensions: { code: string } }[] }).errors[0]?.extensions.code).toBe(
      code,
    );
    expect(open.log.entries.at(-1)?.header).toMatchObject({ kind: 'REFUSED', code, agency: 'NL-CUSTOMS' });
  });
  test('a folded body within the limit is read', async () => {
    const response = await fetch(open.url, {
      method: 'POST',
      body: gzipSync('{"query":"{ __typename }"}'),
      headers: {
        'content-type': 'application/json',
        'content-encoding': 'gzip',
        authorization: `Bearer ${await open.token()}`,
      },
    });
    expect(await response.json()).toMatchObject({ data: { __typename: 'Query' } });
  });
  test('aliases and variables called __proto__ are names like any other', async () => {
    const { body } = await open.ask(
      'query($__proto__: ID!) { __proto__: ship(id: $__proto__) { constructor: name } }',
      { variables: JSON.parse('{"__proto__":"s1"}') },
    );
    expect(JSON.stringify(body.data)).toBe('{"__proto__":{"constructor":"Testing Star"}}');
    expect(({} as { name?: string }).name).toBeUndefined();
  });
});

describe('browsers', () => {
  const preflight = async (origin: string): Promise<Response> =>
    await fetch(open.url, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' },
    });
  test('of allowed origins get their preflight answered, others do not', async () => {
    const allowed = await preflight('https://desk.example');
    expect([allowed.status, allowed.headers.get('access-control-allow-origin')]).toEqual([204, 'https://desk.example']);
    expect(allowed.headers.get('access-control-allow-headers')?.split(', ')).toContain('withheld-detail');
    const refused = await preflight('https://evil.example');
    expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([401, null]);
  });
  test('are let in by no default', async () => {
    const response = await fetch(strict.url, {
      method: 'OPTIONS',
      headers: { origin: 'https://desk.example', 'access-control-request-method': 'POST' },
    });
    expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([401, null]);
  });
});

describe('probes', () => {
  const probe = async (path: string): Promise<[number, unknown]> => {
    const response = await fetch(new URL(path, open.url));
    return [response.status, await response.json()];
  };
  test('say that we live and could serve, and nothing else', async () => {
    expect(await probe('/livez')).toEqual([200, { status: 'ok' }]);
    expect(await probe('/readyz')).toEqual([200, { status: 'ok', checks: { audit: 'ok', supergraph: 'ok' } }]);
    open.log.broken = true;
    expect(await probe('/readyz')).toEqual([
      503,
      { status: 'unavailable', checks: { audit: 'failed', supergraph: 'ok' } },
    ]);
    expect(await probe('/nothing?here=1')).toEqual([404, { status: 'not found' }]);
  });

  // Each asked on the one connection that writes the log: anyone at the port could keep entries waiting.
  test('have the log asked once by all who ask at once', async () => {
    let asked = 0;
    let answer: (isWritable: boolean) => void = () => undefined;
    const { writable } = open.log;
    open.log.writable = () => {
      asked += 1;
      return new Promise((resolve) => {
        answer = resolve;
      });
    };
    const arrived = arrivals('/readyz', 20);
    const all = Promise.all(Array.from({ length: 20 }, () => probe('/readyz')));
    await arrived;
    answer(true);
    expect(new Set((await all).map(([status]) => status))).toEqual(new Set([200]));
    expect(asked).toBe(1);
    open.log.writable = writable;
  });
});

/** A request with headers exactly as written, whose body comes in parts; fetch would join or drop duplicates. */
async function rawRequest(headers: readonly string[], parts = ['{"query":"{ __typename }"}']): Promise<string> {
  const { hostname, port } = new URL(open.url);
  const socket = connect(Number(port), hostname);
  const answered = new Promise<string>((resolve, reject) => {
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk.toString();
    });
    socket.on('end', () => resolve(answer));
    socket.on('error', reject);
  });
  const written = async (text: string): Promise<void> =>
    await new Promise((resolve, reject) => void socket.write(text, (error) => (error ? reject(error) : resolve())));
  const own = [
    'POST /graphql HTTP/1.1',
    `Host: ${hostname}`,
    'Content-Type: application/json',
    `Content-Length: ${parts.join('').length}`,
    'Connection: close',
  ];
  const sending = (async () => {
    for (const text of [[...own, ...headers, '', ''].join('\r\n'), ...parts]) await written(text);
  })();
  const [answer] = await Promise.all([answered, sending]);
  return answer;
}
