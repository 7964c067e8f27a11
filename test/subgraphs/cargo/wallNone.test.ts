/** @isolated it replaces the walls' modules. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { askWithout, secrets } from './wallsAlone.js';

describe('without any wall', () => {
  let asked: ReturnType<typeof askWithout>;
  beforeAll(async () => {
    asked = askWithout({ row: false, field: false, projection: false });
    await asked;
  });

  test('everything is seen, so that the tests of each wall alone prove something', async () => {
    const { invisible, partial, edge, protectedHit, protectedPart } = await asked;
    for (const answer of [protectedHit, protectedPart])
      expect(JSON.stringify(answer.data)).toContain('consignment_protected');
    expect(JSON.stringify(edge.data)).toContain('consignment_lent');
    for (const secret of secrets) {
      expect(JSON.stringify(invisible.data)).toContain(secret);
      expect(JSON.stringify(partial.data)).toContain(secret);
    }
  });
});
