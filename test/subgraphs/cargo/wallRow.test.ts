import { beforeAll, describe, expect, test } from '@jest/globals';
import { dataOf } from './house.js';
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
});
