import { describe, expect, it } from '@jest/globals';
import { bounds } from '../../../policy/bounds.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import { factsOf } from '../../../policy/testing/cases.js';
import { effects, type Purpose, type RequestFacts, type Role, rank } from '../../../policy/types.js';
import { type Access, guardsOf } from '../../../schema/access.js';
import { productAccess } from '../../../schema/productAccess.js';
import { toViewer } from '../../../subgraphs/directory/mapping.js';
import { explainedField, viewerAccess } from '../../../subgraphs/directory/viewerAccess.js';

const policy = loadPolicy();

function facts(agency: string, role: Role, purpose?: Purpose): RequestFacts {
  return factsOf(policy, `${agency} ${role}`, purpose, { case: policy.agencies[agency]?.caseReference.example });
}

describe('viewerAccess', () => {
  const lineOf = (request: RequestFacts, category: string) =>
    viewerAccess(policy, request).find((line) => line.category === category);

  it('has one line for every category of the matrix, each with its legal basis', () => {
    const lines = viewerAccess(policy, facts('DE-POLICE', 'ANALYST', 'CRIMINAL_INVESTIGATION'));
    expect(lines.map(({ category }) => category)).toEqual(Object.keys(policy.categories));
    expect(lines.every(({ legalBasis, words, meaning }) => legalBasis && words && meaning)).toBe(true);
  });

  it('says the most and the least, and why not more', () => {
    expect(lineOf(facts('DE-POLICE', 'ANALYST', 'CRIMINAL_INVESTIGATION'), 'persons.documents')).toMatchObject({
      most: 'FULL',
      least: 'NONE',
      words: expect.stringContaining('Less where'),
    });
    expect(lineOf(facts('ES-TAX', 'ANALYST', 'FINANCIAL_INVESTIGATION'), 'persons.physical')).toMatchObject({
      most: 'NONE',
      words: 'Nothing.',
      reason: expect.any(String),
    });
  });

  it('names the purpose as the reason where none is stated', () => {
    expect(lineOf(facts('DE-POLICE', 'ANALYST'), 'persons.identity')).toMatchObject({
      most: 'NONE',
      reason: expect.stringContaining('purpose'),
    });
  });

  it('shows special categories to nobody', () => {
    for (const { id, roles, purposes } of Object.values(policy.agencies)) {
      for (const role of roles) {
        for (const purpose of purposes) expect(lineOf(facts(id, role, purpose), 'persons.special')?.most).toBe('NONE');
      }
    }
  });
});

describe('toViewer', () => {
  it('lists the purposes that both the agency and the role allow, and what each asks for', () => {
    const { allowedPurposes } = toViewer(policy, facts('NL-CUSTOMS', 'FRONT_LINE'));
    expect(allowedPurposes.map(({ purpose }) => purpose)).toEqual(['CUSTOMS_CONTROL', 'SANCTIONS_ENFORCEMENT']);
    const prevention = toViewer(policy, facts('DE-POLICE', 'ANALYST')).allowedPurposes.find(
      ({ purpose }) => purpose === 'CRIMINAL_PREVENTION',
    );
    expect(prevention).toMatchObject({ caseReferenceRequired: false, justificationRequired: true });
  });

  it('lists no other purposes than those that the token allows', () => {
    const request = { ...facts('NL-CUSTOMS', 'ANALYST'), purposes: ['RISK_ANALYSIS'] as const };
    expect(toViewer(policy, request).allowedPurposes.map(({ purpose }) => purpose)).toEqual(['RISK_ANALYSIS']);
  });

  it('gives an agency that the policy does not know no agency and no purposes', () => {
    const request = facts('NL-CUSTOMS', 'ANALYST');
    const stranger = { ...request, viewer: { ...request.viewer, agency: 'constructor' } };
    expect(toViewer(policy, stranger)).toMatchObject({ agency: null, allowedPurposes: [] });
  });
});

describe('explainedField', () => {
  const asked = (field: string, request = facts('NL-CUSTOMS', 'ANALYST', 'RISK_ANALYSIS')) =>
    explainedField(policy, request, field);

  it('says what the bounds say of each field of the schema, to everybody', () => {
    for (const request of [
      facts('DE-POLICE', 'ANALYST', 'CRIMINAL_INVESTIGATION'),
      facts('XA-CUSTOMS', 'ANALYST', 'MUTUAL_ASSISTANCE'),
      facts('NL-CUSTOMS', 'ANALYST'),
    ]) {
      const least = bounds(policy, request);
      for (const field of productAccess().coordinates()) {
        const guards = guardsOf(productAccess().of(field) as Access);
        const most = Math.min(...guards.map((category) => rank[least(category).ceiling]));
        expect([field, asked(field, request).most]).toEqual([field, effects[most]]);
      }
    }
  });

  it('names the ways to more, and whom to ask', () => {
    expect(asked('Identification.number')).toMatchObject({
      most: 'NONE',
      category: 'persons.documents',
      legalBasis: expect.any(String),
      ways: expect.arrayContaining([{ effect: 'FULL', changes: ['if the purpose were CUSTOMS_CONTROL'] }]),
    });
  });

  it('names no joint operation to those outside of it: the ways to more had named those that could be joined', () => {
    for (const request of [
      facts('XA-CUSTOMS', 'ANALYST', 'MUTUAL_ASSISTANCE'),
      facts('XA-CUSTOMS', 'ANALYST', 'JOINT_OPERATION'),
      facts('PL-BORDER', 'ANALYST', 'JOINT_OPERATION'),
    ]) {
      const said = JSON.stringify(
        productAccess()
          .coordinates()
          .map((field) => asked(field, request)),
      );
      for (const { id, name } of policy.operations) expect(said).not.toMatch(new RegExp(`${id}|${name}`));
    }
  });

  it('knows no field that cannot be asked for', () => {
    for (const field of ['Person.nodeKey', 'Person.visibleRef', 'Person.nam', 'constructor', ''])
      expect(() => asked(field)).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
  });
});
