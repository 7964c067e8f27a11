import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Collected } from '../../../gateway/execution/types.js';
import { type RunOptions, session, type TwoExecutors, twoExecutors } from './support/twoExecutors.js';

/*
 * Answers that are sliced out of the sources' bytes, against the same answers parsed. The first run of an operation is
 * always parsed, the second sliced where that can be.
 */
const odd = ['plain', 'a "quoted" }],{ word', 'back\\slash', 'tab\tand\nline', 'Ærøskøbing 上海 🏃', ''];
const crew = (id: string) => ({ __typename: 'Sailor', id: `sailor-${id}` });
const ships = ['s1', 's2', 's3'].map((id, i) => ({
  id,
  name: odd[i],
  tonnage: [12.5, 1e21, -0.25][i],
  masts: [3, 0, -2147483648][i],
  afloat: i !== 1,
  rig: ['BRIG', 'SLOOP', null][i],
  words: [odd, [], [null]][i],
  grid: [[[1, 2], [], null], [], null][i],
  captain: i === 2 ? null : crew(String(i)),
  sailors: [crew('a}b'), crew('上'), crew('a}b')],
}));
const sailors = (id: string) => ({ id, name: `name of ${id}`, home: { port: 'XA', since: 1900 }, secret: 'x' });

let two: TwoExecutors;
let missing: ReadonlySet<string> = new Set();
beforeAll(async () => {
  two = await twoExecutors({
    ships: {
      sdl: `
        type Query { ship(id: ID!): Ship  ships: [Ship!]  any: [Thing]  lone: Sailor }
        enum Rig { BRIG SLOOP }
        interface Thing { id: ID! }
        type Ship implements Thing @key(fields: "id") { id: ID! name: String tonnage: Float masts: Int afloat: Boolean!
          rig: Rig words: [String] grid: [[Int!]] captain: Sailor sailors: [Sailor!]! }
        type Sailor @key(fields: "id", resolvable: false) { id: ID! }`,
      resolvers: {
        Query: {
          ship: (_: unknown, { id }: { id: string }) => ships.find((ship) => ship.id === id) ?? null,
          ships: () => ships,
          any: () => ships.map((ship) => ({ __typename: 'Ship', ...ship })),
          lone: () => crew('lone'),
        },
        Ship: { __resolveReference: ({ id }: { id: string }) => ships.find((ship) => ship.id === id) ?? null },
      },
    },
    sailors: {
      sdl: `
        type Query { sailor(id: ID!): Sailor }
        type Sailor @key(fields: "id") { id: ID! name: String home: Home secret: String boats(first: Int): [Boat!] }
        type Home { port: String since: Int }
        type Boat @key(fields: "id", resolvable: false) { id: ID! }`,
      resolvers: {
        Query: { sailor: (_: unknown, { id }: { id: string }) => sailors(id) },
        Sailor: {
          __resolveReference: ({ id }: { id: string }) => (missing.has(id) ? null : sailors(id)),
          boats: ({ id }: { id: string }, { first }: { first: number }) =>
            ['x', 'y'].slice(0, first ?? 2).map((boat) => ({ __typename: 'Boat', id: `${boat} of ${id}` })),
        },
      },
    },
    boats: {
      sdl: `type Query { boat(id: ID!): Boat }  type Boat @key(fields: "id") { id: ID! length: Float owner: String }`,
      resolvers: {
        Query: { boat: (_: unknown, { id }: { id: string }) => ({ id, length: 1 }) },
        Boat: { __resolveReference: ({ id }: { id: string }) => ({ id, length: id.length, owner: null }) },
      },
    },
  });
});
afterAll(async () => await two.close());

interface Twice {
  readonly parsed: string;
  readonly sliced: string;
  readonly collected: readonly [Collected, Collected];
  readonly withheld: readonly [unknown, unknown];
  /** Requests to sources, of each run. */
  readonly asked: readonly [number, number];
}

