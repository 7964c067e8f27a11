import { expect, test } from '@jest/globals';
import { clockEntry } from '../../auditlog/opening/opening.js';
import type { Foundation } from '../../cli/foundation.js';
import { logOpening } from '../../cli/logOpening.js';
import { turning } from '../../cli/serve/policy/turningFoundation.js';
import type { Policy } from '../../policy/policy.js';

// They named the policy that the process had started with, long after it was taken out.
test('entries that a log writes of itself name the policy that decides when they are written', () => {
  const foundation = turning({ policy: { version: 'one' } } as unknown as Foundation);
  const { opening } = logOpening(foundation, 'type Query { a: Int }');
  const named = () => clockEntry(opening, '2026-11-28T10:00:00.000Z', '2026-11-28T09:00:00.000Z').header.policyVersion;
  expect(named()).toBe('one');
  foundation.turnTo({ version: 'two' } as Policy);
  expect(named()).toBe('two');
});
