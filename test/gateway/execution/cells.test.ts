import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { encodeCells } from '../../../client/cells.js';
import { readWithheld } from '../../../client/withheld.js';
import type { PrunedField } from '../../../policy/operation.js';
import {
  type OwnResult,
  type RunOptions,
  type Spoil,
  type TwoExecutors,
  twoExecutors,
} from './support/twoExecutors.js';

/*
 * Which objects of the client's answer are meant, where a source says it of the objects of its own. Random operations are
 * in test/fuzz/cells/.
 */
const crews: Readonly<Record<string, readonly string[]>> = { a: ['1', '2', '1'], b: ['3'], c: ['2', '3'] };
let missing: ReadonlySet<string> = new Set();
let two: TwoExecutors;
beforeAll(async () => {
  two = await twoExecutors({
    ships: {
      sdl: `
        type Query { ships: [Ship]  things: [Thing] }
        interface Thing { id: ID! }
        type Ship implements Thing @key(fields: "id") { id: ID! name: String crew: [Sailor] }
        type Buoy implements Thing @key(fields: "id") { id: ID! name: String }
        type Sailor @key(fields: "id", resolvable: false) { id: ID! }`,
      resolvers: {
        Query: {
          ships: () => ['a', null, 'b', 'c'].map((id) => id && { id, name: id }),
          things: () => [
            { __typename: 'Ship', id: 'a' },
            { __typename: 'Buoy', id: 'x' },
            { __typename: 'Ship', id: 'b' },
          ],
        },
        Ship: { crew: ({ id }: { id: string }) => crews[id]?.map((sailor) => ({ __typename: 'Sailor', id: sailor })) },
      },
    },
    sailors: {
      sdl: 'type Query { lone: Sailor }  type Sailor @key(fields: "id") { id: ID! name: String! tattoos: [Tattoo] }  type Tattoo { text: String }',
      resolvers: {
        Sailor: {
          __resolveReference: ({ id }: { id: string }) => (missing.has(id) ? null : { id, name: `sailor ${id}` }),
          tattoos: ({ id }: { id: string }) => Array.from({ length: Number(id) }, (_, at) => ({ text: `${id}.${at}` })),
        },
      },
    },
  });
});
afterAll(async () => await two.close());

const said = { category: 'core', effect: 'NONE', reason: 'RECORD' } as const;

/** What a source says: by its name, the path of a value, and of which objects there, in its own order. */
type Words = Readonly<Record<string, readonly (readonly [string, readonly number[]])[]>>;

const speaking =
  (words: Words): Spoil =>
  (answer, { source }) => {
    const lines = (words[source] ?? []).map(([path, holds]) => ({ path: path.split('.'), holds }));
    answer.extensions.withheld = lines.map(({ path }) => ({ path, ...said, rule: 'rule', count: 1 }));
    answer.extensions.cells = lines.map(({ path, holds }) => {
      return { path, ...said, cells: encodeCells(Uint8Array.from(holds)) ?? undefined };
    });
    return answer;
  };

/** Every way to make the answer: of objects, of bytes parsed, and of bytes sliced. */
async function everyWay(query: string, options: RunOptions): Promise<readonly OwnResult[]> {
  const asked = { ...options, strict: true, cells: true } as const;
  const objects = await two.ours(query, { ...asked, transport: 'objects' });
  const bytes = await two.ours(query, { ...asked, transport: 'bytes' });
  const sliced = await two.ours(query, { ...asked, transport: 'bytes', again: true });
  return [objects, bytes, sliced];
}

/** The values, at any depth, of fields of this name, of which the answer says that they are withheld. */
function meant({ data, withheld, cells }: OwnResult, name: string): unknown[] {
  const lines = withheld.map((line, index) => ({
    ...(line as object),
    ...(cells?.[index] ? { cells: cells[index] } : {}),
  }));
  const { lineOf } = readWithheld({ data, extensions: { withheld: lines as never } });
  const found: unknown[] = [];
  JSON.stringify(data, function (this: object, key, value) {
    if (key === name && lineOf(this, key)) found.push(value);
    return value;
  });
  return found;
}

