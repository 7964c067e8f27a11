import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { BreakingChangeType, buildSchema, type GraphQLSchema, printSchema } from 'graphql';
import { findSchemaBreaks } from '../../../../gateway/documents/usage/schemaBreaks.js';

const sdl = `
  directive @mark(a: Int, b: Int) repeatable on FIELD | QUERY
  directive @gone on FIELD
  interface Named { name: String }
  enum Color { RED GREEN }
  scalar Date
  input Range { from: Date }
  input Filter { color: Color  built: Range }
  type Ship implements Named { name: String  color: Color  built: Date  owner(of: Int, since: Date): Person }
  type Person implements Named { name: String }
  union Found = Ship | Person
  type Query { ships(filter: Filter): [Ship]  found(text: String, rate: Float): [Found]  named: [Named] }
`;
const before = buildSchema(sdl);

/** What is broken by a text in place of another. */
function breaksOf(...changes: readonly (readonly [string, string])[]) {
  const text = changes.reduce((whole, [from, to]) => {
    if (!whole.includes(from)) throw new Error(`not in the schema: ${from}`);
    return whole.replace(from, to);
  }, sdl);
  return findSchemaBreaks(before, buildSchema(text));
}

describe('what a schema breaks', () => {
  const rows: readonly [kind: BreakingChangeType, from: string, to: string, ...coordinates: string[]][] = [
    [BreakingChangeType.FIELD_REMOVED, 'built: Date  owner', 'owner', 'Ship.built'],
    [BreakingChangeType.FIELD_CHANGED_KIND, 'built: Date  owner', 'built: Int  owner', 'Ship.built'],
    [BreakingChangeType.ARG_REMOVED, 'of: Int, ', '', 'Ship.owner'],
    [BreakingChangeType.ARG_CHANGED_KIND, 'of: Int, ', 'of: Int!, ', 'Ship.owner'],
    [BreakingChangeType.REQUIRED_ARG_ADDED, 'of: Int, ', 'of: Int, at: Int!, ', 'Ship.owner'],
    [BreakingChangeType.VALUE_REMOVED_FROM_ENUM, 'RED GREEN', 'RED', 'Ship.color', 'Query.ships'],
    [BreakingChangeType.FIELD_REMOVED, 'from: Date', 'to: Date', 'Query.ships'],
    [BreakingChangeType.REQUIRED_INPUT_FIELD_ADDED, 'from: Date', 'from: Date  to: Date!', 'Query.ships'],
    [BreakingChangeType.TYPE_REMOVED_FROM_UNION, 'Ship | Person', 'Ship', 'Person.name'],
    [BreakingChangeType.IMPLEMENTED_INTERFACE_REMOVED, 'Person implements Named', 'Person', 'Person.name'],
    [
      BreakingChangeType.TYPE_CHANGED_KIND,
      'scalar Date',
      'enum Date { NOW }',
      'Ship.built',
      'Ship.owner',
      'Query.ships',
    ],
    [BreakingChangeType.TYPE_REMOVED, ', rate: Float', '', 'Query.found'],
    [BreakingChangeType.DIRECTIVE_REMOVED, 'directive @gone on FIELD', ''],
    [BreakingChangeType.DIRECTIVE_ARG_REMOVED, ', b: Int)', ')'],
    [BreakingChangeType.REQUIRED_DIRECTIVE_ARG_ADDED, ', b: Int)', ', b: Int, c: Int!)'],
    [BreakingChangeType.DIRECTIVE_REPEATABLE_REMOVED, ' repeatable', ''],
    [BreakingChangeType.DIRECTIVE_LOCATION_REMOVED, 'FIELD | QUERY', 'FIELD'],
  ];

  test.each(rows)(
    'is told with the fields whose askers it concerns: %s, "%s" becomes "%s"',
    (kind, from, to, ...coordinates) => {
      expect(breaksOf([from, to]).filter((each) => each.kind === kind)).toEqual([
        { kind, says: expect.any(String), coordinates },
      ]);
    },
  );

  test('has a row above for every kind that there is', () => {
    expect([...new Set(rows.map(([kind]) => kind))].sort()).toEqual(Object.values(BreakingChangeType).sort());
  });

  test('is for a type that went every field of it', () => {
    const found = breaksOf(
      ['union Found = Ship | Person', 'union Found = Ship'],
      [': Person }', ': Ship }'],
      ['type Person implements Named { name: String }', ''],
    );
    expect(found.find(({ kind }) => kind === 'TYPE_REMOVED')?.coordinates).toEqual(['Person.name']);
  });

  test('is nothing where a schema only grew, or is the same', () => {
    expect(
      breaksOf(['RED GREEN', 'RED GREEN BLUE'], ['color: Color  built: Date', 'color: Color  built: Date  mast: Int']),
    ).toEqual([]);
    expect(findSchemaBreaks(before, buildSchema(printSchema(before)))).toEqual([]);
  });

  test('is each field that went and no other, however many do', () => {
    const names = Array.from({ length: 12 }, (_, at) => `f${at}`);
    const schemaOf = (fields: readonly string[]): GraphQLSchema =>
      buildSchema(`type Query { kept: Int ${fields.map((name) => `${name}: Int`).join(' ')} }`);
    fc.assert(
      fc.property(fc.subarray(names), (kept) => {
        const lost = names.filter((name) => !kept.includes(name));
        const found = findSchemaBreaks(schemaOf(names), schemaOf(kept)).flatMap(({ coordinates }) => coordinates);
        expect(found).toEqual(lost.map((name) => `Query.${name}`));
      }),
    );
  });
});
