import { describe, expect, test } from '@jest/globals';
import { objectsAt } from '../../client/objectsAt.js';
import { readWithheld } from '../../client/withheld.js';

const data = {
  ships: [
    { name: 'J…', crew: [{ name: null }, null, { name: 'Ann' }], log: null },
    null,
    { name: 'Karma', crew: [{ name: null }], log: null },
  ],
  grid: [[{ x: 1 }, null], [], [{ x: 2 }]],
};
const said = { category: 'core', reason: 'RECORD', count: 1 } as const;

describe('objects at a place', () => {
  test('are those that are not null, depth first, in the order of the answer', () => {
    const [first, , third] = data.ships;
    expect(objectsAt(data, ['ships', '*', 'crew', '*'])).toEqual([first?.crew[0], first?.crew[2], third?.crew[0]]);
    expect(objectsAt(data, ['grid', '*', '*'])).toEqual([{ x: 1 }, { x: 2 }]);
    expect(objectsAt(data, ['ships', '2', 'crew', '*'])).toEqual([{ name: null }]);
    expect(objectsAt(data, [])).toEqual([data]);
  });

  test('are none where the way leads nowhere, or only to values', () => {
    for (const steps of [['ships'], ['ships', 'name'], ['ships', '*', 'name'], ['toString'], ['__proto__', 'x']])
      expect(objectsAt(data, steps)).toEqual([]);
    expect(objectsAt(null, ['ships'])).toEqual([]);
  });
});

describe('the reader of withheld cells', () => {
  const { lineOf } = readWithheld({
    data,
    extensions: {
      withheld: [
        { path: 'ships.*.crew.*.name', ...said, effect: 'NONE', cells: { n: 3, runs: 'AAE' } },
        { path: 'ships.*.log', ...said, effect: 'HIT', contact: 'desk', cells: { n: 2, runs: 'AQE' } },
        { path: 'ships.*.name', ...said, effect: 'MASKED', cells: { n: 2, runs: 'AAE' } },
        { path: 'grid.*.*.x', ...said, effect: 'MASKED' },
      ],
    },
  });
  const [first, , third] = data.ships;

  test('tells withheld, masked, hit and null apart', () => {
    expect(lineOf(first?.crew[0] ?? {}, 'name')?.effect).toBe('NONE');
    expect(lineOf(third?.crew[0] ?? {}, 'name')).toBeUndefined();
    expect([first, third].map((ship) => lineOf(ship ?? {}, 'name')?.effect)).toEqual(['MASKED', undefined]);
    expect([first, third].map((ship) => lineOf(ship ?? {}, 'log')?.contact)).toEqual([undefined, 'desk']);
  });

  test('takes a line without cells for all of its place', () => {
    expect(objectsAt(data, ['grid', '*', '*']).map((each) => lineOf(each, 'x')?.effect)).toEqual(['MASKED', 'MASKED']);
  });

  test('says nothing of an object that is not in the answer, or of an answer without lines', () => {
    expect(lineOf({ name: null }, 'name')).toBeUndefined();
    expect(readWithheld({ data }).lineOf(data, 'ships')).toBeUndefined();
  });

  test('refuses lines of another answer', () => {
    const line = { path: 'ships.*.name', ...said, effect: 'NONE', cells: { n: 3, runs: 'AAE' } } as const;
    expect(() => readWithheld({ data, extensions: { withheld: [line] } })).toThrow('cells of another answer');
  });
});
