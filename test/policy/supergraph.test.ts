import { describe, expect, it } from '@jest/globals';
import { parse, print, validate, validateSchema } from 'graphql';
import { bounds } from '../../policy/bounds.js';
import { loadPolicy } from '../../policy/loading/load.js';
import { pruneOperation } from '../../policy/operation.js';
import { checkInputs } from '../../policy/operations/inputs.js';
import { needsPurpose } from '../../policy/operations/needsPurpose.js';
import { viewSchema } from '../../policy/operations/viewSchema.js';
import { factsOf } from '../../policy/testing/cases.js';
import type { RequestFacts } from '../../policy/types.js';
import { quickest } from '../support/quickest.js';
import { unfolded } from '../support/unfolded.js';
import { access, schema } from './operations/wholeGraph.js';

const policy = loadPolicy();

const question = parse(/* GraphQL */ `
  query Question {
    container(id: "CSQU3054383") {
      consignments(first: 5) { edges { node { id mrn consignor { name } } } }
      seizures(first: 5) { edges { node { seizure { id caseReference } } } }
    }
    persons(first: 5) { edges { node { name notes: reason } } }
  }
`);

describe('the real graph', () => {
  it('names only categories of the matrix', () => {
    const unknown = access
      .coordinates()
      .filter((coordinate) => !policy.categories[access.of(coordinate)?.category ?? '']);
    expect(unknown).toEqual([]);
  });

  it('finds, sorts and counts nobody by being a victim, a witness or a minor', () => {
    const shown = ['Handling.dataSubjectCategory', 'Handling.minor'];
    const labelled = access
      .coordinates()
      .filter((coordinate) => access.of(coordinate)?.category === 'handling.subject');
    expect(labelled.filter((coordinate) => access.of(coordinate)?.use !== 'READ')).toEqual([]);
    expect(labelled).toEqual(expect.arrayContaining(shown));
    const named = access.coordinates().filter((coordinate) => /datasubject|minor$/i.test(coordinate));
    expect(named.sort()).toEqual([...shown, 'LinkSubject.minor']);
  });

  it('gives every agency a valid view, in little time', async () => {
    for (const id of ['NL-CUSTOMS', 'ES-TAX', 'XA-CUSTOMS', 'EU-SUPERVISOR']) {
      const agency = policy.agencies[id];
      const role = agency?.roles.includes('ANALYST') ? 'ANALYST' : 'AUDITOR';
      const facts = factsOf(policy, `${id} ${role}`, agency?.purposes[0]);
      const view = viewSchema(schema, access, bounds(policy, facts));
      const again = () => viewSchema(schema, access, bounds(policy, facts));
      expect(await quickest(again, 1000)).toBeLessThan(1000);
      expect(validateSchema(view)).toEqual([]);
      expect(view.getQueryType()?.getFields()).toHaveProperty('viewer');
    }
  });

  it('is pruned to a valid operation for every kind of viewer', () => {
    const facts: RequestFacts[] = Object.values(policy.agencies).flatMap((agency) =>
      agency.roles.map((role) => factsOf(policy, `${agency.id} ${role}`, agency.purposes[0])),
    );
    const texts = new Set<string>();
    for (const each of facts) {
      const pruned = pruneOperation({ schema, access, bounds: bounds(policy, each), operation: unfolded(question) });
      if (pruned.document) {
        expect(validate(schema, pruned.document)).toEqual([]);
        texts.add(print(pruned.document));
      }
    }
    expect(texts.size).toBeGreaterThan(2);
  });

  it('asks no purpose of those who only look at code lists and themselves', () => {
    const asks = (query: string) => {
      const document = parse(query);
      expect(validate(schema, document)).toEqual([]);
      return needsPurpose(schema, access, unfolded(document));
    };
    expect(asks('{ location(unlocode: "NLRTM") { unlocode name } }')).toBe(false);
    expect(asks('{ agencies(first: 2) { edges { node { id name } } } viewer { __typename } }')).toBe(false);
    expect(asks('{ vessel(imo: "7937317") { imo } }')).toBe(false);
    expect(asks('{ persons { edges { cursor } } }')).toBe(true);
    expect(asks('{ node(id: "person_x") { id } }')).toBe(true);
  });

  it("refuses a filter on what the viewer's kind never sees in full", () => {
    const document = parse('{ persons(filter: { birthDate: { eq: "1961" } }) { edges { cursor } } }');
    const check = (viewer: string, purpose: 'FINANCIAL_INVESTIGATION' | 'CRIMINAL_PREVENTION') =>
      checkInputs({
        schema,
        access,
        bounds: bounds(policy, factsOf(policy, viewer, purpose)),
        operation: unfolded(document),
      });
    expect(() => check('ES-TAX ANALYST', 'FINANCIAL_INVESTIGATION')).toThrow(
      expect.objectContaining({ code: 'FILTER_NOT_PERMITTED' }),
    );
    expect(() => check('DE-POLICE ANALYST', 'CRIMINAL_PREVENTION')).not.toThrow();
  });
});
