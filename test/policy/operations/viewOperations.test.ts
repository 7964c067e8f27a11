import { describe, expect, test } from '@jest/globals';
import { getOperationAST, getVariableValues, parse, validate } from 'graphql';
import { bounds, viewId } from '../../../policy/bounds.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import { settleConditions } from '../../../policy/operations/conditions.js';
import { checkInputs } from '../../../policy/operations/inputs.js';
import { viewSchema } from '../../../policy/operations/viewSchema.js';
import { factsOf } from '../../../policy/testing/cases.js';
import type { RequestFacts } from '../../../policy/types.js';
import { createRandom, randomOperation } from '../../subgraphs/kit/compiled/randomOperation.js';
import { unfolded } from '../../support/unfolded.js';
import { access, schema } from './wholeGraph.js';

/*
 * What a view offers can be asked: whatever is valid in the schema that a viewer introspects is neither refused by
 * validation, nor for an input that the viewer may not use.
 */
const policy = loadPolicy();

/** One viewer of each view: of all whose rights are bounded alike, and of all agencies, roles and purposes. */
function viewers(): ReadonlyMap<string, RequestFacts> {
  const found = new Map<string, RequestFacts>();
  for (const { id, roles, purposes, caseReference } of Object.values(policy.agencies)) {
    for (const role of roles) {
      for (const purpose of purposes) {
        for (const stated of [undefined, caseReference.example]) {
          const facts = factsOf(policy, `${id} ${role}`, purpose, { case: stated, asOf: '2026-11-25T10:00:00Z' });
          const view = viewId(policy, facts);
          if (!found.has(view)) found.set(view, facts);
        }
      }
    }
  }
  return found;
}

const OPERATIONS = 5;

function refusals(facts: RequestFacts, seed: number): string[] {
  const own = bounds(policy, facts);
  const view = viewSchema(schema, access, own);
  return Array.from({ length: OPERATIONS }, (_, index) => index).flatMap((index) => {
    const { query, variables } = randomOperation(view, createRandom(seed * OPERATIONS + index), {
      pools: {},
      representations: [],
    });
    const document = parse(query, { noLocation: true });
    const told = (errors: readonly { readonly message: string }[]) =>
      errors.map(({ message }) => `${facts.viewer.agency} ${facts.viewer.role} ${facts.purpose}: ${message}`);
    if (validate(view, document).length > 0) throw new Error(`not valid in its own view: ${query}`);
    const faults = validate(schema, document);
    if (faults.length > 0) return told(faults);
    const definitions = getOperationAST(document)?.variableDefinitions ?? [];
    const { coerced, errors } = getVariableValues(schema, definitions, variables);
    if (errors) return told(errors);
    try {
      checkInputs({
        schema,
        access,
        bounds: own,
        operation: settleConditions(unfolded(document), coerced ?? {}),
        variables: coerced,
      });
      return [];
    } catch (error) {
      return told([
        { message: `${(error as Error).message} ${JSON.stringify((error as { extensions?: unknown }).extensions)}` },
      ]);
    }
  });
}

describe('an operation that is valid in the schema that its view shows', () => {
  test('is refused for no agency, role and purpose', () => {
    const all = [...viewers().values()];
    expect(all.length).toBeGreaterThan(30);
    expect(new Set(all.flatMap((facts, index) => refusals(facts, index)))).toEqual(new Set());
  });
});
