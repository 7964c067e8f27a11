import { expect, test } from '@jest/globals';
import { budgetOf } from '../../../cli/instance/limits.js';
import type { Opening } from '../../../cli/instance/serving.js';
import { openLimitStore } from '../../../storage/limits/limitStore.js';
import { ownTestDatabase } from '../../support/runner/ownTestDatabase.js';

const database = await ownTestDatabase();
const limits = database.ending(openLimitStore(database.limitsUrl));

/** The budget of one process. */
function open(source?: string) {
  const settings = { objectsPerMinute: 100, agencyObjectsPerMinute: 0, refusalsPerMinute: 0 };
  const of = { settings, context: { keys: { probe: new Uint8Array(32).fill(7) } } };
  return budgetOf(of as unknown as Pick<Opening, 'settings' | 'context'>, limits, source);
}

test('all processes of a source that stands alone share one budget, which is no other source’s and not the gateway’s', async () => {
  const now = Date.now();
  const spender = { agency: 'NL-CUSTOMS', subject: 'officer-7' };
  const waits: boolean[] = [];
  for (const budget of [open('cargo'), open('cargo'), open('persons'), open(), open()])
    waits.push((await budget.take(spender, 100, now)).waitSeconds > 0);
  expect(waits).toEqual([false, true, false, false, true]);
});
