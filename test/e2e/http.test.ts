import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { type Harness, startHarness } from '../gateway/support/harness.js';

/*
 * The gateway over real HTTP, in front of two small sources and a log in memory.
 */
let open: Harness;
let strict: Harness;
beforeAll(async () => {
  open = await startHarness({ settings: { corsOrigins: ['https://desk.example'] } });
  strict = await startHarness({ permissive: false });
});
afterAll(async () => {
  await open?.close();
  await strict?.close();
});
afterEach(() => {
  for (const harness of [open, strict]) {
    harness.log.broken = false;
    for (const source of Object.values(harness.sources)) source.answer = async (_operation, real) => await real();
  }
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
    expect(open.log.refused.slice(before.refused)).toEqual([{ source: '127.0.0.1', code: 'UNAUTHENTICATED' }]);
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
  test('no error suggests a name', async () => {
    for (const query of [
      '{ shp(id: "s1") { name } }',
      '{ ship(id: "s1") { nam } }',
      '{ ship(i: "s1") { name } }',
      '{ ship(id: "s1") { ... on Shi { name } } }',
      'query($d: Deep) { echo(deep: $d) }',
    ]) {
      const { body } = await open.ask(query, { variables: { d: { tex: 'x' } } });
      expect(body.errors).toHaveLength(1);
      expect(JSON.stringify(body)).not.toMatch(/did you mean/i);
    }
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

describe('answers', () => {
  test('have the names and the order of the client, across sources', async () => {
    const { body } = await open.ask(
      '{ b: berths { ship { n: name calls { day } ... on Ship { flag } } label } thing(id: "p1") { id ...F } t: __typename } fragment F on Part { label }',
    );
    expect(JSON.stringify(body.data)).toBe(
      JSON.stringify({
        b: ['s1', 's1', 's2'].map((id, i) => ({
          ship: {
            n: id === 's1' ? 'Testing Star' : 'Fictive Dawn',
            calls: [{ day: '2026-01-01' }],
            flag: id === 's1' ? 'XA' : 'XB',
          },
          label: `Quay ${i + 1}`,
        })),
        thing: { id: 'p1', label: 'mast' },
        t: 'Query',
      }),
    );
  });
  test('ask each entity once', async () => {
    open.sources.ships.asked.length = 0;
    await open.ask('{ berths { ship { name } } }');
    expect(open.sources.ships.asked.map(({ variables }) => (variables.representations as unknown[]).length)).toEqual([
      2,
    ]);
  });
  test('carry request id and receipt, and what was logged is what was asked', async () => {
    const { body } = await open.ask('query Q($id: ID!) { ship(id: $id) { name } }', {
      variables: { id: 's1' },
      headers: { 'case-reference': 'NLC-2026-00017' },
    });
    const { header, body: sealed } = open.log.entries[body.extensions.audit.index] as (typeof open.log.entries)[number];
    expect(header).toMatchObject({
      kind: 'OUTCOME',
      code: 'OK',
      requestId: body.extensions.requestId,
      agency: 'NL-CUSTOMS',
      purpose: 'CUSTOMS_CONTROL',
      operationName: 'Q',
    });
    expect(sealed).toMatchObject({
      variables: { id: 's1' },
      caseReference: 'NLC-2026-00017',
      sources: [{ name: 'ships', result: 'OK' }],
    });
  });
  test('introspection is answered', async () => {
    const { body } = await open.ask(
      '{ __schema { queryType { name } } __type(name: "Ship") { fields { name } } ships { id } }',
    );
    expect(body.data.__type.fields.map(({ name }: { name: string }) => name).sort()).toEqual([
      'calls',
      'flag',
      'id',
      'name',
      'parts',
      'tonnage',
    ]);
    expect(body.data.ships).toHaveLength(2);
  });
});

describe('sources that fail', () => {
  test('leave null at their paths and one error each; the others are served', async () => {
    open.sources.ships.answer = async () => {
      throw new Error('connect ECONNREFUSED http://10.0.0.1:4101');
    };
    const { status, body } = await open.ask('{ berths { label ship { name } } ship(id: "s1") { id } }');
    expect(status).toBe(200);
    expect(body.data).toEqual({
      berths: [1, 2, 3].map((i) => ({ label: `Quay ${i}`, ship: { name: null } })),
      ship: null,
    });
    expect(
      body.errors.map(({ path, extensions: { code, source, at } }: never) => ({ path, code, source, at }) as unknown),
    ).toEqual([
      { path: ['ship'], code: 'SOURCE_UNAVAILABLE', source: 'ships', at: 'ship' },
      { path: ['berths'], code: 'SOURCE_UNAVAILABLE', source: 'ships', at: 'berths.*.ship.name' },
    ]);
    expect(JSON.stringify(body)).not.toMatch(/10\.0\.0\.1|ECONN|internal\.invalid/);
    expect(open.log.entries.at(-1)?.header.code).toBe('PARTIAL');
  });
  test('are waited for no longer than their timeout', async () => {
    const hasty = await startHarness({ settings: { sourceTimeoutMs: 100 } });
    const { body } = await hasty.ask('{ slow(ms: 3000) berths { label } }');
    await hasty.close();
    expect(body.data).toMatchObject({ slow: null, berths: [{}, {}, {}] });
    expect(body.errors[0].extensions).toMatchObject({ code: 'SOURCE_TIMEOUT', source: 'ships' });
  });
  test('show nothing of what broke in them', async () => {
    const { body } = await open.ask('{ echo(text: "throw") }');
    expect(body.data).toEqual({ echo: null });
    expect(body.errors).toEqual([
      {
        message: 'A source could not answer a part of the question.',
        path: ['echo'],
        extensions: { code: 'SOURCE_ERROR', requestId: expect.any(String), hint: expect.any(String), source: 'ships' },
      },
    ]);
  });
  test('and those without a manifest are failed sources', async () => {
    strict.sources.ships.answer = async (_operation, real) => ({ ...(await real()), extensions: {} });
    const { body } = await strict.ask('{ ship(id: "s1") { name } berths { label } }');
    expect(body.data).toMatchObject({ ship: null, berths: [{}, {}, {}] });
    expect(body.errors[0].extensions).toMatchObject({ code: 'SOURCE_PROTOCOL_ERROR', source: 'ships' });
  });
});

describe('purpose', () => {
  const refusal = async (
    query: string,
    headers: Record<string, string>,
    claims = {},
    extensions?: Record<string, unknown>,
  ) => {
    const { status, body } = await strict.ask(query, { headers, claims, ...(extensions ? { extensions } : {}) });
    return [status, body.errors?.[0].extensions.code ?? 'answered', body.errors?.[0].extensions.allowed?.length ?? 0];
  };
  const data = '{ ship(id: "s1") { name } }';
  test('is needed for data, and the refusal lists those allowed', async () => {
    const response = await fetch(strict.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${await strict.token()}` },
      body: JSON.stringify({ query: data }),
    });
    const body = (await response.json()) as { errors: { extensions: { allowed: string[] } }[] };
    expect(response.status).toBe(403);
    expect(body.errors[0]?.extensions).toMatchObject({
      code: 'PURPOSE_REQUIRED',
      allowed: expect.arrayContaining(['CUSTOMS_CONTROL']),
    });
  });
  test('must lie in token, agency and role', async () => {
    expect(await refusal(data, { 'query-purpose': 'BORDER_CHECK' })).toEqual([
      403,
      'PURPOSE_NOT_ALLOWED',
      expect.any(Number),
    ]);
    expect(await refusal(data, { 'query-purpose': 'nonsense' })).toEqual([
      403,
      'PURPOSE_NOT_ALLOWED',
      expect.any(Number),
    ]);
    expect(await refusal(data, {}, { purposes: ['RISK_ANALYSIS'] })).toEqual([403, 'PURPOSE_NOT_ALLOWED', 1]);
    expect(await refusal('{ __typename }', { 'query-purpose': 'nonsense' })).toEqual([
      403,
      'PURPOSE_NOT_ALLOWED',
      expect.any(Number),
    ]);
  });
  test('brings case and justification where it demands them, from header or body', async () => {
    const purpose = { 'query-purpose': 'CRIMINAL_INVESTIGATION' };
    expect(await refusal(data, purpose)).toEqual([403, 'CASE_REFERENCE_REQUIRED', 0]);
    expect(await refusal(data, { ...purpose, 'case-reference': 'made up' })).toEqual([
      403,
      'CASE_REFERENCE_INVALID',
      0,
    ]);
    expect(await refusal(data, { ...purpose, 'case-reference': 'NLC-2026-00017' })).toEqual([200, 'answered', 0]);
    expect(await refusal(data, purpose, {}, { caseReference: 'NLC-2026-00017' })).toEqual([200, 'answered', 0]);
    expect(
      await refusal(data, { ...purpose, 'case-reference': 'NLC-2026-00018' }, {}, { caseReference: 'NLC-2026-00017' }),
    ).toEqual([400, 'REQUEST_MALFORMED', 0]);
    expect(await refusal(data, { 'query-purpose': 'CRIMINAL_PREVENTION' })).toEqual([400, 'JUSTIFICATION_INVALID', 0]);
    expect(await refusal(data, { 'query-purpose': 'CRIMINAL_PREVENTION', 'query-justification': 'caf%C3%A9' })).toEqual(
      [200, 'answered', 0],
    );
    expect(await refusal(data, { 'query-purpose': 'CRIMINAL_PREVENTION', 'query-justification': '%ff' })).toEqual([
      400,
      'JUSTIFICATION_INVALID',
      0,
    ]);
  });
});

describe('the first wall', () => {
  test('takes out before planning what can never be answered, and says so', async () => {
    strict.sources.ships.asked.length = 0;
    const { body } = await strict.ask(
      '{ ships { id heavy: tonnage name ...F } none: ship(id: "nope") { tonnage } } fragment F on Ship { tonnage }',
    );
    expect(body.data.ships).toEqual([
      { id: 's1', heavy: null, name: 'Testing Star', tonnage: null },
      { id: 's2', heavy: null, name: 'Fictive Dawn', tonnage: null },
    ]);
    expect(body.errors).toBeUndefined();
    expect(body.extensions.withheld.map(({ path, count, effect }: never) => [path, count, effect])).toEqual([
      ['ships.*.heavy', 2, 'NONE'],
      ['ships.*.tonnage', 2, 'NONE'],
    ]);
    expect(body.extensions.withheld[0]).not.toHaveProperty('rule');
    expect(strict.sources.ships.asked.map(({ query }) => query).join()).not.toContain('tonnage');
    expect(strict.log.entries.at(-1)?.body.withheld[0]).toMatchObject({
      path: 'ships.*.heavy',
      rule: expect.any(String),
    });
  });
  test('refuses to filter by what may not be seen', async () => {
    const { status, body } = await strict.ask('query($f: ShipFilter) { ships(filter: $f) { id } }', {
      variables: { f: { tonnage: 1 } },
    });
    expect([status, body.errors[0].extensions.code, body.errors[0].extensions.at]).toEqual([
      403,
      'FILTER_NOT_PERMITTED',
      'ShipFilter.tonnage',
    ]);
  });
  test('introspection shows only what this view may ask', async () => {
    const { body } = await strict.ask('{ __type(name: "Ship") { fields { name } } }');
    expect(body.data.__type.fields.map(({ name }: { name: string }) => name)).not.toContain('tonnage');
  });
  test('what sources withhold is merged by the path of the client', async () => {
    strict.sources.ships.answer = async (_operation, real) => {
      const answer = await real();
      const withheld = [
        {
          path: ['_entities', 0, 'name'],
          category: 'cargo.movement',
          effect: 'MASKED',
          reason: 'RECORD',
          rule: 'cap.expiry',
          count: 1,
        },
      ];
      return { ...answer, extensions: { ...answer.extensions, withheld } };
    };
    const { body } = await strict.ask('{ berths { ship { name } } }');
    // Ship s1 was asked for once and stands at two berths.
    expect(body.extensions.withheld).toEqual([
      { path: 'berths.*.ship.name', category: 'cargo.movement', effect: 'MASKED', reason: 'RECORD', count: 2 },
    ]);
  });
});

describe('the log', () => {
  test('no durable outcome, no answer', async () => {
    open.log.broken = true;
    const { status, body } = await open.ask('{ ships { name } }');
    expect(status).toBe(503);
    expect(body).not.toHaveProperty('data');
    expect(JSON.stringify(body)).not.toContain('Testing');
    expect(body.errors[0].extensions.code).toBe('AUDIT_UNAVAILABLE');
  });
  test('not even a refusal goes out without its trace', async () => {
    open.log.broken = true;
    expect((await open.ask('{ nope }')).body.errors[0].extensions.code).toBe('AUDIT_UNAVAILABLE');
  });
  test('log lines hold no value, URL or query string', async () => {
    open.lines.length = 0;
    await open.ask('query($id: ID!) { ship(id: $id) { name } }', { variables: { id: 'very-secret' } });
    await fetch(`${open.url}?query=very-secret`);
    expect(open.lines).toHaveLength(2);
    expect(JSON.stringify(open.lines)).not.toMatch(/very-secret|query\(|graphql/);
    expect(open.lines[0]).toMatchObject({
      msg: 'request',
      agency: 'NL-CUSTOMS',
      purpose: 'CUSTOMS_CONTROL',
      code: 'OK',
      requestId: expect.any(String),
      durationMs: expect.any(Number),
    });
  });
});

describe('registered documents', () => {
  const text = '{ ship(id: "s1") { name } }';
  const documentId = `sha256:${'a'.repeat(64)}`;
  let partner: Harness;
  beforeAll(async () => {
    partner = await startHarness({
      permissive: false,
      documents: {
        find: async (agency, id) =>
          agency === 'NL-CUSTOMS' && id === documentId
            ? {
                documentId,
                agency,
                purpose: 'CUSTOMS_CONTROL',
                text,
                operationName: null,
                registeredAt: '',
                registeredBy: '',
                expiresAt: null,
                revokedAt: null,
              }
            : null,
      },
    });
  });
  afterAll(async () => await partner?.close());
  const post = async (
    body: object,
    claims: object = { role: 'SYSTEM_CLIENT' },
    headers: Record<string, string> = {},
  ) => {
    const response = await fetch(partner.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${await partner.token(claims)}`,
        'query-purpose': 'CUSTOMS_CONTROL',
        ...headers,
      },
      body: JSON.stringify(body),
    });
    const answer = (await response.json()) as { data?: unknown; errors?: { extensions: { code: string } }[] };
    return [response.status, answer.errors?.[0]?.extensions.code ?? answer.data];
  };
  test('run by their id, by POST, by GET and in the spelling of Apollo clients', async () => {
    const expected = [200, { ship: { name: 'Testing Star' } }];
    expect(await post({ documentId })).toEqual(expected);
    expect(await post({ extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } } })).toEqual(
      expected,
    );
    const get = await fetch(`${partner.url}?documentId=${documentId}`, {
      headers: {
        authorization: `Bearer ${await partner.token({ role: 'SYSTEM_CLIENT' })}`,
        'query-purpose': 'CUSTOMS_CONTROL',
      },
    });
    expect(await get.json()).toMatchObject({ data: expected[1] });
  });
  test('are all that a system may run', async () => {
    expect(await post({ query: text })).toEqual([403, 'PERSISTED_DOCUMENT_ID_REQUIRED']);
    expect(await post({ query: text }, { role: 'ANALYST' })).toEqual([200, expect.anything()]);
  });
  test('are not there for another agency, for another purpose, or under another id', async () => {
    expect(await post({ documentId }, { agency: 'BE-CUSTOMS', role: 'SYSTEM_CLIENT' })).toEqual([
      404,
      'PERSISTED_DOCUMENT_NOT_FOUND',
    ]);
    expect(await post({ documentId }, { role: 'SYSTEM_CLIENT' }, { 'query-purpose': 'RISK_ANALYSIS' })).toEqual([
      404,
      'PERSISTED_DOCUMENT_NOT_FOUND',
    ]);
    expect(await post({ documentId: `sha256:${'b'.repeat(64)}` })).toEqual([404, 'PERSISTED_DOCUMENT_NOT_FOUND']);
    expect(await post({ documentId: "x' or 1=1" })).toEqual([404, 'PERSISTED_DOCUMENT_NOT_FOUND']);
  });
});

describe('time', () => {
  test('a request over its deadline is refused without data, and its reads are cancelled', async () => {
    const hasty = await startHarness({ settings: { deadlineMs: 1_500 } });
    const { status, body } = await hasty.ask('{ slow(ms: 9000) ships { name } }');
    const [asked] = hasty.sources.ships.asked;
    await hasty.close();
    expect([status, body.errors[0].extensions.code]).toEqual([503, 'DEADLINE_EXCEEDED']);
    expect(body).not.toHaveProperty('data');
    expect(asked?.signal.aborted).toBe(true);
    expect(hasty.log.entries[0]?.header).toMatchObject({ kind: 'REFUSED', code: 'DEADLINE_EXCEEDED' });
  });
  test('a client that hangs up cancels its reads, and the log says so', async () => {
    open.sources.ships.asked.length = 0;
    const before = open.log.entries.length;
    await expect(open.ask('{ slow(ms: 3000) }', { signal: AbortSignal.timeout(200) })).rejects.toThrow();
    await eventually(() => open.log.entries.length > before);
    expect(open.sources.ships.asked[0]?.signal.aborted).toBe(true);
    expect(open.log.entries.at(-1)?.header.code).toBe('CLIENT_CLOSED');
    expect(open.lines.at(-1)).toMatchObject({ code: 'CLIENT_CLOSED' });
  });
  test('stopping answers what is in flight within two seconds', async () => {
    const stopping = await startHarness();
    await stopping.ask('{ __typename }');
    const quick = stopping.ask('{ slow(ms: 500) }');
    const slow = stopping.ask('{ slow(ms: 9000) }');
    await eventually(() => stopping.sources.ships.asked.length === 2);
    const startedAt = performance.now();
    await stopping.close();
    expect(performance.now() - startedAt).toBeLessThan(2_000);
    expect((await quick).body.data).toEqual({ slow: 'done' });
    expect([(await slow).status, (await slow).body.errors[0].extensions.code]).toEqual([503, 'SHUTTING_DOWN']);
    await expect(fetch(stopping.url)).rejects.toThrow();
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
});

async function eventually(condition: () => boolean): Promise<void> {
  for (let i = 0; i < 200 && !condition(); i += 1) await sleep(10);
  expect(condition()).toBe(true);
}

/** A request with headers exactly as written; fetch would join or drop duplicates. */
async function rawRequest(headers: readonly string[]): Promise<string> {
  const { hostname, port } = new URL(open.url);
  const body = '{"query":"{ __typename }"}';
  return await new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk.toString();
    });
    socket.on('end', () => resolve(answer));
    socket.on('error', reject);
    socket.write(
      [
        'POST /graphql HTTP/1.1',
        `Host: ${hostname}`,
        'Content-Type: application/json',
        `Content-Length: ${body.length}`,
        'Connection: close',
        ...headers,
        '',
        body,
      ].join('\r\n'),
    );
  });
}