/** The same operation twice: first parsed, then (where it can be) sliced. */
async function twice(query: string, options: RunOptions = {}): Promise<Twice> {
  const first = await two.ours(query, { transport: 'bytes', ...options });
  const asked = first.sent.length;
  const collected = await first.compiled.execute({
    variables: options.variables ?? {},
    session,
    sources: [],
    signal: new AbortController().signal,
  });
  const shaped = first.compiled.shape(collected, {});
  return {
    parsed: first.text,
    sliced: shaped.data.toString('utf8'),
    collected: [first.collected, collected],
    withheld: [first.withheld, shaped.withheld],
    asked: [asked, first.sent.length - asked],
  };
}

const same = ({ errors, stated, sources }: Collected) => ({
  errors: errors.map(({ code, path }) => [code, path]),
  stated,
  sources: sources.map(({ name, result, manifest }) => [name, result, manifest]),
});

function expectSame({ parsed, sliced, collected, withheld, asked }: Twice): void {
  expect(JSON.parse(sliced)).toEqual(JSON.parse(parsed));
  expect(same(collected[1])).toEqual(same(collected[0]));
  expect(withheld[1]).toEqual(withheld[0]);
  expect(asked[1]).toBe(asked[0]);
}

describe('is sliced, and equal to what is parsed:', () => {
  test.each([
    ['one object', '{ ship(id: "s1") { id name tonnage masts afloat rig } }'],
    ['nothing', '{ ship(id: "none") { id name } }'],
    ['a list', '{ ships { name words grid rig afloat } }'],
    ['another order than the source would have', '{ ships { rig id afloat name __typename masts } }'],
    ['aliases', '{ a: ships { b: name c: name d: __typename } e: ship(id: "s2") { name } }'],
    ['entities of another source', '{ ships { name captain { name home { port since } } sailors { name } } }'],
    ['keys that are asked for', '{ ships { captain { id name } sailors { name id } } }'],
    ['keys alone', '{ ships { captain { id } sailors { id } } }'],
    [
      'a third source',
      '{ ships { sailors { name boats { length owner } } captain { boats(first: 1) { id length } } } }',
    ],
    ['fields before and behind those of another source', '{ lone { home { since } id boats { id } name } }'],
    ['several roots', '{ ships { name } sailor(id: "x") { name } boat(id: "y") { length } }'],
    ['fragments', '{ ships { ...F ... on Ship { masts } ... { rig } } } fragment F on Ship { name id }'],
  ])('%s', async (_name, query) => {
    const answers = await twice(query);
    expect([answers.collected[0].strategy, answers.collected[1].strategy]).toEqual(['parsed', 'sliced']);
    expectSame(answers);
    expect(answers.sliced).toBe(answers.parsed);
  });
  test('with variables', async () => {
    const query = 'query($id: ID!, $n: Int) { ship(id: $id) { name sailors { boats(first: $n) { length } } } }';
    const answers = await twice(query, { variables: { id: 's1', n: 1 } });
    expect(answers.collected[1].strategy).toBe('sliced');
    expectSame(answers);
  });
  test('with entities that are not there, where their owner was asked for what is never null', async () => {
    missing = new Set(['sailor-a}b']);
    const answers = await twice('{ ships { name captain { name } } ship(id: "s1") { captain { name } } }');
    missing = new Set(['sailor-0']);
    const owned = await twice('{ ships { captain { __portcullis_id: id home { port } } } }');
    missing = new Set();
    expectSame(answers);
    expectSame(owned);
    expect(owned.sliced).toContain('"captain":null');
  });
});

