import { expect, test } from '@jest/globals';
import { type DirectiveDefinitionNode, Kind, parse } from 'graphql';
import { readPackageFile } from '../../../schema/files.js';
import { notation } from '../../../schema/listing/notation.js';

test('the notation takes what shared.graphql defines, and describes there', () => {
  const defined = parse(readPackageFile('schema', 'shared.graphql'))
    .definitions.filter((each): each is DirectiveDefinitionNode => each.kind === Kind.DIRECTIVE_DEFINITION)
    .filter(({ name }) => name.value !== 'access' && name.value !== 'identifies')
    .map(({ name, arguments: list = [] }) => [name.value, new Set(list.map((argument) => argument.name.value))]);
  expect(Object.fromEntries(defined)).toEqual(notation);
});
