import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Kind, type OperationDefinitionNode, parse, print } from 'graphql';
import { readPackageFile } from '../../../schema/files.js';
import { openSource, police, type TestSource } from './ask.js';

let source: TestSource;

beforeAll(async () => {
  source = await openSource();
});

afterAll(() => source?.close());

const blocks = readPackageFile('subgraphs', 'seizures', 'README.md').matchAll(/```graphql\n([\s\S]*?)```/g);
const operations = [...blocks].flatMap(([, text = '']) =>
  parse(text).definitions.filter((each): each is OperationDefinitionNode => each.kind === Kind.OPERATION_DEFINITION),
);
const ofFormats = operations.filter(({ name }) =>
  ['UsOpioids', 'DutchCocaine', 'PoliceSeizures'].includes(name?.value ?? ''),
);

describe('the questions of the README', () => {
  test('are there for each format', () => {
    expect(ofFormats).toHaveLength(3);
  });

  test.each(ofFormats.map((operation) => [operation.name?.value, print(operation)]))(
    '%s is answered',
    async (_, text) => {
      const { errors, data } = await source.ask(police, text ?? '');
      expect(errors).toBeUndefined();
      expect(Object.values(data ?? {})).toMatchObject([{ edges: [] }]);
    },
  );
});
