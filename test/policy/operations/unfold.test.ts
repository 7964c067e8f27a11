import { describe, expect, it } from '@jest/globals';
import { type DocumentNode, type OperationDefinitionNode, parse, print } from 'graphql';
import { pruneOperation } from '../../../policy/operation.js';
import { checkInputs } from '../../../policy/operations/inputs.js';
import { needsPurpose } from '../../../policy/operations/needsPurpose.js';
import { unfoldFragments } from '../../../policy/operations/unfold.js';
import { access, boundsWith, schema } from './operationSchema.js';

const unfold = (document: DocumentNode): string =>
  print(unfoldFragments(document, document.definitions[0] as OperationDefinitionNode)).replace(/\s+/g, ' ');
const doubling = (levels: number): string =>
  `{ person { ...F0 } } ${Array.from({ length: levels }, (_, n) => `fragment F${n} on Person { ...F${n + 1} ...F${n + 1} }`).join(' ')} fragment F${levels} on Person { name }`;

describe('an operation whose fragments are unfolded', () => {
  it('has each fragment in place of its spreads, with their conditions', () => {
    const text =
      'query Q($x: Boolean!) { person { ...A @skip(if: $x) ...B } } fragment A on Person { a { ...B } } fragment B on Person { b }';
    expect(unfold(parse(text))).toBe(
      'query Q($x: Boolean!) { person { ... on Person @skip(if: $x) { a { ... on Person { b } } } ... on Person { b } } }',
    );
  });

  it('is the very operation where it has none', () => {
    const document = parse('{ person { ... on Person { name } } }');
    expect(unfoldFragments(document, document.definitions[0] as OperationDefinitionNode)).toBe(document.definitions[0]);
  });

  it('is refused where fragments double at each level, before anything walks them', () => {
    const started = performance.now();
    expect(() => unfold(parse(doubling(40)))).toThrow(expect.objectContaining({ code: 'OPERATION_TOO_LARGE' }));
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(unfold(parse(doubling(3))).match(/name/g)).toHaveLength(8);
  });

  it('is refused where a fragment spreads itself, or one is missing: nothing is passed over', () => {
    const error = expect.objectContaining({ code: 'INTERNAL' });
    expect(() => unfold(parse('{ ...A } fragment A on Query { a { ...B } } fragment B on Query { ...A }'))).toThrow(
      error,
    );
    expect(() => unfold(parse('{ ...C } fragment A on Query { a }'))).toThrow(error);
  });
});

it('is what the policy reads alone: where a spread is left, nothing is judged', () => {
  const document = parse('{ ...F } fragment F on Query { persons { edges { node { reason } } } }');
  const operation = document.definitions[0] as OperationDefinitionNode;
  const viewed = { schema, access, bounds: boundsWith({}), operation };
  const readers = [
    () => pruneOperation(viewed),
    () => checkInputs(viewed),
    () => needsPurpose(schema, access, operation),
  ];
  for (const read of readers) expect(read).toThrow('The fragment "F" is not unfolded.');
});
