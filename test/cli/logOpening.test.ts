import { expect, test } from '@jest/globals';
import { clockEntry } from '../../auditlog/opening/opening.js';
import type { CommandContext } from '../../cli/commandContext.js';
import { logOpening } from '../../cli/logOpening.js';
import { reloadable } from '../../cli/serve/policy/reloadableContext.js';
import type { Policy } from '../../policy/policy.js';

// They named the policy that the process had started with, long after it was taken out.
test('entries that a log writes of itself name the policy that decides when they are written', () => {
  const context = reloadable({ policy: { version: 'one' } } as unknown as CommandContext);
  const { opening } = logOpening(context, 'type Query { a: Int }');
  const named = () => clockEntry(opening, '2026-11-28T10:00:00.000Z', '2026-11-28T09:00:00.000Z').header.policyVersion;
  expect(named()).toBe('one');
  context.setPolicy({ version: 'two' } as Policy);
  expect(named()).toBe('two');
});
