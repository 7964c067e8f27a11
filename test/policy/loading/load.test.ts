import { describe, expect, it } from '@jest/globals';
import { basisInWords } from '../../../policy/loading/legalBasis.js';
import { loadPolicy, parsePolicy } from '../../../policy/loading/load.js';
import type { PolicyFileName, PolicyFiles } from '../../../policy/loading/mistake.js';
import { readPolicyFiles } from '../../../policy/loading/policyFiles.js';

const files = readPolicyFiles();

function changed(file: PolicyFileName, from: string | RegExp, to: string): PolicyFiles {
  const text = files[file].replace(from, to);
  expect(text).not.toBe(files[file]);
  return { ...files, [file]: text };
}

describe('loading the policy', () => {
  it('gives the same version for the same content, whatever its comments, and another for another', () => {
    const { version } = loadPolicy();
    expect(version).toMatch(/^[0-9a-f]{64}$/);
    expect(parsePolicy(changed('matrix', '# Who may see what.', '# Who sees what.')).version).toBe(version);
    expect(parsePolicy(changed('matrix', 'TAX_MS: MASKED', 'TAX_MS: HIT')).version).not.toBe(version);
    expect(parsePolicy(changed('agencies', 'clearance: SECRET_UE', 'clearance: PUBLIC')).version).not.toBe(version);
    expect(parsePolicy(changed('operations', '2028-01-01', '2027-01-01')).version).not.toBe(version);
  });

  it('gives a policy that nobody can change', () => {
    const policy = loadPolicy();
    const attempt = (change: () => void) => expect(change).toThrow(TypeError);
    attempt(() => Object.assign(policy.categories, { extra: {} }));
    attempt(() => Object.assign(policy.categories['cargo.risk']?.cells.FIU ?? {}, { effect: 'FULL' }));
    attempt(() => Object.assign(policy.agencies['ES-TAX']?.purposes ?? {}, ['BORDER_CHECK']));
    attempt(() => (policy.operations as unknown[]).push({}));
  });

  it('gives a kind that is like another the cells of that one, but where it has its own', () => {
    const like = changed('matrix', 'kinds: {', 'kinds: { EUROJUST: { like: FRONTEX },').matrix;
    const policy = parsePolicy({ ...files, matrix: like.replace('FRONTEX: FULL, EUROJUST: HIT, ', 'FRONTEX: FULL, ') });
    expect(policy.categories['cargo.movement']?.cells.EUROJUST.effect).toBe('FULL');
    expect(policy.categories['cargo.goods']?.cells.EUROJUST.effect).toBe('HIT');
  });

  it('has the same content whether a cell is written or is that of a kind that it is like', () => {
    const like = changed('matrix', 'kinds: {', 'kinds: { EPPO: { like: OLAF },').matrix;
    const { version } = parsePolicy({
      ...files,
      matrix: like.replace('FRONTEX: FULL, EUROJUST: HIT, EPPO: FULL', 'FRONTEX: FULL, EUROJUST: HIT'),
    });
    expect(version).toBe(loadPolicy().version);
  });

  it('has a legal basis in words for every category and operation', () => {
    const policy = loadPolicy();
    for (const row of [...Object.values(policy.categories), ...policy.operations])
      expect(basisInWords(row).length).toBeGreaterThan(10);
  });

  it('has agencies of every kind with role mailboxes that lead nowhere', () => {
    for (const agency of Object.values(loadPolicy().agencies)) {
      expect(agency.name).toMatch(/\(demonstration\)$/);
      expect(agency.contact).toMatch(/@([a-z]+\.)?example\.org$/);
    }
  });
});
