import { describe, expect, test } from '@jest/globals';
import { buildSchema, type DocumentNode, Kind, type OperationDefinitionNode, parse, visit } from 'graphql';
import { type CheckedDocument, prepareOperation } from '../../gateway/documents/prepared.js';
import { readAnswerShape } from '../../gateway/execution/shape/readAnswerShape.js';
import { walkAnswer } from '../../gateway/execution/shape/shapeWalk.js';
import { reportWithheld } from '../../gateway/execution/shape/withheld.js';
import type { SourceWithheld } from '../../gateway/execution/types.js';
import { answerIntrospection } from '../../gateway/gate/introspection.js';
import type { PrunedField } from '../../policy/operation.js';
import { plainCounter } from './support/plainCounter.js';

const schema = buildSchema(`
  type Query { person: Person  any: [Any]  node: Node }
  interface Node { id: ID! }
  type Person implements Node { id: ID! name: String secret: String friends: [Person] }
  type Ship implements Node { id: ID! name: String }
  union Any = Person | Ship
`);
const checked = (text: string, variables: Record<string, unknown> = {}): CheckedDocument => {
  const document = parse(text);
  const operation = document.definitions[0] as OperationDefinitionNode;
  const prepared = prepareOperation(
    { hash: '', document, operation },
    { schema, counter: plainCounter(schema), needsPurpose: () => true },
  );
  return { text, operation: prepared.settled(variables), prepared, variables };
};
const pruned = (path: string, types = ['Person']): PrunedField => ({
  path,
  category: 'c',
  effect: 'NONE',
  reason: 'CATEGORY',
  rule: 'r',
  types,
});
/** What the gate would leave of a document: everything but secrets. */
const admit = (operation: OperationDefinitionNode): DocumentNode => {
  const admitted = visit(operation, { Field: ({ name }) => (name.value === 'secret' ? null : undefined) });
  return { kind: Kind.DOCUMENT, definitions: [admitted] };
};
const walk = (text: string, data: Record<string, unknown>, fields: PrunedField[] = [], variables = {}) => {
  const { operation } = checked(text, variables);
  const plan = { kind: 'QueryPlan' as const };
  const input = { operation, pruned: fields, plan, admitted: admit(operation) };
  const shape = readAnswerShape(input, schema);
  const shaped = walkAnswer(shape, data, {});
  const parents = shape.paths.flatMap((path, index) => (shaped.parents[index] ? [[path, shaped.parents[index]]] : []));
  return { ...shaped, parents: Object.fromEntries(parents) as Record<string, number> };
};

describe('the shape of an answer', () => {
  test('has null for what was pruned, in the place where the client asked', () => {
    const { data, pruned: counted } = walk('{ person { secret name } }', { person: { name: 'A' } }, [
      pruned('person.secret'),
    ]);
    expect(JSON.stringify(data)).toBe('{"person":{"secret":null,"name":"A"}}');
    expect([...counted]).toEqual([1]);
  });
  test('shows nothing that the gateway asked for itself', () => {
    const { data } = walk('{ person { name } }', {
      person: { name: 'A', __portcullis_id: 'p1', id: 'p1', __typename: 'Person' },
    });
    expect(JSON.stringify(data)).toBe('{"person":{"name":"A"}}');
  });
  test('reads the type of what may be of several from the reserved name', () => {
    const { data } = walk('{ any { ... on Person { name } ... on Ship { id } } }', {
      any: [
        { __portcullis_typename: 'Ship', id: 's' },
        { __portcullis_typename: 'Person', name: 'A' },
        null,
        { id: 'x' },
      ],
    });
    expect(JSON.stringify(data)).toBe('{"any":[{"id":"s"},{"name":"A"},null,null]}');
  });
  test('counts a pruned field for the types that lost it, not for the others', () => {
    const { pruned: counted } = walk(
      '{ any { ... on Person { secret } ... on Ship { name } } }',
      { any: [{ __portcullis_typename: 'Ship', name: 'S' }, { __portcullis_typename: 'Person' }] },
      [pruned('any.*.secret')],
    );
    expect([...counted]).toEqual([1]);
  });
  test('follows conditions with the variables of the request', () => {
    const { data } = walk(
      'query($no: Boolean!) { person { id @include(if: $no) name @skip(if: $no) } }',
      { person: { name: 'A' } },
      [],
      { no: false },
    );
    expect(JSON.stringify(data)).toBe('{"person":{"name":"A"}}');
  });
  test('merges what is selected twice, through fragments and lists', () => {
    const { data, parents } = walk('{ person { friends { id } ...F } } fragment F on Person { friends { name } }', {
      person: {
        friends: [
          { id: '1', name: 'B' },
          { id: '2', name: 'C' },
        ],
      },
    });
    expect(JSON.stringify(data)).toBe('{"person":{"friends":[{"id":"1","name":"B"},{"id":"2","name":"C"}]}}');
    expect(parents).toEqual({ '': 1, person: 1, 'person.friends.*': 2 });
  });
});

describe('the withheld report', () => {
  const line = (path: string, count: number, more: Partial<SourceWithheld> = {}): SourceWithheld => ({
    path,
    category: 'c',
    effect: 'MASKED',
    reason: 'RECORD',
    rule: 'cap.a',
    count,
    ...more,
  });
  test('merges lines of one path, category, effect and reason, and keeps both rules for the log', () => {
    expect(reportWithheld([line('a.b', 1), line('a.b', 2, { rule: 'cap.b' })], new Map([['a', 5]]))).toEqual([
      line('a.b', 3, { rule: 'cap.a | cap.b' }),
    ]);
  });
  test('keeps apart what differs in effect, reason or contact', () => {
    const lines = [
      line('a.b', 1),
      line('a.b', 1, { effect: 'HIT', contact: 'x@example.org' }),
      line('a.b', 1, { effect: 'HIT', contact: 'y@example.org' }),
      line('a.b', 1, { reason: 'PURPOSE' }),
    ];
    expect(reportWithheld(lines, new Map([['a', 5]]))).toHaveLength(4);
  });
  test('drops lines whose parents are all null', () => {
    expect(
      reportWithheld(
        [line('a.b.*.c', 2), line('a.*', 1), line('x', 1)],
        new Map([
          ['', 1],
          ['a', 1],
        ]),
      ),
    ).toEqual([line('a.*', 1), line('x', 1)]);
  });
  test('never counts more parents than the answer shows', () => {
    expect(reportWithheld([line('a.b', 40)], new Map([['a', 2]]))[0]?.count).toBe(2);
  });
  test('is the same whatever the order in which sources answered', () => {
    const lines = [line('b', 1), line('a', 1), line('a', 1, { category: 'b' })];
    const parents = new Map([['', 1]]);
    expect(reportWithheld(lines, parents)).toEqual(reportWithheld([...lines].reverse(), parents));
  });
});

describe('introspection', () => {
  test("is answered from the view's schema, wherever in the root it stands", async () => {
    const view = { id: 'v', schema: () => buildSchema('type Query { person: Person } type Person { id: ID! }') };
    const answer = await answerIntrospection(
      checked(
        'query($n: String!) { person { id } ...F ... @skip(if: true) { x: __schema { description } } } fragment F on Query { t: __type(name: $n) { fields { name } } __schema { queryType { name } } }',
        { n: 'Person' },
      ),
      view,
    );
    expect(JSON.parse(JSON.stringify(answer))).toEqual({
      t: { fields: [{ name: 'id' }] },
      __schema: { queryType: { name: 'Query' } },
    });
  });
});
