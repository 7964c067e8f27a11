import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type GraphQLSchema, Kind, type OperationDefinitionNode, parse, print, validate } from 'graphql';
import { createApolloGateway } from '../../../gateway/supergraph/apollo.js';
import { readPackageFile } from '../../../schema/files.js';

const nothing = () => undefined;
const gateway = createApolloGateway({
  supergraphSdl: readPackageFile('schema', 'supergraph.graphql'),
  logger: { debug: nothing, info: nothing, warn: nothing, error: nothing },
  buildService: () => ({
    process: async () => {
      throw new Error('no source is asked');
    },
  }),
});
let api: GraphQLSchema;

beforeAll(async () => {
  ({ schema: api } = (await gateway.load({ apollo: {} })) as unknown as { schema: GraphQLSchema });
});
afterAll(() => gateway.stop());
const blocks = readPackageFile('subgraphs', 'incidents', 'README.md').matchAll(/```graphql\n([\s\S]*?)```/g);
const operations = [...blocks].flatMap(([, text = '']) =>
  parse(text).definitions.filter((each): each is OperationDefinitionNode => each.kind === Kind.OPERATION_DEFINITION),
);

describe('the questions of the README', () => {
  test('are there for each format', () => {
    const names = operations.map(({ name }) => name?.value);
    expect(names).toEqual(expect.arrayContaining(['PirateAttacks', 'Nibrs', 'Ndex']));
  });

  test.each(operations.map((operation) => [operation.name?.value ?? '', print(operation)] as const))(
    '%s is valid against the whole graph',
    (_, text) => {
      expect(validate(api, parse(text)).map(({ message }) => message)).toEqual([]);
    },
  );
});
