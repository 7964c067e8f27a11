import { describe, expect, it } from '@jest/globals';
import { buildSchema, type OperationDefinitionNode, parse, print } from 'graphql';
import { prepareOperation } from '../../../gateway/documents/prepared.js';
import { settleConditions } from '../../../policy/operations/conditions.js';
import { plainCounter } from '../../gateway/support/plainCounter.js';
import { unfolded } from '../../support/unfolded.js';

const settled = (text: string, variables: Record<string, unknown> = {}): string =>
  print(settleConditions(unfolded(parse(text)), variables)).replace(/\s+/g, ' ');

describe('an operation whose conditions are settled', () => {
  it('is without what they take out, and without them', () => {
    const text = 'query($x: Boolean!) { a @skip(if: $x) b @include(if: $x) { c @include(if: false) d @other } }';
    expect(settled(text, { x: true })).toBe('query ($x: Boolean!) { b { d @other } }');
    expect(settled(text, { x: false })).toBe('query ($x: Boolean!) { a }');
  });

  it('has what two conditions let in, and not what one of them takes out', () => {
    expect(settled('{ a @skip(if: false) @include(if: true) b @skip(if: true) @include(if: true) }')).toBe('{ a }');
  });

  it('keeps a condition on a variable without a value, and takes a default for one', () => {
    const text = 'query($x: Boolean!, $y: Boolean! = true) { a @skip(if: $x) b @skip(if: $y) c @include(if: $y) }';
    expect(settled(text)).toBe('query ($x: Boolean!, $y: Boolean! = true) { a @skip(if: $x) c }');
  });

  it('is as large as its fragments, however often they are spread', () => {
    const levels = Array.from({ length: 10 }, (_, n) => `fragment F${n} on Q { ...F${n + 1} ...F${n + 1} }`);
    const text = `{ ...F0 } ${levels.join(' ')} fragment F10 on Q { a @skip(if: true) b }`;
    const { selectionSet } = settleConditions(unfolded(parse(text)), {});
    const sets = new Set<unknown>();
    const look = (set: OperationDefinitionNode['selectionSet']): void => {
      sets.add(set);
      for (const one of set.selections) if ('selectionSet' in one && one.selectionSet) look(one.selectionSet);
    };
    look(selectionSet);
    expect(sets.size).toBe(12);
  });

  it('is refused where a spread is left', () => {
    const operation = parse('{ ...F }').definitions[0] as OperationDefinitionNode;
    expect(() => settleConditions(operation, {})).toThrow('The fragment "F" is not unfolded.');
  });
});

it('what conditions take out is counted all the same: they are no way around the limit', () => {
  const schema = buildSchema('type Query { things(first: Int): [Thing] } type Thing { id: ID }');
  const document = parse('query($x: Boolean!) { things(first: 50) @include(if: $x) { id } }');
  const operation = document.definitions[0] as OperationDefinitionNode;
  const prepared = prepareOperation(
    { hash: '', document, operation },
    { schema, counter: plainCounter(schema), needsPurpose: () => true },
  );
  expect(prepared.settled({ x: false }).selectionSet.selections).toEqual([]);
  expect(prepared.settled({ x: false })).toBe(prepared.settled({ x: false }));
  expect(prepared.objects({ x: false })).toBe(50);
});
