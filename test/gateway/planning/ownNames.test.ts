import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { afterAll, expect, test } from '@jest/globals';
import { type DocumentNode, type GraphQLSchema, graphql, Kind, parse } from 'graphql';
import { createEngine } from '../../../gateway/execution/index.js';
import { SourceSession } from '../../../gateway/execution/transport/sourceSession.js';
import { ownNames } from '../../../gateway/planning/ownNames.js';
import { createPlanner } from '../../../gateway/planning/planner.js';
import { loadSchema } from '../../../gateway/supergraph/supergraph.js';
import { unfolded } from '../../support/unfolded.js';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@requires",
  "@external", "@shareable"])`;
const modules = {
  register: {
    sdl: `type Query { ships: [Ship!]! }
      type Ship @key(fields: "imo hull { code }") { imo: ID! name: String! flag(short: Boolean = true): String hull: Hull! }
      type Hull @shareable { code: ID! }`,
    resolvers: {
      Query: { ships: () => [{ imo: '1', name: 'Testing Star', hull: { code: 'h1' } }] },
      Ship: { flag: (_: unknown, { short }: { short: boolean }) => (short ? 'XA' : 'Exampleland') },
    },
  },
  tolls: {
    sdl: `type Query { tolls: Int }
      type Ship @key(fields: "imo hull { code }") {
        imo: ID! name: String! @external flag(short: Boolean = true): String @external hull: Hull!
        toll: String @requires(fields: "name flag") broken: String
      }
      type Hull @shareable { code: ID! }`,
    resolvers: {
      Ship: {
        __resolveReference: (representation: object) => representation,
        toll: (ship: { imo: string; name: string; flag: string; hull: { code: string } }) =>
          [ship.imo, ship.hull.code, ship.name, ship.flag].join(' '),
        broken: () => {
          throw new Error('no');
        },
      },
    },
  },
};

const schemas = new Map<string, GraphQLSchema>();
const { supergraphSdl = '', errors: composing } = composeServices(
  Object.entries(modules).map(([name, { sdl, resolvers }]) => {
    const typeDefs = parse(`${LINK}\n${sdl}`);
    schemas.set(name, buildSubgraphSchema({ typeDefs, resolvers }));
    return { name, url: `http://${name}.invalid`, typeDefs };
  }),
);
const names = ownNames(supergraphSdl);
const planner = createPlanner(supergraphSdl, 5_000);
afterAll(async () => await planner.close());

async function ask(query: string, isDown: (source: string) => boolean = () => false) {
  const { apiSchema } = await loadSchema(supergraphSdl);
  const engine = createEngine({
    supergraphSdl,
    apiSchema,
    clientOf: (name) => ({
      execute: async ({ query: source, variables }) => {
        if (isDown(name)) throw new Error('down');
        const schema = schemas.get(name) as GraphQLSchema;
        const answer = await graphql({ schema, source, variableValues: variables });
        return JSON.parse(JSON.stringify(answer));
      },
      close: async () => undefined,
    }),
    policyVersion: 'p',
    foreign: () => ({ originator: null }),
    sourceTimeoutMs: 1_000,
    onFailure: () => undefined,
  });
  const operation = unfolded(parse(query));
  const document: DocumentNode = { kind: Kind.DOCUMENT, definitions: [operation] };
  const form = names.form(document);
  const plan = form.restore(await planner.plan(query, form.text));
  const compiled = engine.compile({ operation, pruned: [], plan, admitted: document, names });
  const stated = { facts: {}, requestId: 'r', policyVersion: 'p', intent: 'READ' };
  const session = new SourceSession(stated as unknown as SourceSession['request']);
  const collected = await compiled.execute({
    variables: {},
    session,
    sources: [],
    signal: new AbortController().signal,
  });
  const data = JSON.parse(compiled.shape(collected, {}).data.toString('utf8'));
  return { data, errors: collected.errors.map(({ path, code, extensions: { at } }) => ({ path, code, at })) };
}

test('the sources compose', () => {
  expect(composing).toBeUndefined();
});

test.each<[string, string, unknown]>([
  [
    'a key',
    '{ ships { imo: name hull: flag toll } }',
    { imo: 'Testing Star', hull: 'XA', toll: '1 h1 Testing Star XA' },
  ],
  ['what another source requires', '{ ships { name: imo toll } }', { name: '1', toll: '1 h1 Testing Star XA' }],
  [
    'what another source requires, with arguments',
    '{ ships { flag(short: false) toll name } }',
    { flag: 'Exampleland', toll: '1 h1 Testing Star XA', name: 'Testing Star' },
  ],
  [
    'a part of a key',
    '{ ships { hull { code: __typename } toll } }',
    { hull: { code: 'Hull' }, toll: '1 h1 Testing Star XA' },
  ],
  [
    'the type name',
    '{ ships { __typename: name toll } }',
    { __typename: 'Testing Star', toll: '1 h1 Testing Star XA' },
  ],
  [
    'a field of the other source',
    'query { ships { ...Ship } } fragment Ship on Ship { name: toll flag: toll }',
    { name: '1 h1 Testing Star XA', flag: '1 h1 Testing Star XA' },
  ],
])('an alias may be called like %s', async (_title, query, ship) => {
  expect(await ask(query)).toEqual({ data: { ships: [ship] }, errors: [] });
});

test.each([
  ['errors', { path: ['ships', 0, 'name'], code: 'SOURCE_ERROR', at: undefined }],
  ['the failure of a source', { path: ['ships', 0, 'name'], code: 'SOURCE_UNAVAILABLE', at: 'ships.*.name' }],
])('%s: the path is one that the client knows', async (what, error) => {
  const { data, errors } = await ask('{ ships { name: broken } }', (source) => what !== 'errors' && source === 'tolls');
  expect(data).toEqual({ ships: [{ name: null }] });
  expect(errors).toEqual([error]);
});
