import { describe, expect, it } from '@jest/globals';
import { parse, print, validate } from 'graphql';
import { type PrunedOperation, pruneOperation } from '../../../policy/operation.js';
import { settleConditions } from '../../../policy/operations/conditions.js';
import type { Effect } from '../../../policy/types.js';
import { unfolded } from '../../support/unfolded.js';
import { access, boundsWith, schema } from './operationSchema.js';

const analyst = { identity: 'FULL', vessels: 'FULL', documents: 'MASKED', contact: 'HIT' } as const;

function prune(query: string, ceilings: Readonly<Record<string, Effect>> = analyst, variables = {}): PrunedOperation {
  const document = parse(query);
  expect(validate(schema, document)).toEqual([]);
  const pruned = pruneOperation({
    schema,
    access,
    bounds: boundsWith(ceilings),
    operation: settleConditions(unfolded(document), variables),
  });
  if (pruned.document) expect(validate(schema, pruned.document)).toEqual([]);
  return pruned;
}

function textOf({ document }: PrunedOperation): string | null {
  return document && print(document).replace(/\s+/g, ' ');
}

describe('the gate', () => {
  it('takes out what can never be answered and reports it', () => {
    const pruned = prune('{ person(id: "1") { name reason passport { number issuer } } }');
    expect(textOf(pruned)).toBe('{ person(id: "1") { name passport { number } __portcullis_id: id } }');
    expect(
      pruned.withheld.map(({ path, category, effect, reason, rule }) => [path, category, effect, reason, rule]),
    ).toEqual([
      ['person.reason', 'reason', 'NONE', 'CATEGORY', 'cell.reason'],
      ['person.passport.issuer', 'reason', 'NONE', 'CATEGORY', 'cell.reason'],
    ]);
  });

  it('keeps what may be a hit or masked: the record decides', () => {
    expect(textOf(prune('{ person { home { code } passport { number } } }'))).toContain('home { code }');
  });

  it('uses aliases and stars for list items in its paths', () => {
    const pruned = prune('{ all: persons { edges { n: node { why: reason } } } }');
    expect(pruned.withheld).toMatchObject([{ path: 'all.edges.*.n.why' }]);
    expect(textOf(pruned)).toBe('{ all: persons { edges { n: node { __portcullis_id: id } } } }');
  });

  it('leaves a type name where a selection would be empty', () => {
    expect(textOf(prune('{ port(code: "XAAAA") { vault { gold } } }'))).toBe(
      '{ port(code: "XAAAA") { __portcullis_typename: __typename } }',
    );
  });

  it('has nothing to ask where nothing is left', () => {
    expect(prune('{ __schema { queryType { name } } }')).toEqual({ document: null, withheld: [], introspection: true });
  });

  it('takes fragments in where they are spread, by the types that are possible there', () => {
    const pruned = prune(
      'query Q { thing { ...T } node(id: "1") { ...on Person { ...P } ... on Ship { secret } } } fragment T on Thing { ... on Ship { name secret } ...P } fragment P on Person { name reason }',
      { vessels: 'FULL' },
    );
    expect(pruned.document?.definitions).toHaveLength(1);
    expect(textOf(pruned)).not.toMatch(/secret|reason|\.\.\.[A-Z]/);
    expect(textOf(pruned)).toContain('... on Ship { name }');
    expect(pruned.withheld.map(({ path, types }) => [path, types])).toEqual([
      ['thing.secret', ['Ship']],
      ['thing.name', ['Person']],
      ['thing.reason', ['Person']],
      ['node.name', ['Person']],
      ['node.reason', ['Person']],
      ['node.secret', ['Ship']],
    ]);
  });

  it('expands an interface field to the types on which it can be answered', () => {
    const query = '{ node(id: "1") { ... on Titled { title } } }';
    const pruned = prune(query, { vessels: 'FULL' });
    expect(textOf(pruned)).toContain('... on Ship { title }');
    expect(textOf(pruned)).not.toContain('... on Person { title }');
    expect(pruned.withheld).toMatchObject([{ path: 'node.title', types: ['Person'] }]);
    expect(textOf(prune(query, {}))).not.toContain('title');
  });

  it('asks every record its id and every selection of several types its type', () => {
    expect(textOf(prune('{ node(id: "1") { __typename } }'))).toBe(
      '{ node(id: "1") { __typename __portcullis_typename: __typename ... on Person { __portcullis_id: id } ... on Ship { __portcullis_id: id } } }',
    );
    expect(textOf(prune('{ port(code: "1") { code } }'))).toBe('{ port(code: "1") { code } }');
  });

  it('settles conditions whose values are known', () => {
    const query =
      'query Q($no: Boolean = false, $yes: Boolean!) { person { name @include(if: $no) reason @skip(if: $yes) id @include(if: $yes) } }';
    const pruned = prune(query, analyst, { yes: true });
    expect(textOf(pruned)).toBe('query Q { person { id __portcullis_id: id } }');
    expect(pruned.withheld).toEqual([]);
    expect(textOf(prune(query))).toContain('@include(if: $yes)');
    expect(prune(query).withheld).toMatchObject([{ path: 'person.reason' }]);
  });

  it('drops variables that nothing uses any more, and keeps the others', () => {
    const query =
      'query Q($a: Int, $id: ID) { person(id: $id) { name reason } port(code: "1") { vault { gold } } persons(first: $a) @include(if: false) { edges { cursor } } }';
    expect(textOf(prune(query))).toContain('query Q($id: ID) {');
  });

  it('guards nested fields again on every level', () => {
    const pruned = prune('{ person { friends { edges { node { friends { edges { node { reason name } } } } } } } }');
    expect(pruned.withheld).toMatchObject([{ path: 'person.friends.edges.*.node.friends.edges.*.node.reason' }]);
  });

  it('refuses what expands beyond any sensible operation', () => {
    const levels = Array.from(
      { length: 16 },
      (_, n) =>
        `fragment F${n} on Person { a: friends { edges { node { ...F${n + 1} } } } b: friends { edges { node { ...F${n + 1} } } } }`,
    );
    const document = parse(`{ person { ...F0 } } ${levels.join(' ')} fragment F16 on Person { name }`);
    expect(() =>
      pruneOperation({ schema, access, bounds: boundsWith(analyst), operation: unfolded(document) }),
    ).toThrow(expect.objectContaining({ code: 'OPERATION_TOO_LARGE' }));
  });

  it('refuses as many nodes without a fragment, which unfolding does not count', () => {
    const operation = unfolded(parse(`{ ${'__typename '.repeat(20_001)} }`));
    expect(() => pruneOperation({ schema, access, bounds: boundsWith(analyst), operation })).toThrow(
      expect.objectContaining({ code: 'OPERATION_TOO_LARGE' }),
    );
  });

  it('treats a field without a label as never', () => {
    const unlabelled = { of: () => undefined, coordinates: () => [] };
    const document = parse('{ person { name } }');
    const pruned = pruneOperation({
      schema,
      access: unlabelled,
      bounds: boundsWith(analyst),
      operation: unfolded(document),
    });
    expect(pruned).toMatchObject({ document: null, withheld: [{ path: 'person', rule: 'category.missing' }] });
  });
});
