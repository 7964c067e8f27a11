import { describe, expect, it } from '@jest/globals';
import { findOtherDifferences } from '../../policy/comparing/otherDifferences.js';
import { exportPurposes, mayExport } from '../../policy/exportRight.js';
import { loadPolicy, parsePolicy } from '../../policy/loading/load.js';
import { readPolicyFiles } from '../../policy/loading/policyFiles.js';
import { wordsOnAgency } from '../../policy/testing/words.js';
import { agencyKinds, type Purpose, purposes, type Role, roles } from '../../policy/types.js';

const policy = loadPolicy();
const files = readPolicyFiles();
const silent = parsePolicy({
  ...files,
  matrix: files.matrix.replace(/^exports:\n(?: .*\n)+/m, ''),
});

function facts(kind: string, role: Role, purpose: Purpose | undefined) {
  const viewer = { subject: 's', agency: 'XX-AGENCY', kind, country: 'XX', role, clearance: 'PUBLIC' } as const;
  return { viewer, purpose, asOf: '2026-11-25T10:00:00Z' };
}

describe('the right to export', () => {
  it('is nobody’s where the matrix says nothing of it', () => {
    expect(silent.exports).toEqual([]);
    for (const kind of agencyKinds)
      for (const role of roles)
        for (const purpose of [...purposes, undefined])
          expect(mayExport(silent, facts(kind, role, purpose))).toBe(false);
  });

  it('needs kind, role and purpose of one row together', () => {
    const [row] = policy.exports;
    const two = {
      exports: [
        { ...row, kinds: ['FIU'], roles: ['ANALYST'], purposes: ['FINANCIAL_INVESTIGATION'] },
        { ...row, kinds: ['TAX_MS'], roles: ['INVESTIGATOR'], purposes: ['CUSTOMS_CONTROL'] },
      ],
    } as unknown as typeof policy;
    const may = (kind: string, role: Role, purpose?: Purpose) => mayExport(two, facts(kind, role, purpose));
    expect(may('FIU', 'ANALYST', 'FINANCIAL_INVESTIGATION')).toBe(true);
    expect(may('TAX_MS', 'INVESTIGATOR', 'CUSTOMS_CONTROL')).toBe(true);
    expect(may('TAX_MS', 'ANALYST', 'FINANCIAL_INVESTIGATION')).toBe(false);
    expect(may('FIU', 'INVESTIGATOR', 'FINANCIAL_INVESTIGATION')).toBe(false);
    expect(may('FIU', 'ANALYST', 'CUSTOMS_CONTROL')).toBe(false);
    expect(may('FIU', 'ANALYST')).toBe(false);
  });

  it('is in the product for those who investigate a case, and for nobody else', () => {
    const may = Object.keys(policy.agencies).flatMap((id) =>
      exportPurposes(policy, id).map(([role, of]) => `${id} ${role} ${of}`),
    );
    expect(may).toEqual([
      'NL-CUSTOMS INVESTIGATOR CRIMINAL_INVESTIGATION',
      'BE-CUSTOMS INVESTIGATOR CRIMINAL_INVESTIGATION',
      'DE-POLICE INVESTIGATOR CRIMINAL_INVESTIGATION',
      'EU-PROSECUTOR INVESTIGATOR CRIMINAL_INVESTIGATION',
      'EU-PROSECUTOR CASE_PROSECUTOR CRIMINAL_INVESTIGATION',
    ]);
    for (const { purposes: stated } of policy.exports)
      for (const purpose of stated) expect(policy.purposes[purpose].caseReference).toBe(true);
  });

  it('is said in the sentences of an agency, and in a comparison of two policies', () => {
    const sentence = 'DE-POLICE as INVESTIGATOR may export answers for CRIMINAL_INVESTIGATION.';
    expect([...wordsOnAgency(policy, 'DE-POLICE')]).toContain(sentence);
    expect([...wordsOnAgency(silent, 'DE-POLICE')]).not.toContain(sentence);
    const { gains, also } = findOtherDifferences([silent, policy]);
    expect(gains).toContain('DE-POLICE as INVESTIGATOR may now export answers for CRIMINAL_INVESTIGATION.');
    expect(also).toEqual(['The row exports of INVESTIGATOR,CASE_PROSECUTOR for CRIMINAL_INVESTIGATION is new.']);
    const { losses } = findOtherDifferences([policy, silent]);
    expect(losses).toContain('DE-POLICE as INVESTIGATOR may no longer export answers for CRIMINAL_INVESTIGATION.');
  });
});
