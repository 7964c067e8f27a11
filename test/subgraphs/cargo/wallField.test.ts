/** @isolated it replaces the walls' modules. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { dataOf } from './requests.js';
import { askWithout, secrets } from './wallsAlone.js';

describe('the field rules alone', () => {
  let asked: ReturnType<typeof askWithout>;
  beforeAll(async () => {
    asked = askWithout({ row: false, field: true, projection: false });
    await asked;
  });

  test('show no value of a record that may not be known of', async () => {
    const { invisible } = await asked;
    const text = JSON.stringify(invisible.data);
    for (const secret of secrets) expect(text).not.toContain(secret);
    expect(text).not.toContain('secret-ref');
  });

  test('show nothing that is a hit or nothing', async () => {
    const { partial } = await asked;
    expect(dataOf(partial).consignment).toMatchObject({ consignor: null, risk: null });
  });
});
