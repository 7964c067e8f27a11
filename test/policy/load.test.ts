import { describe, expect, it } from '@jest/globals';
import { loadPolicy, type PolicyFiles, parsePolicy } from '../../policy/load.js';
import { readPackageFile } from '../../schema/files.js';

const files: PolicyFiles = {
  matrix: readPackageFile('policy', 'matrix.yaml'),
  agencies: readPackageFile('policy', 'agencies.yaml'),
  operations: readPackageFile('policy', 'operations.yaml'),
};

function changed(file: keyof PolicyFiles, from: string | RegExp, to: string): PolicyFiles {
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

  it('has a legal basis in words for every category and operation', () => {
    const policy = loadPolicy();
    for (const row of [...Object.values(policy.categories), ...policy.operations])
      expect(row.legalBasis.length).toBeGreaterThan(10);
  });

  it('has agencies of every kind with role mailboxes that lead nowhere', () => {
    for (const agency of Object.values(loadPolicy().agencies)) {
      expect(agency.name).toMatch(/\(demonstration\)$/);
      expect(agency.contact).toMatch(/@([a-z]+\.)?example\.org$/);
    }
  });

  it.each<[string, PolicyFiles, RegExp]>([
    [
      'a category without a cell for a kind',
      changed(
        'matrix',
        'FIU: HIT, OLAF: FULL, EUROPOL: MASKED, FRONTEX: FULL',
        'OLAF: FULL, EUROPOL: MASKED, FRONTEX: FULL',
      ),
      /matrix\.yaml.*cargo\.movement.*FIU/,
    ],
    ['an effect that is none', changed('matrix', 'TAX_MS: MASKED', 'TAX_MS: SOME'), /matrix\.yaml.*TAX_MS/],
    ['a key that means nothing', changed('matrix', 'personal: true', 'personnel: true'), /matrix\.yaml.*personnel/],
    ['a row without a legal basis', changed('matrix', / +legalBasis: "Union Customs Code \(Reg.*\n/, ''), /legalBasis/],
    [
      'a purpose set that is not defined',
      changed('matrix', 'purposes: encounter', 'purposes: meeting'),
      /no purpose set meeting/,
    ],
    [
      'a role capped in an unknown category',
      changed('matrix', 'persons.reason: HIT', 'persons.reasons: HIT'),
      /no category persons\.reasons/,
    ],
    ['a role that is missing', changed('matrix', /^ {2}DPO:.*\n/m, ''), /DPO/],
    ['an unknown mask', changed('matrix', 'DATE: year', 'DATE: decade'), /masks > DATE/],
    [
      'an unknown agency in a mandate',
      changed('agencies', 'mandate: [NL-CUSTOMS]', 'mandate: [NL-CUSTOM]'),
      /NL-SUPERVISOR > mandate: no agency NL-CUSTOM$/,
    ],
    [
      'the oversight of nobody for an agency that is no supervisor',
      changed('agencies', 'mandate: [EU-ANTIFRAUD', 'overseesNobody: true\n    mandate: [EU-ANTIFRAUD'),
      /EU-INTERNAL-AUDIT > overseesNobody: for SUPERVISOR only$/,
    ],
    [
      'a mandate of an agency that does not oversee',
      changed('agencies', 'kind: INTERNAL_AUDIT', 'kind: OLAF'),
      /EU-INTERNAL-AUDIT > mandate/,
    ],
    ['an agency named twice', changed('agencies', 'id: BE-CUSTOMS', 'id: NL-CUSTOMS'), /twice/],
    [
      'a case reference that its own example fails',
      changed('agencies', 'example: NLC-2026-00017', 'example: NLC-26'),
      /NL-CUSTOMS > caseReference/,
    ],
    [
      'a pattern that is no regular expression',
      changed('agencies', "'NLC-", "'(NLC-"),
      /NL-CUSTOMS > caseReference > pattern/,
    ],
    [
      'an unknown member of an operation',
      changed('operations', 'members: [NL-CUSTOMS,', 'members: [NL-CUSTOM,'),
      /members: no agency NL-CUSTOM/,
    ],
    [
      'an unknown category of an operation',
      changed('operations', 'categories: [cargo.movement,', 'categories: [cargo.move,'),
      /categories: no category cargo\.move/,
    ],
    [
      'an operation that grants special categories',
      changed('operations', 'categories: [cargo.movement,', 'categories: [persons.special,'),
      /persons\.special cannot be granted/,
    ],
    [
      'an operation that grants the log',
      changed('operations', 'categories: [cargo.movement,', 'categories: [audit.log,'),
      /audit\.log cannot be granted/,
    ],
    [
      'an operation that ends before it begins',
      changed('operations', 'to: 2028-01-01T00:00:00Z', 'to: 2025-01-01T00:00:00Z'),
      /from is not before to/,
    ],
    [
      'an operation without a time zone',
      changed('operations', 'from: 2026-01-01T00:00:00Z', 'from: 2026-01-01T00:00:00'),
      /operations\.yaml.*from/,
    ],
    [
      'a key written twice',
      changed('operations', 'effect: FULL', 'effect: FULL\n    effect: HIT'),
      /operations\.yaml.*unique/i,
    ],
  ])('stops for %s and names the place', (_what, wrong, message) => {
    expect(() => parsePolicy(wrong)).toThrow(message);
  });
});
