import { expect, test } from '@jest/globals';
import { diffPolicies, hasGain } from '../../../policy/comparing/diffPolicies.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import { productAccess } from '../../../schema/productAccess.js';
import { registryCoordinates, registryPolicy } from './registry.js';

/** What a diff says of labels and envelopes of foreign sources, where one thing is changed. */
function changed(from: string, to: string) {
  const next = registryCoordinates.replace(from, to);
  expect(next).not.toBe(registryCoordinates);
  return diffPolicies([registryPolicy(), registryPolicy(next)], productAccess()).besides;
}

test('who gains by a looser label of a foreign source is told, and who loses by a stricter one', () => {
  const { gains, losses } = changed('Owner.address: persons.contact', 'Owner.address: persons.identity');
  expect(gains).toContainEqual(
    expect.stringMatching(/^Owner\.address of owners: shown to .*NL-CUSTOMS.*, who got nothing of it\.$/),
  );
  expect(losses).toEqual([]);
  const back = changed('Owner.name: persons.identity', 'Owner.name: persons.contact');
  expect(back.gains).toEqual([]);
  expect(back.losses).toContainEqual(expect.stringMatching(/^Owner\.name of owners: no longer shown to .*NL-CUSTOMS/));
});

test('an envelope that is loosened is a gain, a label that is taken away a loss, and the same labels are neither', () => {
  const source = 'owners: { originator: DE-POLICE, classification: PUBLIC';
  expect(changed(source, `${source}, releasableTo: [agency:DE-POLICE]`).losses.join()).toContain(
    'Owner.name of owners',
  );
  expect(changed('  Owner.name: persons.identity\n', '').losses.join()).toMatch(/Owner\.name.* of owners: no longer/);
  const same = diffPolicies([registryPolicy(), registryPolicy()], productAccess());
  expect(same.besides).toEqual({ gains: [], losses: [] });
  expect(hasGain(diffPolicies([loadPolicy(), registryPolicy()], productAccess()))).toBe(true);
});
