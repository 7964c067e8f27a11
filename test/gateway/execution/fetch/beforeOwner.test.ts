import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { encodeCells } from '../../../../client/cells.js';
import { objectsAt } from '../../../../client/objectsAt.js';
import { type RunOptions, type Spoil, type TwoExecutors, twoExecutors } from '../support/twoExecutors.js';

/*
 * Two worlds: in one a link names a record that its owner does not answer, in the other it names none. The source of the link
 * adds values to that record, and withholds some of them.
 */
let isNamed = true;
let two: TwoExecutors;
beforeAll(async () => {
  const sailors = (): unknown[] => [{ id: '1' }, isNamed ? { id: 'hidden' } : null, { id: '2' }];
  two = await twoExecutors({
    ships: {
      sdl: `
        type Query { ships: [Ship] }
        type Ship { crew: [Sailor] }
        type Sailor @key(fields: "id", resolvable: false) { id: ID! @inaccessible  trips: [Trip] }
        type Trip { port: String }`,
      resolvers: {
        Query: { ships: () => [{ crew: sailors() }] },
        Sailor: { trips: ({ id }: { id: string }) => [{ port: `${id} a` }, { port: `${id} b` }] },
      },
    },
    sailors: {
      sdl: 'type Sailor @key(fields: "id") { id: ID! @inaccessible  code: ID!  name: String }',
      resolvers: {
        Sailor: {
          __resolveReference: ({ id }: { id: string }) => (id === 'hidden' ? null : { id, code: id, name: id }),
        },
      },
    },
  });
});
afterAll(async () => await two.close());

const said = { category: 'core', effect: 'NONE', reason: 'RECORD' } as const;

/** Withholds the first port of the first sailor, and all ports of the hidden one. */
const withholding: Spoil = (answer, { source }) => {
  if (source !== 'ships') return answer;
  const at = ['ships', '*', 'crew', '*', 'trips', '*'];
  const holds = Uint8Array.from(objectsAt(answer.data, at) as { port: string }[], ({ port }) =>
    port === '1 a' || port.startsWith('hidden') ? 1 : 0,
  );
  const line = { path: [...at, 'port'], ...said };
  answer.extensions.withheld = [{ ...line, rule: 'rule', count: holds.filter((each) => each === 1).length }];
  answer.extensions.cells = [{ ...line, cells: encodeCells(holds) ?? undefined }];
  return answer;
};

const query = '{ ships { crew { code name trips { port } } } }';
const ways: readonly (readonly [string, RunOptions])[] = [
  ['of objects', { transport: 'objects' }],
  ['of bytes that are parsed', { transport: 'bytes' }],
  ['of bytes that are sliced', { transport: 'bytes', again: true }],
];

describe.each(ways)('an answer %s', (_, way) => {
  test.each([false, true])('tells nobody that a link names a hidden record (cells: %s)', async (cells) => {
    const answers = [];
    for (const named of [true, false]) {
      isNamed = named;
      const {
        data,
        withheld,
        cells: told,
      } = await two.ours(query, { ...way, strict: true, cells, spoil: withholding });
      answers.push({ data, withheld, told });
    }
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]?.withheld).toMatchObject([{ count: 1 }]);
  });

  test('has no line of what is withheld of a hidden record alone', async () => {
    isNamed = true;
    const only: Spoil = (answer, sent) => {
      const spoilt = withholding(answer, sent) as typeof answer;
      for (const line of spoilt.extensions.cells ?? []) line.cells = encodeCells(Uint8Array.from([0, 0, 1, 1, 0, 0]));
      return spoilt;
    };
    const { withheld } = await two.ours(query, { ...way, strict: true, spoil: only });
    expect(withheld).toEqual([]);
  });
});
