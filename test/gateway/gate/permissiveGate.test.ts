import { describe, expect, test } from '@jest/globals';
import { buildSchema, getOperationAST, parse, print, validate } from 'graphql';
import { prepareOperation } from '../../../gateway/documents/prepared.js';
import { permissiveGate } from '../../../gateway/gate/permissiveGate.js';
import type { RequestFacts } from '../../../policy/types.js';
import { plainCounter } from '../support/plainCounter.js';

const schema = buildSchema(`
  type Query { person: Person  people(first: Int): [Person!]  craft: Craft  mark: Mark  any: Any }
  type Mutation { touch(id: ID!): Person }
  interface Craft { id: ID! name: String crew: [Person!] }
  interface Mark { id: ID! colour: String }
  type Tug implements Craft { id: ID! name: String crew: [Person!] pull: Int }
  type Barge implements Craft { id: ID! name: String crew: [Person!] }
  type Person { id: ID! name: String friends(first: Int): [Person!] }
  union Any = Person | Tug
`);
/** Of a supergraph, what the gate reads: which interfaces are objects to a source, and by which key. */
const supergraph = `
  interface Craft @join__type(graph: A, key: "id") @join__type(graph: B, key: "id", isInterfaceObject: true) { id: ID! }
  interface Mark @join__type(graph: B, key: "id", isInterfaceObject: true) { id: ID! }
`;
const gate = permissiveGate(schema, supergraph);

/** What the gate leaves of a document, in one line. */
function left(text: string, variables: Record<string, unknown> = {}, operationName?: string): string | null {
  const document = parse(text);
  expect(validate(schema, document).map(({ message }) => message)).toEqual([]);
  const operation = getOperationAST(document, operationName);
  if (!operation) throw new Error('no operation');
  const prepared = prepareOperation(
    { hash: '', document, operation },
    { schema, counter: plainCounter(schema), needsPurpose: () => false },
  );
  const coerced = prepared.coerce(variables);
  const checked = { text, hash: '', ...prepared, operation: prepared.settled(coerced), prepared, variables: coerced };
  const admitted = gate.prune(checked, {} as RequestFacts);
  if (admitted.document) expect(validate(schema, admitted.document).map(({ message }) => message)).toEqual([]);
  return admitted.document && print(admitted.document).replace(/\s+/g, ' ');
}

describe('the permissive gate settles conditions', () => {
  test.each<[string, string, string | null, Record<string, unknown>?]>([
    ['literals', '{ person { id @skip(if: true) name @include(if: true) } }', '{ person { name } }'],
    [
      'variables, with the definitions that nothing uses any more',
      'query($x: Boolean!, $n: Int) { person { id @skip(if: $x) friends(first: $n) @include(if: $x) { id } } }',
      'query ($n: Int) { person { friends(first: $n) { id } } }',
      { x: true },
    ],
    [
      'variables that only what is skipped uses',
      'query($x: Boolean!, $n: Int) { person { id friends(first: $n) @include(if: $x) { id } } }',
      '{ person { id } }',
      { x: false },
    ],
    ['defaults', 'query($x: Boolean! = true) { person { id name @skip(if: $x) } }', '{ person { id } }'],
    [
      'two at one selection: both must hold',
      '{ person { id a: name @skip(if: false) @include(if: true) b: name @skip(if: true) @include(if: true) } }',
      '{ person { id a: name } }',
    ],
    [
      'inline fragments',
      '{ craft { id ... @skip(if: true) { name } ... on Tug @include(if: true) { pull } } }',
      '{ craft { id ... on Tug { pull } } }',
    ],
    [
      'spreads, whose fragments stand in their place',
      '{ person { id ...A @skip(if: true) ...B } } fragment A on Person { ...C } fragment B on Person { name } fragment C on Person { name }',
      '{ person { id ... on Person { name } } }',
    ],
    [
      'fragments of which nothing is left, and what spread them',
      '{ person { id ...A } } fragment A on Person { ...B ... { name @skip(if: true) } } fragment B on Person { name @skip(if: true) }',
      '{ person { id } }',
    ],
    ['a skipped field that is asked again', '{ person { name @skip(if: true) name } }', '{ person { name } }'],
    ['one root of several', '{ person @skip(if: true) { id } people { id } }', '{ people { id } }'],
    [
      'the whole root',
      'query($x: Boolean!) { person @include(if: $x) { id } ...A @skip(if: true) } fragment A on Query { people { id } }',
      null,
      { x: false },
    ],
    [
      'a mutation',
      'mutation { a: touch(id: 1) @skip(if: true) { id } b: touch(id: 2) { id } }',
      'mutation { b: touch(id: 2) { id } }',
    ],
  ])('%s', (...[_title, text, expected, variables]) => {
    expect(left(text, variables)).toBe(expected);
  });

  test('for the operation that is asked', () => {
    const text =
      'query A { person { name @skip(if: true) id } } query B { people { ...F } } fragment F on Person { id }';
    expect(left(text, {}, 'A')).toBe('query A { person { id } }');
    expect(left(text, {}, 'B')).toBe('query B { people { ... on Person { id } } }');
  });
});

describe('an object of which conditions leave nothing is asked for what costs least', () => {
  test.each([
    ['an object', '{ person { id @skip(if: true) } }', '{ person { __portcullis_typename: __typename } }'],
    [
      'one of a union',
      '{ any { ... on Person { name @skip(if: true) } } }',
      '{ any { __portcullis_typename: __typename } }',
    ],
    [
      'an interface that a source knows as an object: its type would be asked of another one',
      '{ craft { name @skip(if: true) } }',
      '{ craft { __portcullis_key: id } }',
    ],
    [
      'one that no type implements',
      '{ mark { ... on Mark @skip(if: true) { id } } }',
      '{ mark { __portcullis_key: id } }',
    ],
    [
      'within what stays',
      '{ craft { name crew { ... @include(if: false) { id } } } }',
      '{ craft { name crew { __portcullis_typename: __typename } } }',
    ],
  ])('%s', (_title, text, expected) => {
    expect(left(text)).toBe(expected);
  });
});

test('nothing else is added: the type of an object is what the planner asks for itself', () => {
  expect(left('{ craft { __typename ... on Tug { pull } } }')).toBe('{ craft { __typename ... on Tug { pull } } }');
});

test('introspection is never asked of a source, nor from within fragments', () => {
  expect(
    left('{ __schema { queryType { name } } ...A person { id } } fragment A on Query { __type(name: "Tug") { name } }'),
  ).toBe('{ person { id } }');
  expect(left('{ ...A } fragment A on Query { ... { __type(name: "Tug") { name } } }')).toBeNull();
});