describe('what sources report is read off their bytes:', () => {
  const report = (answer: Record<string, unknown>, source: string): unknown => ({
    ...answer,
    extensions: {
      manifest: {
        source,
        policyVersion: session.request.policyVersion,
        disclosed: [{ type: 'Sailor', originator: 'NL-CUSTOMS', categories: ['persons.identity'], ids: ['上'] }],
        decided: [],
      },
      withheld:
        source === 'sailors'
          ? [
              {
                path: ['_entities', '*', 'home', 'port'],
                category: 'c',
                effect: 'NONE',
                reason: 'RECORD',
                rule: 'r',
                count: 1,
                byEntity: [0, 1],
              },
            ]
          : [],
    },
  });
  test('records disclosed, and withheld fields at each place of their entity', async () => {
    const answers = await twice('{ ships { sailors { home { port } } } }', {
      strict: true,
      spoil: (answer, { source }) => report(answer, source),
    });
    expect(answers.collected[1].strategy).toBe('sliced');
    expectSame(answers);
    expect(answers.withheld[1]).toMatchObject([{ path: 'ships.*.sailors.*.home.port', count: 3 }]);
    expect(answers.collected[1].stated.flatMap(({ disclosed }) => disclosed)).toHaveLength(2);
  });
  test('a pruned field is null and counted', async () => {
    const pruned = {
      path: 'ships.*.sailors.*.secret',
      category: 'c',
      effect: 'NONE',
      reason: 'CATEGORY',
      rule: 'r',
      types: ['Sailor'],
    } as const;
    const answers = await twice('{ ships { sailors { name secret home { since } } } }', {
      pruned: [pruned],
      admitted: '{ ships { sailors { name home { since } } } }',
    });
    expect(answers.collected[1].strategy).toBe('sliced');
    expectSame(answers);
    expect(answers.withheld[1]).toMatchObject([{ count: 9 }]);
  });
  test.each([
    ['no manifest', { extensions: {} }],
    [
      'the manifest of another source',
      { extensions: { manifest: { source: 'x', policyVersion: 'policy', disclosed: [], decided: [] } } },
    ],
    [
      'another policy',
      { extensions: { manifest: { source: 'ships', policyVersion: 'x', disclosed: [], decided: [] } } },
    ],
  ])('a source with %s has failed', async (_name, extensions) => {
    const answers = await twice('{ ships { name } }', {
      strict: true,
      spoil: (answer) => ({ ...answer, ...extensions }),
    });
    expect(answers.collected[1].strategy).toBe('parsed');
    expectSame(answers);
    expect(answers.collected[1].errors.map(({ code }) => code)).toEqual(['SOURCE_PROTOCOL_ERROR']);
  });
});

describe('a source that answers with public ids', () => {
  const ids = ['a', 'b', 'c'].map((letter) => `ship_${letter.repeat(24)}`);
  const spoil =
    (named: readonly string[]): NonNullable<RunOptions['spoil']> =>
    (answer) => {
      const data = {
        ships: (answer.data as { ships: object[] }).ships.map((ship, at) => ({ ...ship, [key]: ids[at] })),
      };
      const disclosed = [{ type: 'Ship', originator: null, categories: [], ids: named }];
      const manifest = { source: 'ships', policyVersion: 'policy', disclosed, decided: [] };
      return { data, extensions: { manifest, withheld: [] } };
    };
  const key = '__portcullis_id';
  const options = { strict: true, admitted: `{ ships { name ${key}: id } }` } as const;

  test.each([
    ['in its order', ids],
    ['in another order', [ids[1], ids[2], ids[0]]],
    ['among others', ['ship_other', ids[0], 'ship_another', ids[1], ids[2]]],
  ])('and names them all, %s, is answered, sliced and parsed', async (_, named) => {
    const answers = await twice('{ ships { name } }', { ...options, spoil: spoil(named as string[]) });
    expect(answers.collected[1].strategy).toBe('sliced');
    expectSame(answers);
    expect(answers.collected[1].errors).toEqual([]);
  });

  test.each([0, 1, 2])('and names less than it answers (all but number %i) has failed, either way', async (left) => {
    const named = ids.filter((_, at) => at !== left);
    const answers = await twice('{ ships { name } }', { ...options, spoil: spoil(named) });
    expectSame(answers);
    for (const { errors, stated } of answers.collected) {
      expect(errors.map(({ code }) => code)).toEqual(['SOURCE_PROTOCOL_ERROR']);
      expect(stated).toEqual([]);
    }
  });
});

