import { describe, expect, test } from '@jest/globals';
import { parse, stripIgnoredCharacters } from 'graphql';
import { loadPolicy } from '../../policy/loading/load.js';
import { createSubgraph, type Subgraph } from '../../subgraphs/kit/createSubgraph.js';
import { keys, requestOf } from '../subgraphs/cargo/requests.js';

/*
 * The kit under a module that is none of ours: what the Federation 2 specification asks of a subgraph, over a schema
 * with keys of every kind. Each type is labelled; nothing else of it is Portcullis' own.
 */
const sdl = /* GraphQL */ `
  extend schema
    @link(
      url: "https://specs.apollo.dev/federation/v2.3"
      import: ["@key", "@shareable", "@tag", "@inaccessible", "@composeDirective", "@external", "@requires", "@interfaceObject"]
    )
    @link(url: "https://specs.portcullis.example/access/v1.0", import: ["@access"])
    @link(url: "https://depot.example/fragile/v1.0", import: ["@fragile"])
    @composeDirective(name: "@access")
    @composeDirective(name: "@fragile")

  directive @fragile on OBJECT
  directive @access(category: String!, use: AccessUse = READ) repeatable on OBJECT | INTERFACE | FIELD_DEFINITION | ARGUMENT_DEFINITION | INPUT_OBJECT | INPUT_FIELD_DEFINITION | ENUM | ENUM_VALUE
  enum AccessUse @access(category: "public") { READ FILTER SORT AGGREGATE LOOKUP }

  type Item @fragile @key(fields: "id") @key(fields: "code depot") @key(fields: "code shelf { row }") {
    id: ID! @access(category: "public")
    code: String @access(category: "public")
    depot: String @access(category: "public")
    shelf: Shelf @access(category: "public")
    size: Size @access(category: "public")
    keeper: Keeper @access(category: "public")
    note: String @tag(name: "inside") @access(category: "public")
    reports: [Report!]! @access(category: "public")
  }
  type Shelf { row: ID! @access(category: "public") }
  type Size @shareable { length: Float @access(category: "public") unit: String @inaccessible @access(category: "public") }
  type Report @key(fields: "file { number }") { file: File! @access(category: "public") verdict: String @access(category: "public") }
  type File { number: ID! @access(category: "public") title: String @access(category: "public") }
  type Stock @interfaceObject @key(fields: "id") { id: ID! @access(category: "public") items: [Item!]! @access(category: "public") }
  extend type Query {
    item(id: ID!): Item @access(category: "public")
    old(code: String!): Item @deprecated(reason: "Ask item.") @access(category: "public")
  }
  extend type Keeper @key(fields: "badge") {
    badge: ID! @external @access(category: "public")
    items: Int @external @access(category: "public")
    years: Int! @external @access(category: "public")
    itemsPerYear: Int @requires(fields: "items years") @access(category: "public")
    name: String @access(category: "public")
  }
`;

const reports = [{ file: { number: '7', title: 'Dents' }, verdict: null }];
const items = [
  {
    id: 'i1',
    code: 'crate',
    depot: 'north',
    shelf: { row: 'a' },
    size: { length: 2, unit: 'm' },
    keeper: { badge: 'k1' },
    reports,
  },
  { id: 'i2', code: 'drum', depot: '', shelf: { row: 'b' }, size: null, keeper: null, reports: [] },
];
type Key = { id?: string; code?: string; depot?: string; shelf?: { row: string } };

function createDepot(text = sdl): Subgraph {
  return createSubgraph(
    {
      name: 'depot',
      sdl: text,
      records: [],
      resolvers: {
        Query: {
          item: (_: unknown, { id }: { id: string }) => items.find((item) => item.id === id) ?? null,
          old: (_: unknown, { code }: { code: string }) => items.find((item) => item.code === code) ?? null,
        },
        Item: {
          __resolveReference: ({ id, code, depot, shelf }: Key) =>
            items.find((item) => {
              if (id !== undefined) return item.id === id;
              return item.code === code && (depot === undefined ? item.shelf.row === shelf?.row : item.depot === depot);
            }) ?? null,
        },
        Report: {
          __resolveReference: ({ file }: { file: { number: string } }) =>
            reports.find((report) => report.file.number === file.number) ?? null,
        },
        Stock: { __resolveReference: ({ id }: { id: string }) => ({ id, items: [items[0]] }) },
        Keeper: {
          __resolveReference: (keeper: object) => keeper,
          name: ({ badge }: { badge: string }) => `Keeper ${badge}`,
          itemsPerYear: ({ items: kept, years }: { items?: number; years?: number }) =>
            kept === undefined || !years ? null : Math.round(kept / years),
        },
      },
    },
    { policy, database: { rows: async () => [], statements: 0, timeoutMs: 5000, close: async () => undefined }, keys },
  );
}

