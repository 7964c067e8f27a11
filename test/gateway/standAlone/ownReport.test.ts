import { describe, expect, test } from '@jest/globals';
import { decodeCells, encodeCells } from '../../../client/cells.js';
import { ownReport } from '../../../gateway/standAlone/ownReport.js';

const said = { category: 'core', effect: 'NONE', reason: 'RECORD' } as const;
const cellsOf = (...holds: readonly number[]) => encodeCells(Uint8Array.from(holds)) ?? undefined;

describe('what a source that stands alone reports', () => {
  const all = [
    { path: ['_entities', '*', 'items', '*', 'x'], ...said, cells: cellsOf(0, 1, 1, 0, 0) },
    { path: ['rows', '*', 'x'], ...said, cells: cellsOf(0, 0, 1) },
    { path: ['_entities', '*', 'items'], ...said },
  ];
  const holds = (...path: readonly string[]): number[] | null => {
    const withheld = [{ path, ...said, rule: 'any', count: 2, byEntity: [1, 1] }];
    const [cells] = ownReport({ withheld, cells: all as never }).cells ?? [];
    return cells ? [...decodeCells(cells)] : null;
  };

  test('says of which objects of its answer a line is', () => {
    expect(holds('rows', '*', 'x')).toEqual([0, 0, 1]);
    expect(holds('_entities', '*', 'items', '*', 'x')).toEqual([0, 1, 1, 0, 0]);
    expect(holds('_entities', '*', 'items')).toBeNull();
  });

  test('does not tell apart what only the rule tells apart', () => {
    const line = { path: ['rows', '*', 'x'], ...said };
    const withheld = [
      { ...line, rule: 'clearance', count: 3 },
      { ...line, rule: 'expiry', count: 2 },
    ];
    const { withheld: told, cells } = ownReport({
      withheld,
      cells: [{ ...line, cells: cellsOf(1, 1, 1, 1, 1, 0) }] as never,
    });
    expect(told).toEqual([{ path: 'rows.*.x', ...said, rule: 'clearance | expiry', count: 5 }]);
    expect(cells?.map((each) => each && [...decodeCells(each)])).toEqual([[1, 1, 1, 1, 1, 0]]);
    expect(ownReport({ withheld })).toEqual({ withheld: told });
  });
});