describe('goes the parsing way, asking no source twice, when', () => {
  const query = '{ ships { name rig masts captain { name home { since } } } }';
  test.each<[string, RunOptions['spoil']]>([
    [
      'a value is of another type',
      (answer) => change(answer, 'ships', (data) => Object.assign(data.ships[0], { name: 7 })),
    ],
    [
      'an enum has a value that nobody knows',
      (answer) => change(answer, 'ships', (data) => Object.assign(data.ships[0], { rig: 'RAFT' })),
    ],
    ['a field is missing', (answer) => change(answer, 'ships', (data) => delete data.ships[0].rig)],
    ['a field is more', (answer) => change(answer, 'ships', (data) => Object.assign(data.ships[0], { more: 1 }))],
    ['a list is none', (answer) => change(answer, 'ships', (data) => Object.assign(data, { ships: data.ships[0] }))],
    [
      'an object is a list',
      (answer) => change(answer, '_entities', (data) => Object.assign(data._entities[0], { home: [] })),
    ],
    ['there are too many entities', (answer) => change(answer, '_entities', (data) => data._entities.push(null))],
    ['there are too few entities', (answer) => change(answer, '_entities', (data) => data._entities.pop())],
    ['a source reports errors', (answer) => ({ ...answer, errors: [{ message: 'x', path: ['ships', 0, 'name'] }] })],
    ['a source reports errors first', (answer) => ({ errors: [{ message: 'x' }], ...answer })],
    ['a source gives no data', () => ({ data: null, errors: [{ message: 'x' }] })],
    ['a source gives no answer', () => 'nonsense'],
    ['a source fails', () => Promise.reject(new Error('gone'))],
    [
      'the second source fails',
      (answer, { source }) => (source === 'sailors' ? Promise.reject(new Error('gone')) : answer),
    ],
    [
      'a name of the prototype comes',
      (answer) =>
        change(answer, 'ships', (data) =>
          Object.defineProperty(data.ships[0], '__proto__', { value: {}, enumerable: true }),
        ),
    ],
  ])('%s', async (_name, spoil) => {
    const answers = await twice(query, spoil ? { spoil } : {});
    expect(answers.collected[1].strategy).toBe('parsed');
    expectSame(answers);
  });
  // A sliced answer once showed the key of a record where the client's alias of that name was due.
  test.each([['{ lone { id: home { port } name } }'], ['{ lone { id: name home { port } } }']])(
    "a client's alias is the name of a key: %s",
    async (aliased) => {
      const answers = await twice(aliased);
      expect(answers.collected[1].strategy).toBe('parsed');
      expectSame(answers);
    },
  );
  test('objects may be of several types', async () => {
    const answers = await twice('{ any { id ... on Ship { name } } }');
    expect(answers.collected[1].strategy).toBe('parsed');
    expectSame(answers);
  });
});

test('what misses time and again is not tried any more, and one hit forgives', async () => {
  let broken = true;
  const first = await two.ours('{ ships { name } }', {
    transport: 'bytes',
    spoil: (answer) => (broken ? change(answer, 'ships', (data) => Object.assign(data.ships[0], { name: 1 })) : answer),
  });
  const ways: string[] = [];
  const run = async () =>
    ways.push(
      (await first.compiled.execute({ variables: {}, session, sources: [], signal: new AbortController().signal }))
        .strategy,
    );
  for (const isBroken of [true, true, false, true, true, true, false]) {
    broken = isBroken;
    await run();
  }
  expect(ways).toEqual(['parsed', 'parsed', 'sliced', 'parsed', 'parsed', 'parsed', 'parsed']);
});

test('whatever bytes a source sends, the answer is the same both ways', async () => {
  const query = '{ ships { name masts captain { name } } }';
  const { text } = await two.ours(query, { transport: 'bytes' });
  expect(text).toContain('plain');
  await fc.assert(
    fc.asyncProperty(
      fc.nat(400),
      fc.constantFrom('', '"', '\\', '}', ']', ',', 'null', '0', ' ', '{'),
      async (at, cut) => {
        const mangle = (answer: unknown) => {
          const json = JSON.stringify(answer);
          const mangled = json.slice(0, at) + cut + json.slice(at + 1);
          try {
            return JSON.parse(mangled) as unknown;
          } catch {
            return 'nonsense';
          }
        };
        expectSame(await twice(query, { spoil: mangle }));
      },
    ),
    { numRuns: 150 },
  );
});

// biome-ignore lint/suspicious/noExplicitAny: answers are changed at every depth
function change(answer: any, key: string, by: (data: any) => unknown): unknown {
  if (answer.data?.[key]) by(answer.data);
  return answer;
}
