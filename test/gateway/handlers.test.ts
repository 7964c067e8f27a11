import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { closedAfter } from '../support/runner/closedAfter.js';
import { type Asked, type AskOptions, type Harness, startHarness } from './support/harness.js';

/*
 * One request, through both handlers: a document that nobody has sent before goes to Apollo Server, the same one again is
 * answered without it. Status, headers, bytes and log entries must be equal but for what is new with each request.
 */
const open = closedAfter(await startHarness({ settings: { maxObjects: 3_000, sourceTimeoutMs: 150 } }));
const strict = closedAfter(await startHarness({ permissive: false, settings: { maxObjects: 100 } }));
afterEach(() => {
  open.restore();
  strict.restore();
});

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** The answer without what is new with each request: request id, receipt, date, what is left of budgets. */
function lasting({ status, headers, body }: Asked): unknown {
  const { date: _date, ...rest } = Object.fromEntries(headers);
  const text = JSON.stringify(body).replace(uuid, 'request');
  return {
    status,
    headers: { ...rest, 'content-length': 'given', ratelimit: rest.ratelimit === undefined ? 'none' : 'given' },
    text: text.replace(/"index":\d+,"leafHash":"[0-9a-f]{64}"/, '"index":0'),
  };
}

/** The log's entry without what is new with each request: request id, times. */
function entryOf(harness: Harness): unknown {
  const entry = harness.log.entries.at(-1);
  const sources = entry?.body.sources.map(({ durationMs: _ms, ...source }) => source);
  const { requestId: _id, at: _at, durationMs: _ms, ...header } = entry?.header ?? {};
  return { header, body: { ...entry?.body, sources } };
}

async function throughBoth(harness: Harness, query: string, options: AskOptions = {}, asked = query): Promise<Asked> {
  const handlers: unknown[] = [];
  const answers: unknown[] = [];
  let last: Asked | undefined;
  for (let turn = 0; turn < 2; turn += 1) {
    const before = harness.log.entries.length;
    last = await harness.ask(asked, options);
    // A change has an entry before it.
    expect(harness.log.entries).toHaveLength(before + (query.startsWith('mutation') ? 2 : 1));
    answers.push({ answer: lasting(last), entry: entryOf(harness) });
    handlers.push(harness.lines.findLast(({ msg }) => msg === 'request')?.handler);
  }
  expect(handlers).toEqual(['apollo', 'known']);
  expect(answers[1]).toEqual(answers[0]);
  return last as Asked;
}

