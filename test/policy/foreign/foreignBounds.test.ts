import { expect, test } from '@jest/globals';
import { bounds } from '../../../policy/bounds.js';
import type { RequestFacts } from '../../../policy/types.js';
import { registryCoordinates, registryPolicy } from './registry.js';

const policy = registryPolicy(
  registryCoordinates.replace(
    'owners: { originator: DE-POLICE, classification: PUBLIC }',
    'owners: { originator: DE-POLICE, classification: RESTREINT_UE, expiresAt: 2030-01-01T00:00:00Z }',
  ),
);
const factsAt = (asOf: string, clearance: 'PUBLIC' | 'RESTREINT_UE'): RequestFacts => ({
  viewer: { subject: 't', agency: 'NL-CUSTOMS', kind: 'CUSTOMS_MS', country: 'NL', role: 'ANALYST', clearance },
  ...{ purpose: 'CUSTOMS_CONTROL', asOf },
});
const now = '2026-12-01T00:00:00Z';

test.each<[string, RequestFacts, readonly string[] | undefined, string, string]>([
  ['of ours may be whole', factsAt(now, 'PUBLIC'), undefined, 'FULL', 'NONE'],
  ['is what its one envelope gives', factsAt(now, 'RESTREINT_UE'), ['owners'], 'FULL', 'FULL'],
  ['is nothing under an envelope above the clearance', factsAt(now, 'PUBLIC'), ['owners'], 'NONE', 'NONE'],
  ['is nothing once the envelope expired', factsAt('2030-01-01T00:00:00Z', 'RESTREINT_UE'), ['owners'], 'NONE', 'NONE'],
  ['is the least that its sources give', factsAt(now, 'PUBLIC'), ['registry', 'owners'], 'NONE', 'NONE'],
  ['is the least, whichever comes last', factsAt(now, 'PUBLIC'), ['owners', 'registry'], 'NONE', 'NONE'],
  ['is nothing of a source that is not named', factsAt(now, 'RESTREINT_UE'), ['elsewhere'], 'NONE', 'NONE'],
  ['is nothing of no source', factsAt(now, 'RESTREINT_UE'), [], 'NONE', 'NONE'],
])('a datum %s', (_what, facts, sources, ceiling, floor) => {
  expect(bounds(policy, facts)('persons.identity', sources)).toMatchObject({ ceiling, floor });
});

test('what is masked at its originator is nothing of a foreign source', () => {
  const contact = bounds(policy, factsAt(now, 'RESTREINT_UE'));
  expect(contact('persons.contact').ceiling).not.toBe('NONE');
  expect(contact('persons.contact', ['owners'])).toMatchObject({ ceiling: 'NONE', floor: 'NONE' });
});
