import { expect, test } from '@jest/globals';
import { buildSchema, parse, printSchema } from 'graphql';
import { printByTurns } from '../../../gateway/gate/printByTurns.js';
import { readApiSchema } from '../../../gateway/supergraph/apiSchema.js';
import { type Costs, plainNames, readCosts } from '../../../schema/federation/costs.js';
import { readPackageFile } from '../../../schema/files.js';
import { turnsOf } from '../../support/waiting/turns.js';

const none = readCosts({ definitions: [] });

test('a schema is printed as graphql-js prints it, and only once', async () => {
  const foreign = buildSchema('schema { query: Root } directive @x on FIELD\n"What." type Root { a: Int } scalar S');
  for (const schema of [foreign, await readApiSchema(readPackageFile('schema', 'supergraph.graphql'))]) {
    expect(await printByTurns(schema, none)).toBe(printSchema(schema));
    const { turns } = await turnsOf(() => printByTurns(schema, none));
    expect(turns).toBe(0);
  }
});

test('what the supergraph says of costs is printed, and says the same where it is read again', async () => {
  const supergraph = readPackageFile('schema', 'supergraph.graphql');
  const costs = readCosts(parse(supergraph));
  const schema = await readApiSchema(supergraph);
  const sdl = await printByTurns(schema, costs);
  expect(printSchema(buildSchema(sdl))).toContain('directive @listSize(');
  expect(readCosts(parse(sdl), plainNames)).toEqual(costs);
  const parts = sdl.split('\n\n').filter((part) => !/^directive @(cost|listSize)\(/m.test(part));
  expect(parts.join('\n\n').replaceAll(/ @(cost|listSize)\([^)]*\)/g, '')).toBe(printSchema(schema));
});

test('names of arguments and lists that a view lacks are not told with its costs', async () => {
  const costs =
    whole(`type Query { a(first: Int, covert: Int): Page @listSize(slicingArguments: ["first", "covert"], sizedFields: ["items", "hidden"])
    b: Hidden @listSize(sizedFields: ["hidden"]) } type Page @cost(weight: 2) { items: [Int] hidden: [Int] } type Hidden @cost(weight: 9) { hidden: [Int] }`);
  const sdl = await printByTurns(buildSchema('type Query { a(first: Int): Page } type Page { items: [Int] }'), costs);
  expect(sdl).toContain(
    'a(first: Int): Page @listSize(slicingArguments: ["first"], sizedFields: ["items"], requireOneSlicingArgument: false)',
  );
  expect(sdl).toContain('type Page @cost(weight: 2) {');
  expect(sdl).not.toMatch(/covert|hidden/i);
});

test('a schema with a directive of the same name is printed without costs', async () => {
  const schema = buildSchema('directive @cost on FIELD type Query { a: Int }');
  expect(await printByTurns(schema, whole('type Query { a: Int @cost(weight: 3) }'))).toBe(printSchema(schema));
});

function whole(sdl: string): Costs {
  return readCosts(parse(sdl), plainNames);
}
