import { describe, expect, test } from '@jest/globals';
import { decodeCells, encodeCells } from '../../../client/cells.js';
import { cellsOf } from '../../../gateway/standAlone/cellsOf.js';

const said = { category: 'core', effect: 'NONE', reason: 'RECORD' } as const;

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
  const holds = (...path: readonly string[]): number[] | null => {
    const cells = cellsOf({ path, ...said, rule: 'any', count: 2, byEntity: [1, 1] }, all as never);
    return cells && [...decodeCells(cells)];
  };

  test('says of which objects of its answer a line is', () => {
    expect(holds('rows', '*', 'x')).toEqual([0, 0, 1]);
    expect(holds('_entities', '*', 'items', '*', 'x')).toEqual([0, 1, 1, 0, 0]);
    expect(holds('_entities', '*', 'items')).toBeNull();
  });
});
