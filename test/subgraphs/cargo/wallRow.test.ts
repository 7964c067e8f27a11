/** @isolated it replaces the walls' modules. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { dataOf } from './requests.js';
import { askWithout } from './wallsAlone.js';

describe('the row wall alone', () => {
  let asked: ReturnType<typeof askWithout>;
  beforeAll(async () => {
    asked = askWithout({ row: true, field: false, projection: false });
    await asked;
  });

  test('keeps a record that may not be known of in the database', async () => {
    const { invisible } = await asked;
    expect(dataOf(invisible)).toEqual({
      list: { edges: [] },
      one: null,
      container: { consignments: { edges: [] } },
      _entities: [null],
    });
  });

  test('does not lead to a record by a datum that is only masked there', async () => {
    const { edge } = await asked;
    expect(dataOf(edge)).toEqual({ container: { consignments: { edges: [] } } });
  });

  test('answers a number with no protected record, to who would get a hit on it or part of it', async () => {
    const { protectedHit, protectedPart } = await asked;
    for (const answer of [protectedHit, protectedPart]) expect(dataOf(answer)).toEqual({ consignment: null });
  });
});