const policy = loadPolicy();
const depot = createDepot();
const session = { ...requestOf(policy, 'NL-CUSTOMS'), audience: 'depot' };

async function ask(query: string, variables: Record<string, unknown> = {}) {
  const { data, errors } = await depot.execute({ query, variables, session });
  return { data: JSON.parse(JSON.stringify(data ?? null)), errors: errors ?? [] };
}

async function entities(selection: string, representations: object[]) {
  const { data, errors } = await ask(`query($r: [_Any!]!) { _entities(representations: $r) { ${selection} } }`, {
    r: representations,
  });
  expect(errors).toEqual([]);
  return data._entities;
}

describe('the SDL that a source shows', () => {
  test('is its own, with links, keys, tags and composed directives where it wrote them', async () => {
    const { data } = await ask('{ _service { sdl } }');
    const shown = stripIgnoredCharacters(data._service.sdl);
    for (const part of [
      'extend schema@link(url:"https://specs.apollo.dev/federation/v2.3"',
      '@composeDirective(name:"@fragile")',
      'directive@fragile on OBJECT',
      'type Item@fragile@key(fields:"id")@key(fields:"code depot")@key(fields:"code shelf { row }")',
      'type Report@key(fields:"file { number }")',
      'type Size@shareable',
      'unit:String@inaccessible',
      'note:String@tag(name:"inside")',
      'type Stock@interfaceObject@key(fields:"id")',
      'itemsPerYear:Int@requires(fields:"items years")',
    ]) {
      expect(shown.replace(/ ?@/g, '@')).toContain(part);
    }
  });

  test('parses, and has every type of the source', async () => {
    const { data } = await ask('{ _service { sdl } }');
    const names = parse(data._service.sdl).definitions.flatMap((node) => ('name' in node ? [node.name?.value] : []));
    expect(names).toEqual(expect.arrayContaining(['Item', 'Shelf', 'Size', 'Report', 'File', 'Keeper', 'Query']));
  });
});

describe('entities', () => {
  test('are found by each of their keys', async () => {
    const found = await entities('... on Item { id code }', [
      { __typename: 'Item', id: 'i1' },
      { __typename: 'Item', code: 'crate', depot: 'north' },
      { __typename: 'Item', code: 'drum', shelf: { row: 'b' } },
      { __typename: 'Item', id: 'none' },
    ]);
    const [crate, drum] = [
      { id: 'i1', code: 'crate' },
      { id: 'i2', code: 'drum' },
    ];
    expect(found).toEqual([crate, crate, drum, null]);
  });

  test('are found by a nested key, and by that of an interface', async () => {
    expect(
      await entities('__typename ... on Report { file { number title } } ... on Stock { items { id } }', [
        { __typename: 'Report', file: { number: '7' } },
        { __typename: 'Stock', id: 's1' },
      ]),
    ).toEqual([
      { __typename: 'Report', file: { number: '7', title: 'Dents' } },
      { __typename: 'Stock', items: [{ id: 'i1' }] },
    ]);
  });

  test('of another source are extended, with what it was asked to bring', async () => {
    expect(
      await entities('... on Keeper { badge name itemsPerYear }', [
        { __typename: 'Keeper', badge: 'k1', items: 40, years: 9 },
        { __typename: 'Keeper', badge: 'k2' },
      ]),
    ).toEqual([
      { badge: 'k1', name: 'Keeper k1', itemsPerYear: 4 },
      { badge: 'k2', name: 'Keeper k2', itemsPerYear: null },
    ]);
  });
});

test('fields that clients may not name are answered to the gateway', async () => {
  const { data, errors } = await ask('{ item(id: "i1") { size { length unit } keeper { badge } } }');
  expect(errors).toEqual([]);
  expect(data).toEqual({ item: { size: { length: 2, unit: 'm' }, keeper: { badge: 'k1' } } });
});

test('a field without a category is no field of a source', () => {
  const unlabelled = sdl.replace('row: ID! @access(category: "public")', 'row: ID!');
  expect(() => createDepot(unlabelled)).toThrow('Shelf.row names no data category');
});

test('what is not public is withheld without a record behind it', async () => {
  const classified = createDepot(
    sdl.replace('verdict: String @access(category: "public")', 'verdict: String @access(category: "cargo.risk")'),
  );
  const { data } = await classified.execute({
    query: '{ item(id: "i1") { reports { verdict file { number } } } }',
    session,
  });
  expect(JSON.parse(JSON.stringify(data))).toEqual({ item: { reports: [{ verdict: null, file: { number: '7' } }] } });
});

test('nothing is answered to who was not checked', async () => {
  const { errors } = await depot.execute({ query: '{ _service { sdl } }', session: undefined as never });
  expect(errors?.[0]?.extensions.code).toBe('SOURCE_ASSERTION_INVALID');
});