describe('cells', () => {
  const query = '{ ships { name crew { name tattoos { text } } } }';

  test('are read of sliced answers, too', async () => {
    const [, parsed, sliced] = await everyWay(query, { spoil: speaking({}) });
    expect([parsed, sliced].map((answer) => answer?.collected.strategy)).toEqual(['parsed', 'sliced']);
  });

  test('of an entity are those of each of its places', async () => {
    const words = { sailors: [['_entities.*.name', [1, 0, 1]]] } as const;
    for (const answer of await everyWay(query, { spoil: speaking(words) }))
      expect(meant(answer, 'name')).toEqual(['sailor 1', 'sailor 1', 'sailor 3', 'sailor 3']);
  });

  test('of what an entity holds are those below each of its places', async () => {
    const words = { sailors: [['_entities.*.tattoos.*.text', [0, 1, 0, 0, 0, 1]]] } as const;
    for (const answer of await everyWay(query, { spoil: speaking(words) }))
      expect(meant(answer, 'text')).toEqual(['2.0', '3.2', '2.0', '3.2']);
  });

  test('of a root list skip its nulls, and those that are true of all are left out', async () => {
    const words = {
      ships: [
        ['ships.*.name', [0, 1, 0]],
        ['ships.*.crew', [1, 1, 1]],
      ],
    } as const;
    for (const answer of await everyWay(query, { spoil: speaking(words) })) {
      expect(answer.cells).toEqual([null, { n: 3, bits: 'Ag' }]);
      expect(meant(answer, 'name')).toEqual(['b']);
    }
  });

  test('are counted among the objects that the client is shown, where the owner of some says that they are not', async () => {
    missing = new Set(['2']);
    try {
      const words = { sailors: [['_entities.*.name', [0, 1]]] } as const;
      for (const answer of await everyWay(query, { spoil: speaking(words) })) {
        expect(answer.data.ships[0].crew).toHaveLength(3);
        expect(answer.data.ships[0].crew[1]).toBeNull();
        expect(meant(answer, 'name')).toEqual(['sailor 3', 'sailor 3']);
      }
    } finally {
      missing = new Set();
    }
  });

  test('follow aliases, and the same field that is asked twice', async () => {
    const words = { ships: [['ships.*.x', [1, 0, 0]]] } as const;
    for (const answer of await everyWay('{ ships { x: name } ships { x: name } }', { spoil: speaking(words) }))
      expect(meant(answer, 'x')).toEqual(['a']);
  });

  test('of what the gate took out are the objects of the types that lost it', async () => {
    const pruned: readonly PrunedField[] = [{ ...said, path: 'things.*.name', rule: 'rule', types: ['Buoy'] }];
    const options = { pruned, admitted: '{ things { __typename ... on Ship { name } } }', spoil: speaking({}) };
    const asked = '{ things { ... on Ship { name } ... on Buoy { name } } }';
    for (const answer of await everyWay(asked, options)) expect(answer.cells).toEqual([{ n: 3, bits: 'Ag' }]);
  });

  test('are not there where nobody asks', async () => {
    const words = { ships: [['ships.*.name', [0, 1, 0]]] } as const;
    const { cells, withheld } = await two.ours(query, { strict: true, spoil: speaking(words) });
    expect([cells, withheld.length]).toEqual([undefined, 1]);
  });
});

describe('a source', () => {
  const query = '{ ships { name } }';
  test.each<[string, Spoil]>([
    ['says nothing of cells', (answer) => withCells(answer, undefined)],
    ['means other objects than it answers', (answer) => withCells(answer, [{ n: 7, runs: 'AQE' }])],
    ['means them in no form', (answer) => withCells(answer, [{ n: 3, runs: '!' }])],
    ['says no lines', (answer) => withCells(answer, 'cells')],
    ['states a reason of its own', (answer) => withLine(answer, { reason: 'ask evil.example' })],
    ['withholds what is in full', (answer) => withLine(answer, { effect: 'FULL' })],
    ['names nobody as a contact', (answer) => withLine(answer, { contact: { toString: 'evil.example' } })],
    ['counts what nobody can count', (answer) => withLine(answer, { count: 0.5 })],
    ['counts of entities what nobody can count', (answer) => withLine(answer, { byEntity: [1, -1] })],
    ['tells entities apart by no number', (answer) => withLine(answer, { byEntity: ['1'] })],
    ['withholds at no place', (answer) => withLine(answer, { path: ['ships', 0, 'name'] })],
    ['names no rule', (answer) => withLine(answer, { rule: null })],
  ])('that %s has failed', async (_, spoil) => {
    for (const { data, failures } of await everyWay(query, { spoil })) {
      expect(data).toEqual({ ships: null });
      expect(failures.map(({ code }) => code)).toEqual(['SOURCE_PROTOCOL_ERROR']);
    }
  });

  function withLine(answer: { extensions?: object }, line: object): unknown {
    const honest = { path: ['ships', '*', 'name'], ...said, rule: 'rule', count: 1 };
    return { ...answer, extensions: { ...answer.extensions, withheld: [{ ...honest, ...line }], cells: [] } };
  }

  function withCells(answer: { extensions?: { withheld?: unknown; cells?: unknown } }, cells: unknown): unknown {
    const path = ['ships', '*', 'name'];
    const lines = Array.isArray(cells) ? cells.map((each) => ({ path, ...said, cells: each })) : cells;
    return {
      ...answer,
      extensions: { ...answer.extensions, withheld: [{ path, ...said, rule: 'rule', count: 1 }], cells: lines },
    };
  }
});
