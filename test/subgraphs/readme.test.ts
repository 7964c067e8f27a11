import { afterAll, describe, expect, test } from '@jest/globals';
import { type GraphQLSchema, Kind, type OperationDefinitionNode, parse, print, validate } from 'graphql';
import { createApolloGateway } from '../../gateway/supergraph/apollo.js';
import { readPackageFile } from '../../schema/files.js';
import { seizures } from '../../subgraphs/seizures/index.js';
import { police } from './askers.js';
import { openSource } from './openSource.js';

const nothing = () => undefined;
const gateway = createApolloGateway({
  supergraphSdl: readPackageFile('schema', 'supergraph.graphql'),
  logger: { debug: nothing, info: nothing, warn: nothing, error: nothing },
  buildService: () => ({ process: () => Promise.reject(new Error('no source is asked')) }),
});
const { schema: api } = (await gateway.load({ apollo: {} })) as unknown as { schema: GraphQLSchema };
afterAll(() => gateway.stop());

function operationsOf(source: string) {
  const blocks = readPackageFile('subgraphs', source, 'README.md').matchAll(/```graphql\n([\s\S]*?)```/g);
  return [...blocks]
    .flatMap(([, text = '']) => parse(text).definitions)
    .filter((each): each is OperationDefinitionNode => each.kind === Kind.OPERATION_DEFINITION)
    .map((operation) => [operation.name?.value ?? 'unnamed', print(operation)] as const);
}

describe.each([
  ['cargo', []],
  ['persons', ['UnitedNations', 'DeniedPersons', 'PoliceMessages']],
  ['seizures', ['UsOpioids', 'DutchCocaine', 'PoliceSeizures']],
  ['incidents', ['PirateAttacks', 'Nibrs', 'Ndex']],
  ['directory', []],
] as const)('the questions of the README of %s', (source, ofFormats) => {
  const operations = operationsOf(source);

  test('are there for each format', () => {
    expect(operations.map(([name]) => name)).toEqual(expect.arrayContaining([...ofFormats]));
  });

  test.each(operations)('%s is valid against the whole graph', (_, text) => {
    expect(validate(api, parse(text)).map(({ message }) => message)).toEqual([]);
  });
});

const source = await openSource(seizures);

describe('a question of the README for a format of seizures', () => {
  const ofFormats = operationsOf('seizures').filter(([name]) => /^(UsOpioids|DutchCocaine|PoliceSeizures)$/.test(name));

  test.each(ofFormats)('%s is answered where nothing is loaded', async (_, text) => {
    const { errors, data } = await source.ask(police, text);
    expect(errors).toBeUndefined();
    expect(Object.values(data ?? {})).toMatchObject([{ edges: [] }]);
  });
});
