import { describe, expect, test } from '@jest/globals';
import { decodeCells, encodeCells } from '../../../client/cells.js';
import { cellsOf } from '../../../gateway/standAlone/cellsOf.js';

const said = { category: 'core', effect: 'NONE', reason: 'RECORD' } as const;
const items = (count: number) => Array.from({ length: count }, (_, x) => ({ x }));
const data = { _entities: [{ items: items(2) }, null, { items: items(3) }], rows: items(3) };

describe('a source that stands alone', () => {
  const all = [
    {
      path: ['_entities', '*', 'items', '*', 'x'],
      ...said,
      cells: encodeCells(Uint8Array.of(0, 1, 1, 0, 0)) ?? undefined,
    },
    { path: ['rows', '*', 'x'], ...said, cells: encodeCells(Uint8Array.of(0, 0, 1)) ?? undefined },
    { path: ['_entities', '*', 'items'], ...said },
  ];
  const holds = (...path: readonly (string | number)[]): number[] | null => {
    const cells = cellsOf({ path, ...said, rule: 'any', count: 1 }, data, all as never);
    return cells && [...decodeCells(cells)];
  };

  test('says of which rows of its answer a line is', () => expect(holds('rows', '*', 'x')).toEqual([0, 0, 1]));

  test('says it of each entity by itself', () => {
    expect(holds('_entities', 0, 'items', '*', 'x')).toEqual([0, 1]);
    expect(holds('_entities', 2, 'items', '*', 'x')).toEqual([1, 0, 0]);
    expect(holds('_entities', 2, 'items')).toBeNull();
  });
});
