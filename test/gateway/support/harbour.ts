import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { type GraphQLSchema, graphql, parse } from 'graphql';
import type { ParsedAnswer, SourceClient, SourceOperation } from '../../../gateway/execution/transport/sourceClient.js';
import { spreadLabels } from '../../../schema/compose.js';

/** Two small sources of a fictitious harbour, federated: enough for every shape that an answer can have. */
const access = /* GraphQL */ `
  extend schema
    @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@inaccessible", "@composeDirective"])
    @link(url: "https://specs.portcullis.example/access/v1.0", import: ["@access"])
    @composeDirective(name: "@access")
  directive @access(category: String!, use: AccessUse = READ) repeatable on OBJECT | INTERFACE | FIELD_DEFINITION | ARGUMENT_DEFINITION | INPUT_OBJECT | INPUT_FIELD_DEFINITION | ENUM | ENUM_VALUE
  enum AccessUse @access(category: "public") { READ FILTER SORT AGGREGATE LOOKUP }
`;
const ships = /* GraphQL */ `
  ${access}
  type Query {
    ship(id: ID!): Ship @access(category: "public")
    ships(first: Int = 20, filter: ShipFilter): [Ship!] @access(category: "public")
    thing(id: ID!): Thing @access(category: "public")
    slow(ms: Int! @access(category: "public")): String @access(category: "public")
    echo(text: String @access(category: "public"), deep: Deep @access(category: "public")): String @access(category: "public")
  }
  type Mutation { rename(id: ID!, name: String! @access(category: "public")): Ship @access(category: "public") }
  input Deep @access(category: "public") { text: String, deep: Deep }
  input ShipFilter @access(category: "public") { tonnage: Float @access(category: "persons.special", use: FILTER) }
  interface Thing { id: ID! @access(category: "public") }
  type Ship implements Thing @key(fields: "id") {
    id: ID! @access(category: "public")
    name: String @access(category: "cargo.movement")
    flag: String @access(category: "cargo.movement")
    tonnage: Float @access(category: "persons.special")
    parts: [Part] @access(category: "public")
    secret: ID! @inaccessible @access(category: "public")
  }
  type Part implements Thing { id: ID! @access(category: "public") label: String @access(category: "public") }
`;
const berths = /* GraphQL */ `
  ${access}
  type Query { berth(id: ID!): Berth @access(category: "public")  berths: [Berth!] @access(category: "public") }
  type Ship @key(fields: "id") { id: ID! @access(category: "public") calls: [Call!] @access(category: "public") }
  type Call { berth: Berth @access(category: "public")  day: String @access(category: "public") }
  type Berth { id: ID! @access(category: "public") label: String @access(category: "public") ship: Ship @access(category: "public") }
`;

const fleet: Record<
  string,
  { id: string; name: string; flag: string; tonnage: number; secret: string; parts: object[] }
> = {
  s1: {
    id: 's1',
    name: 'Testing Star',
    flag: 'XA',
    tonnage: 1200.5,
    secret: 'x',
    parts: [
      { __typename: 'Part', id: 'p1', label: 'mast' },
      { __typename: 'Part', id: 'p2', label: 'keel' },
    ],
  },
  s2: { id: 's2', name: 'Fictive Dawn', flag: 'XB', tonnage: 900, secret: 'y', parts: [] },
};
const wait = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms).unref());

const schemas: Record<string, GraphQLSchema> = {
  ships: buildSubgraphSchema({
    typeDefs: parse(ships),
    resolvers: {
      Query: {
        ship: (_: unknown, { id }: { id: string }) => fleet[id] ?? null,
        ships: () => Object.values(fleet),
        thing: (_: unknown, { id }: { id: string }) =>
          id.startsWith('p')
            ? { __typename: 'Part', id, label: 'mast' }
            : fleet[id]
              ? { __typename: 'Ship', ...fleet[id] }
              : null,
        slow: async (_: unknown, { ms }: { ms: number }) => {
          await wait(ms);
          return 'done';
        },
        echo: (_: unknown, { text }: { text: string }) => {
          if (text === 'throw') throw new Error('SELECT secret FROM http://internal:4101');
          return text;
        },
      },
      Mutation: { rename: (_: unknown, { id, name }: { id: string; name: string }) => ({ ...fleet[id], name }) },
      Ship: { __resolveReference: ({ id }: { id: string }) => fleet[id] ?? null },
    },
  }),
  berths: buildSubgraphSchema({
    typeDefs: parse(berths),
    resolvers: {
      Query: {
        berth: (_: unknown, { id }: { id: string }) => ({ id, label: `Quay ${id}`, ship: { id: 's1' } }),
        berths: () =>
          ['1', '2', '3'].map((id) => ({ id, label: `Quay ${id}`, ship: { id: id === '3' ? 's2' : 's1' } })),
      },
      Ship: {
        calls: ({ id }: { id: string }) => [
          { day: '2026-01-01', berth: { id: `b-${id}`, label: 'Quay', ship: { id } } },
        ],
      },
    },
  }),
};

export const harbourSdl: string = (() => {
  const { supergraphSdl, errors } = composeServices(
    [
      { name: 'ships', url: 'http://internal.invalid:1', typeDefs: parse(ships) },
      { name: 'berths', url: 'http://internal.invalid:2', typeDefs: parse(berths) },
    ].map((source) => ({ ...source, typeDefs: spreadLabels(source.typeDefs) })),
  );
  if (!supergraphSdl) throw new Error(String(errors));
  return supergraphSdl;
})();

/** A source of the harbour, with everything it was asked; `answer` may be replaced to make it misbehave. */
export interface TestSource extends SourceClient {
  readonly asked: SourceOperation[];
  answer: (operation: SourceOperation, real: () => Promise<ParsedAnswer>) => Promise<ParsedAnswer>;
}

export function testSource(name: string): TestSource {
  const asked: SourceOperation[] = [];
  const source: TestSource = {
    asked,
    answer: async (_operation, real) => await real(),
    execute: async (operation) => {
      asked.push(operation);
      return await source.answer(operation, async () => {
        const schema = schemas[name] as GraphQLSchema;
        const result = await graphql({ schema, source: operation.query, variableValues: operation.variables });
        return JSON.parse(
          JSON.stringify({
            ...result,
            extensions: {
              manifest: {
                source: name,
                policyVersion: operation.session.request.policyVersion,
                disclosed: [],
                decided: [],
                statements: 0,
              },
              withheld: [],
            },
          }),
        ) as ParsedAnswer;
      });
    },
    close: async () => undefined,
  };
  return source;
}
