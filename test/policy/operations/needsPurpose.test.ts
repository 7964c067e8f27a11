import { describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { needsPurpose } from '../../../policy/operations/needsPurpose.js';
import { unfolded } from '../../support/unfolded.js';
import { access, schema } from './operationSchema.js';

function asks(query: string): boolean {
  return needsPurpose(schema, access, unfolded(parse(query)));
}

describe('a purpose', () => {
  it.each([
    '{ __typename }',
    '{ __schema { types { name } } }',
    '{ viewer { agency } }',
    '{ port(code: "1") { code name } }',
    '{ ports { edges { node { name } } } }',
    'query { ...F } fragment F on Query { viewer { agency } }',
  ])('is not needed for %s', (query) => {
    expect(asks(query)).toBe(false);
  });

  it.each([
    ['a classified field', '{ person { name } }'],
    ['the public id of a record, whose existence it tells', '{ person { id } }'],
    ['the type name of a record', '{ node(id: "1") { __typename } }'],
    ['whether a list of records goes on', '{ persons { pageInfo { hasNextPage } } }'],
    ['an edge on an identifier', '{ port(code: "1") { persons { edges { cursor } } } }'],
    ['a record in a fragment', '{ ...F } fragment F on Query { ... on Query { thing { __typename } } }'],
    ['an aggregate', '{ score(of: "x") }'],
  ])('is needed for %s', (_what, query) => {
    expect(asks(query)).toBe(true);
  });
});
