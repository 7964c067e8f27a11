import { Supergraph } from '@apollo/federation-internals';
import { describe, expect, test } from '@jest/globals';
import { Kind, type OperationDefinitionNode, parse, print, validate } from 'graphql';
import { readPackageFile } from '../../../schema/files.js';

const api = Supergraph.build(readPackageFile('schema', 'supergraph.graphql')).apiSchema().toGraphQLJSSchema();
const blocks = readPackageFile('subgraphs', 'incidents', 'README.md').matchAll(/```graphql\n([\s\S]*?)```/g);
const operations = [...blocks].flatMap(([, text = '']) =>
  parse(text).definitions.filter((each): each is OperationDefinitionNode => each.kind === Kind.OPERATION_DEFINITION),
);

describe('the questions of the README', () => {
  test('are there for each format', () => {
    const names = operations.map(({ name }) => name?.value);
    expect(names).toEqual(expect.arrayContaining(['PirateAttacks', 'Nibrs', 'Ndex']));
  });

  test.each(operations.map((operation) => [operation.name?.value, print(operation)]))(
    '%s is valid against the whole graph',
    (_, text) => {
      expect(validate(api, parse(text)).map(({ message }) => message)).toEqual([]);
    },
  );
});
