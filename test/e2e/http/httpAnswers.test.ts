import { afterEach, describe, expect, test } from '@jest/globals';
import { startHarness } from '../../gateway/support/harness.js';
import { closedAfter } from '../../support/runner/closedAfter.js';

/*
 * What comes back: shape, failing sources, first wall, log.
 */
const open = closedAfter(await startHarness({ settings: { corsOrigins: ['https://desk.example'] } }));
const strict = closedAfter(await startHarness({ permissive: false }));
afterEach(() => {
  open.restore();
  strict.restore();
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
      operationName: null,
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
      { path: ['berths'], code: 'SOURCE_UNAVAILABLE', source: 'ships', at: 'berths.*.ship.name' },
      { path: ['ship'], code: 'SOURCE_UNAVAILABLE', source: 'ships', at: 'ship' },
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
        message: 'A source could not answer part of the operation.',
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
          path: ['_entities', '*', 'name'],
          category: 'cargo.movement',
          effect: 'MASKED',
          reason: 'RECORD',
          rule: 'cap.expiry',
          count: 1,
          byEntity: [1],
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
