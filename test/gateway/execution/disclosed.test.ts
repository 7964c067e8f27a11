import { describe, expect, test } from '@jest/globals';
import { disclosedReader } from '../../../gateway/execution/fetch/disclosedReader.js';
import { plannedOperation } from '../../../gateway/planning/definitions.js';

describe('what a foreign answer discloses', () => {
  const a = { __typename: 'A', id: 1, b: { __typename: 'B', id: 'x' }, c: { __typename: 'C', name: 'n' } };

  test('is every object whose type and id were asked for, once', () => {
    const read = disclosedReader(
      plannedOperation('{ a { ... on A { __typename id b { __typename id } } c { __typename name } } }'),
      { originator: 'NL-CUSTOMS' },
    );
    expect(read({ a: [a, null, [a, { ...a, id: '2' }]] })).toEqual([
      { type: 'A', originator: 'NL-CUSTOMS', categories: [], ids: ['1', '2'] },
      { type: 'B', originator: 'NL-CUSTOMS', categories: [], ids: ['x'] },
    ]);
  });

  test('is what entities are', () => {
    const read = disclosedReader(
      plannedOperation('query($r:[_Any!]!){_entities(representations:$r){...on A{__typename id}}}'),
      { originator: null },
    );
    expect(read({ _entities: [{ __typename: 'A', id: 'y' }, null] })).toMatchObject([{ type: 'A', ids: ['y'] }]);
  });

  test.each([
    ['sent unasked', '{ a { b { id } } }', { a }],
    ['under another name', '{ a { __typename id: name } }', { a: { __typename: 'A', id: { deep: 1 } } }],
    ['no answer', '{ a { __typename id } }', null],
    ['of another form', '{ a { __typename id } }', { a: 'text' }],
  ])('is nothing that was %s', (_title, query, data) => {
    expect(disclosedReader(plannedOperation(query), { originator: null })(data)).toEqual([]);
  });
});
