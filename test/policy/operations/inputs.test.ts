import { describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { settleConditions } from '../../../policy/operations/conditions.js';
import { checkInputs } from '../../../policy/operations/inputs.js';
import type { Effect } from '../../../policy/types.js';
import { unfolded } from '../../support/unfolded.js';
import { access, boundsWith, schema } from './operationSchema.js';

const analyst = { identity: 'FULL', documents: 'HIT', reason: 'MASKED' } as const;

function refusalOf(
  query: string,
  variables: Record<string, unknown> = {},
  ceilings: Record<string, Effect> = analyst,
): unknown {
  try {
    checkInputs({
      schema,
      access,
      bounds: boundsWith(ceilings),
      operation: settleConditions(unfolded(parse(query)), variables),
      variables,
    });
    return null;
  } catch (error) {
    const { code, extensions } = error as { code?: string; extensions?: Record<string, unknown> };
    expect(code).toBe('FILTER_NOT_PERMITTED');
    return extensions?.at;
  }
}

describe('inputs', () => {
  it.each([
    ['a filter literal', '{ persons(filter: { reason: { eq: "x" } }) { edges { cursor } } }', 'PersonFilter.reason'],
    [
      'a filter inside and, or, not',
      '{ persons(filter: { and: [{ not: { reason: { eq: "x" } } }] }) { edges { cursor } } }',
      'PersonFilter.reason',
    ],
    [
      'a filter with an empty condition',
      '{ persons(filter: { reason: {} }) { edges { cursor } } }',
      'PersonFilter.reason',
    ],
    ['a sort', '{ persons(sort: { field: REASON }) { edges { cursor } } }', 'PersonSortField.REASON'],
    ['a facet', '{ a: tally(by: NAME) b: tally(by: REASON) }', 'PersonFacetField.REASON'],
    ['an aggregate', '{ score(of: "x") }', 'Query.score(of:)'],
    [
      'a filter on a nested list',
      '{ person { friends(filter: { reason: { eq: "x" } }) { edges { cursor } } } }',
      'PersonFilter.reason',
    ],
    [
      'a filter in a fragment',
      '{ ...F } fragment F on Query { persons(filter: { reason: { in: [] } }) { edges { cursor } } }',
      'PersonFilter.reason',
    ],
    [
      "a filter in a variable's default",
      'query Q($f: PersonFilter = { reason: { eq: "x" } }) { persons(filter: $f) { edges { cursor } } }',
      'PersonFilter.reason',
    ],
  ])('refuse %s on data that is never full', (_what, query, at) => {
    expect(refusalOf(query)).toBe(at);
  });

  it('refuse what hides in variables, whole or in part', () => {
    const whole = 'query Q($f: PersonFilter) { persons(filter: $f) { edges { cursor } } }';
    expect(refusalOf(whole, { f: { not: { reason: { eq: 'x' } } } })).toBe('PersonFilter.reason');
    expect(refusalOf(whole, { f: { name: { eq: 'x' } } })).toBeNull();
    const sort = 'query Q($s: PersonSortField!) { persons(sort: { field: $s }) { edges { cursor } } }';
    expect(refusalOf(sort, { s: 'REASON' })).toBe('PersonSortField.REASON');
    const leaf = 'query Q($s: StringFilter) { persons(filter: { reason: $s }) { edges { cursor } } }';
    expect(refusalOf(leaf, { s: { eq: 'x' } })).toBe('PersonFilter.reason');
    const single = 'query Q($f: [PersonFilter!]) { persons(filter: { and: $f }) { edges { cursor } } }';
    expect(refusalOf(single, { f: { reason: { eq: 'x' } } })).toBe('PersonFilter.reason');
  });

  it('are not used where they are null, absent or left out by a condition', () => {
    expect(refusalOf('{ persons(filter: { reason: null }) { edges { cursor } } }')).toBeNull();
    expect(refusalOf('query Q($s: StringFilter) { persons(filter: { reason: $s }) { edges { cursor } } }')).toBeNull();
    expect(refusalOf('{ persons(filter: { reason: { eq: "x" } }) @skip(if: true) { edges { cursor } } }')).toBeNull();
    expect(
      refusalOf('{ persons(first: 3, sort: { field: NAME }, filter: { name: { eq: "x" } }) { edges { cursor } } }'),
    ).toBeNull();
  });

  it('by which one record is looked up need a hit, no more', () => {
    const query = '{ person(passport: { number: "1" }) { id } }';
    expect(refusalOf(query)).toBeNull();
    expect(refusalOf(query, {}, { identity: 'FULL' })).toBe('Query.person(passport:)');
    expect(refusalOf('query Q($p: PassportInput) { person(passport: $p) { id } }', { p: { number: '1' } }, {})).toBe(
      'Query.person(passport:)',
    );
  });

  it('without a label refuse the operation', () => {
    const document = parse('{ persons(first: 3) { edges { cursor } } }');
    const unlabelled = { of: () => undefined, coordinates: () => [] };
    expect(() =>
      checkInputs({ schema, access: unlabelled, bounds: boundsWith(analyst), operation: unfolded(document) }),
    ).toThrow(expect.objectContaining({ code: 'FILTER_NOT_PERMITTED' }));
  });
});
