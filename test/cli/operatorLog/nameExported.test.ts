import { expect, test } from '@jest/globals';
import { nameExported } from '../../../cli/operatorLog/nameExported.js';
import type { Look } from '../../../cli/operatorLog/operatorAct.js';

const act = {
  id: 'export_a',
  operator: 'test',
  originator: 'NL-CUSTOMS',
  startedAt: '2026-11-25T10:00:00Z',
  facts: {},
};
const ids = (count: number) => Array.from({ length: count }, (_, at) => `person_${at}`);

async function name(...parts: readonly (readonly string[])[]) {
  const looks: Look[] = [];
  const opened = {
    async *ids() {
      for (const part of parts) yield { kind: 'vesselRecord' as const, ids: part };
    },
  };
  const disclosed = await nameExported(act, opened, {
    look: async (...some) => {
      looks.push(...some);
    },
  });
  return { disclosed, looks };
}

test('an export names its records in its own entry, and where they are too many in entries before it', async () => {
  const few = await name(ids(2));
  expect(few.looks).toEqual([]);
  expect(few.disclosed).toMatchObject([
    { type: 'VesselRecord', originator: 'NL-CUSTOMS', ids: ['person_0', 'person_1'] },
  ]);
  const many = await name(ids(10_000), ids(1));
  expect(many.disclosed).toEqual([]);
  expect(many.looks.map(({ act: name, id, disclosed }) => [name, id, disclosed?.[0]?.ids.length])).toEqual([
    ['exportRecords', 'export_a.records.1', 10_000],
    ['exportRecords', 'export_a.records.2', 1],
  ]);
});
