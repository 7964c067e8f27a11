/** @isolated it replaces the walls' modules. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { dataOf } from './requests.js';
import { askWithout, secrets } from './wallsAlone.js';

describe('the projection alone', () => {
  let asked: ReturnType<typeof askWithout>;
  beforeAll(async () => {
    asked = askWithout({ row: false, field: false, projection: true });
    await asked;
  });

  test('knows a row that may not be known of by its envelope, whatever SQL gave', async () => {
    const { invisible } = await asked;
    const text = JSON.stringify(invisible.data);
    for (const secret of [...secrets, 'consignment_secret']) expect(text).not.toContain(secret);
  });

  test('gives a hit to no list and no edge', async () => {
    const { invisible } = await asked;
    expect(invisible.errors).toBeUndefined();
    expect(JSON.stringify(invisible.data)).not.toContain('consignment_lent');
  });

  test('drops and masks before a resolver sees the row', async () => {
    const { partial } = await asked;
    const { consignment } = dataOf(partial) as unknown as { consignment: Record<string, unknown> };
    expect(consignment).toMatchObject({ mrn: null, risk: null });
    expect(JSON.stringify(consignment.goodsItems)).toContain('"description":null');
    for (const secret of secrets) expect(JSON.stringify(consignment)).not.toContain(secret);
  });

  test('does not lead to a record by a datum that is only masked there', async () => {
    const { edge } = await asked;
    expect(dataOf(edge)).toEqual({ container: { consignments: { edges: [] } } });
  });

  test('counts no row that it would not show, and none by a value that is not in full there', async () => {
    const { counted } = await asked;
    const facets = { buckets: [], none: { number: 0 } };
    expect(dataOf(counted)).toEqual({ container: { consignments: { totalCount: { number: 1 }, facets } } });
  });

  test('answers a number with no protected record, to who would get a hit on it or part of it', async () => {
    const { protectedHit, protectedPart } = await asked;
    for (const answer of [protectedHit, protectedPart]) expect(dataOf(answer)).toEqual({ consignment: null });
  });
});
