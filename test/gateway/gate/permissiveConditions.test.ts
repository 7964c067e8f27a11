import { expect, test } from '@jest/globals';
import { closedAfter } from '../../support/runner/closedAfter.js';
import { startHarness } from '../support/harness.js';

/* Conditions through both handlers: as a document never seen, and as a known one. */
const harness = closedAfter(await startHarness());

interface Told {
  readonly status: number;
  readonly data: unknown;
  /** What each source was asked, in order. */
  readonly asked: readonly string[];
}

async function throughBoth(query: string, variables: Record<string, unknown>): Promise<Told> {
  const told: Told[] = [];
  const handlers: unknown[] = [];
  for (let turn = 0; turn < 2; turn += 1) {
    const sources = Object.entries(harness.sources);
    const before = sources.map(([, { asked }]) => asked.length);
    const { status, body } = await harness.ask(query, { variables });
    const asked = sources.flatMap(([name, source], index) =>
      source.asked.slice(before[index]).map((operation) => `${name} ${operation.query}`),
    );
    told.push({ status, data: body.data, asked });
    handlers.push(harness.lines.findLast(({ msg }) => msg === 'request')?.handler);
  }
  expect(handlers).toEqual(['apollo', 'known']);
  expect(told[1]).toEqual(told[0]);
  return told[0] as Told;
}

test.each<[string, string, Record<string, unknown>, unknown, readonly RegExp[]]>([
  [
    'a skipped root is asked nowhere',
    'query($x: Boolean!) { ship(id: "s1") @skip(if: $x) { name } berths @include(if: $x) { label } }',
    { x: true },
    { berths: [{ label: 'Quay 1' }, { label: 'Quay 2' }, { label: 'Quay 3' }] },
    [/^berths \{berths\{label\}\}$/],
  ],
  [
    'nothing left is an empty answer, and no source hears of it',
    'query($x: Boolean!) { ship(id: "s1") @skip(if: $x) { name } ...F @skip(if: true) } fragment F on Query { berths { label } }',
    { x: true },
    {},
    [],
  ],
  [
    'nor of introspection within a fragment',
    '{ ...F ship(id: "s1") @skip(if: true) { id } } fragment F on Query { __type(name: "Ship") { name } }',
    {},
    { __type: { name: 'Ship' } },
    [],
  ],
  [
    'no source is visited for what is skipped',
    'query($x: Boolean!) { ship(id: "s1") { name calls @skip(if: $x) { day } ...F @skip(if: $x) } } fragment F on Ship { flag }',
    { x: true },
    { ship: { name: 'Testing Star' } },
    [/^ships \{ship\(id:"s1"\)\{name\}\}$/],
  ],
  [
    'an object of which nothing is left is there, and one that is missing is not',
    '{ a: ship(id: "s1") { name @skip(if: true) } b: ship(id: "none") { name @skip(if: true) } c: thing(id: "p1") { ... on Ship @include(if: false) { name } } }',
    {},
    { a: {}, b: null, c: {} },
    [/^ships /],
  ],
  [
    'a skipped type condition costs nothing',
    '{ thing(id: "p1") { id ... on Ship @skip(if: true) { calls { day } } } }',
    {},
    { thing: { id: 'p1' } },
    [/^ships \{thing\(id:"p1"\)\{__typename id\}\}$/],
  ],
])('%s', async (_title, query, variables, data, asked) => {
  const told = await throughBoth(query, variables);
  expect({ status: told.status, data: told.data }).toEqual({ status: 200, data });
  expect(told.asked).toEqual(asked.map((text) => expect.stringMatching(text)));
});

test('each set of values has a plan of its own', async () => {
  const query = 'query($x: Boolean!) { ship(id: "s2") { name @include(if: $x) calls @skip(if: $x) { day } } }';
  const of = async (x: boolean) => (await harness.ask(query, { variables: { x } })).body.data.ship;
  const [name, calls] = [{ name: 'Fictive Dawn' }, { calls: [{ day: '2026-01-01' }] }];
  expect([await of(true), await of(false), await of(true), await of(false)]).toEqual([name, calls, name, calls]);
});

test("a condition that is null is the client's mistake, by either handler", async () => {
  const query = 'query($x: Boolean = true) { ship(id: "s2") { name @include(if: $x) } }';
  const codeOf = async (x: boolean | null) => {
    const { status, body } = await harness.ask(query, { variables: { x } });
    return [status, body.errors?.[0].extensions.code];
  };
  expect(await codeOf(null)).toEqual([400, 'BAD_USER_INPUT']);
  expect(await codeOf(true)).toEqual([200, undefined]);
  expect(await codeOf(null)).toEqual([400, 'BAD_USER_INPUT']);
});