describe('both handlers answer alike', () => {
  test.each<[string, string, AskOptions]>([
    ['one record', '{ ship(id: "s1") { name flag } }', {}],
    [
      'aliases, fragments and entities across sources',
      '{ b: berths { ship { n: name calls { day } ... on Ship { flag } } label } thing(id: "p1") { id ...F } t: __typename } fragment F on Part { label }',
      {},
    ],
    ['variables', 'query One($id: ID!) { ship(id: $id) { name } }', { variables: { id: 's1' } }],
    ['a name among several', 'query A { ships { id } } query B { berths { label } }', { operationName: 'B' }],
    [
      'conditions',
      'query($x: Boolean!) { ship(id: "s1") { name @include(if: $x) flag @skip(if: $x) } }',
      { variables: { x: true } },
    ],
    [
      'conditions, the other way',
      'query($x: Boolean! = false) { ship(id: "s1") { name @include(if: $x) flag @skip(if: $x) } }',
      {},
    ],
    ['an interface', '{ thing(id: "s1") { id ... on Ship { name parts { label } } } }', {}],
    ['nothing found', '{ ship(id: "none") { name } }', {}],
    ['introspection beside data', '{ __type(name: "Ship") { name fields { name } } ships { id } }', {}],
    ['only a type name', '{ __typename }', {}],
    ['a mutation', 'mutation { rename(id: "s1", name: "x") { name } }', {}],
    ['names of the prototype', '{ __proto__: ship(id: "s1") { constructor: name } }', {}],
    ['an error inside a source', '{ echo(text: "throw") ships { id } }', {}],
    ['characters of many scripts', '{ echo(text: "Ærøskøbing 上海 🏃 \\" \\\\ \\u2028") }', {}],
    ['a source that is too slow', '{ slow(ms: 2000) berths { label } }', {}],
    ['a false variable', 'query Two($id: ID!) { ship(id: $id) { name } }', {}],
    [
      'a variable of the wrong type',
      'query Three($f: ShipFilter) { ships(filter: $f) { id } }',
      { variables: { f: { tonnage: 'x' } } },
    ],
    ['an operation that is not there', 'query C { ships { id } } query D { berths { label } }', { operationName: 'E' }],
    ['no name among several', 'query F { ships { id } } query G { berths { label } }', {}],
    [
      'a case in header and body that differ',
      '{ ship(id: "s2") { name } }',
      { headers: { 'case-reference': 'NLC-2026-00018' }, extensions: { caseReference: 'NLC-2026-00017' } },
    ],
    ['the older media type', '{ ship(id: "s2") { flag } }', { headers: { accept: 'application/json' } }],
    [
      'a false variable in the older media type',
      'query Four($id: ID!) { ship(id: $id) { name } }',
      { headers: { accept: 'application/json' } },
    ],
  ])('%s', async (_name, query, options) => {
    await throughBoth(open, query, options);
  });

  test('when a source is gone', async () => {
    open.sources.ships.answer = async () => {
      throw new Error('connect ECONNREFUSED');
    };
    const { body } = await throughBoth(open, '{ berths { label ship { name flag } } ship(id: "s1") { id } }');
    expect(body.errors).toHaveLength(3);
  });
  test('when the log is gone', async () => {
    open.log.broken = true;
    const query = '{ ships { name flag parts { label } } }';
    const first = await open.ask(query);
    const again = await open.ask(query);
    expect(lasting(again)).toEqual(lasting(first));
    expect(again.status).toBe(503);
    expect(again.body).not.toHaveProperty('data');
    const refused = await open.ask(query, { headers: { 'query-purpose': 'made up' } });
    // Why not the refusal: no look without a trace, not even one that was turned away.
    expect([refused.status, refused.body.errors[0].extensions.code]).toEqual([503, 'AUDIT_UNAVAILABLE']);
  });

  test.each<[string, string, AskOptions, string]>([
    [
      'what is withheld',
      '{ ships { id heavy: tonnage name ...F } none: ship(id: "nope") { tonnage } } fragment F on Ship { tonnage }',
      {},
      'OK',
    ],
    ['everything withheld', '{ ship(id: "s1") { tonnage } }', {}, 'OK'],
    [
      'a filter that is not permitted',
      'query($f: ShipFilter) { ships(filter: $f) { id } }',
      { variables: { f: { tonnage: 1 } } },
      'FILTER_NOT_PERMITTED',
    ],
    [
      'a missing case',
      '{ ship(id: "s1") { name } }',
      { headers: { 'query-purpose': 'CRIMINAL_INVESTIGATION' } },
      'CASE_REFERENCE_REQUIRED',
    ],
    [
      'a false case',
      '{ ship(id: "s1") { name flag } }',
      { headers: { 'query-purpose': 'CRIMINAL_INVESTIGATION', 'case-reference': 'made up' } },
      'CASE_REFERENCE_INVALID',
    ],
    [
      'a case',
      '{ ship(id: "s1") { flag } }',
      { headers: { 'query-purpose': 'CRIMINAL_INVESTIGATION', 'case-reference': 'NLC-2026-00017' } },
      'OK',
    ],
    [
      'a false justification',
      '{ ship(id: "s2") { flag } }',
      { headers: { 'query-purpose': 'CRIMINAL_PREVENTION', 'query-justification': '%ff' } },
      'JUSTIFICATION_INVALID',
    ],
    [
      'a purpose beyond the agency',
      '{ ship(id: "s2") { name } }',
      { headers: { 'query-purpose': 'BORDER_CHECK' } },
      'PURPOSE_NOT_ALLOWED',
    ],
    [
      'a purpose beyond the token',
      '{ ships { name } }',
      { claims: { purposes: ['RISK_ANALYSIS'] } },
      'PURPOSE_NOT_ALLOWED',
    ],
    ['introspection of a view', '{ __type(name: "Ship") { fields { name } } }', {}, 'OK'],
    [
      'too much',
      '{ a: berths { ship { calls { berth { ship { calls { berth { ship { calls { day } } } } } } } } } }',
      {},
      'OPERATION_TOO_COSTLY',
    ],
  ])('under the policy: %s', async (_name, query, options, code) => {
    await throughBoth(strict, query, options);
    expect(strict.log.entries.at(-1)?.header.code).toBe(code);
  });
});

