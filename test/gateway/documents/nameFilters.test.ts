import { describe, expect, it } from '@jest/globals';
import { buildASTSchema, type OperationDefinitionNode, parse } from 'graphql';
import { nameFiltersOf } from '../../../gateway/documents/nameFilters.js';
import { readPackageFile } from '../../../schema/files.js';

const schema = buildASTSchema(parse(readPackageFile('schema', 'supergraph.graphql')), { assumeValidSDL: true });

function pathsOf(query: string, variables: Readonly<Record<string, unknown>> = {}) {
  return nameFiltersOf(parse(query).definitions[0] as OperationDefinitionNode, schema)(variables);
}

describe('a filter by a name', () => {
  it('is found wherever it stands: in a fragment, under an alias, within and, or and not', () => {
    expect(pathsOf('{ persons(filter: { name: { eq: "A" } }) { edges { node { id } } } }')).toEqual(['persons']);
    expect(
      pathsOf(`{ a: persons(filter: { or: [{ gender: { eq: "male" } }, { not: { name: { in: ["A"] } } }] }) { edges { node { id } } }
        ... on Query { list: consignments(filter: { partyName: { startsWith: "A" } }) { edges { node { id } } } } }`),
    ).toEqual(['a', 'list']);
  });

  it('is found in variables, and only where they state it', () => {
    const query = `query ($filter: PersonFilter, $name: String) {
      persons(filter: $filter) { edges { node { id } } } vessels(filter: { name: { eq: $name } }) { edges { node { id } } } }`;
    expect(pathsOf(query, { filter: { name: { eq: 'A' } }, name: 'B' })).toEqual(['persons', 'vessels']);
    expect(pathsOf(query, { filter: { and: [{ name: { eq: 'A' } }] } })).toEqual(['persons']);
    expect(pathsOf(query, { filter: { name: { eq: null } } })).toEqual([]);
    expect(pathsOf(query)).toEqual([]);
  });

  it('is none where nothing is filtered, or by something else, or where names cannot be searched', () => {
    expect(pathsOf('{ persons { edges { node { name } } } }')).toEqual([]);
    expect(pathsOf('{ persons(filter: { gender: { eq: "male" } }) { edges { node { name } } } }')).toEqual([]);
    const other = buildASTSchema(
      parse('type Query { a(filter: F): A } type A { b: Int } input F { name: G } input G { eq: Int }'),
    );
    const operation = parse('{ a(filter: { name: { eq: 1 } }) { b } }').definitions[0] as OperationDefinitionNode;
    expect(nameFiltersOf(operation, other)({})).toEqual([]);
  });
});