describe('the handler of known documents guards as the other does', () => {
  const query = '{ ship(id: "s1") { name tonnage } }';
  const codeOf = ({ status, body }: Asked): unknown => [status, body.errors?.[0].extensions.code ?? 'answered'];
  beforeAll(async () => {
    await strict.ask(query);
    expect((await strict.ask(query)).status).toBe(200);
    expect(strict.lines.at(-1)?.handler).toBe('known');
  });

  test.each<[string, AskOptions, [number, string]]>([
    ['no token', { headers: { authorization: '' } }, [401, 'UNAUTHENTICATED']],
    ['a token that is none', { headers: { authorization: 'Bearer nonsense' } }, [401, 'UNAUTHENTICATED']],
    ['a token that has expired', { claims: { ttlSeconds: -30 } }, [401, 'UNAUTHENTICATED']],
    ['a role beyond the agency', { claims: { role: 'CASE_PROSECUTOR' } }, [401, 'UNAUTHENTICATED']],
    [
      'a system without a registered document',
      { claims: { role: 'SYSTEM_CLIENT' } },
      [403, 'PERSISTED_DOCUMENT_ID_REQUIRED'],
    ],
    ['no purpose', { headers: { 'query-purpose': '' } }, [403, 'PURPOSE_NOT_ALLOWED']],
    ['a purpose that is none', { headers: { 'query-purpose': 'nonsense' } }, [403, 'PURPOSE_NOT_ALLOWED']],
    ['a form', { headers: { 'content-type': 'text/plain' } }, [415, 'UNSUPPORTED_MEDIA_TYPE']],
    ['an answer nobody serves', { headers: { accept: 'text/html' } }, [406, 'NOT_ACCEPTABLE']],
  ])('%s', async (_name, options, expected) => {
    expect(codeOf(await strict.ask(query, options))).toEqual(expected);
  });

  test('a view of its own for anyone who asks', async () => {
    const rights = async (options: AskOptions) => {
      const { body } = await strict.ask(query, options);
      return [body.data.ship, body.extensions.withheld?.map(({ path }: { path: string }) => path)];
    };
    const customs = await rights({});
    const supervisor = await rights({
      claims: { agency: 'NL-SUPERVISOR', role: 'AUDITOR' },
      headers: { 'query-purpose': 'DATA_PROTECTION_AUDIT', 'case-reference': 'AN-2026-00020' },
    });
    expect(customs).toEqual([{ name: 'Testing Star', tonnage: null }, ['ship.tonnage']]);
    expect(supervisor).toEqual([{ name: null, tonnage: null }, ['ship.name', 'ship.tonnage']]);
    // And back again: what one view has compiled serves that view alone.
    expect(await rights({})).toEqual(customs);
  });
  test('limits with the variables of the request, not of the one that was known', async () => {
    const pages = 'query($n: Int!) { ships(first: $n) { parts { id } calls { berth { ship { parts { id } } } } } }';
    await strict.ask(pages, { variables: { n: 1 } });
    expect(codeOf(await strict.ask(pages, { variables: { n: 2 } }))).toEqual([200, 'answered']);
    expect(codeOf(await strict.ask(pages, { variables: { n: 100 } }))).toEqual([400, 'OPERATION_TOO_COSTLY']);
  });
  test('inputs with the variables of the request, not of those that were permitted', async () => {
    const filtered = 'query($f: ShipFilter) { ships(filter: $f) { id } }';
    expect(codeOf(await strict.ask(filtered, { variables: { f: null } }))).toEqual([200, 'answered']);
    expect(codeOf(await strict.ask(filtered, { variables: { f: {} } }))).toEqual([200, 'answered']);
    expect(codeOf(await strict.ask(filtered, { variables: { f: { tonnage: 1 } } }))).toEqual([
      403,
      'FILTER_NOT_PERMITTED',
    ]);
    const literal = 'query($t: Float) { ships(filter: { tonnage: $t }) { id } }';
    expect(codeOf(await strict.ask(literal, { variables: { t: null } }))).toEqual([200, 'answered']);
    expect(codeOf(await strict.ask(literal, { variables: { t: 1 } }))).toEqual([403, 'FILTER_NOT_PERMITTED']);
  });
  test('conditions with the variables of the request', async () => {
    const conditional = 'query($x: Boolean!) { ship(id: "s1") { name @include(if: $x) flag @skip(if: $x) } }';
    const of = async (x: boolean) => (await strict.ask(conditional, { variables: { x } })).body.data.ship;
    expect([await of(true), await of(false), await of(true)]).toEqual([
      { name: 'Testing Star' },
      { flag: 'XA' },
      { name: 'Testing Star' },
    ]);
  });
  test('a GET of it goes to Apollo Server, a mutation by GET nowhere', async () => {
    const get = async (text: string) =>
      await fetch(`${open.url}?query=${encodeURIComponent(text)}`, {
        headers: { authorization: `Bearer ${await open.token()}` },
      });
    const mutation = 'mutation { rename(id: "s1", name: "y") { name } }';
    await open.ask(mutation);
    expect((await get(mutation)).status).toBe(405);
    expect(open.lines.findLast(({ msg }) => msg === 'request')?.handler).toBe('apollo');
  });
});
