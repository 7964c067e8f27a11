import { describe, expect, test } from '@jest/globals';
import { type ForeignSource, startFederation } from '../../conformance/support/federation.js';
import { startHarness } from '../../gateway/support/harness.js';
import { closedAfter } from '../../support/runner/closedAfter.js';

/*
 * `--policy permissive` in front of a foreign supergraph over HTTP, without a single label of ours: whatever Federation 2
 * knows must pass.
 */
const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@requires", "@provides", "@external", "@inaccessible", "@override", "@interfaceObject", "@tag"])`;

const foreign: Record<string, ForeignSource> = {
  catalog: {
    link,
    sdl: `
      scalar Any
      type Query { media(id: ID!): Media  search(word: String!): [Hit!]!  shape(s: Shape): Shape  any(value: Any): Any  strict: Strict }
      type Mutation { touch(id: ID!, to: String!): Media! }
      interface Media @key(fields: "id") { id: ID! title: String! }
      type Book implements Media @key(fields: "id") { id: ID! title: String! pages: Int weight: Float @tag(name: "x") hidden: String @inaccessible }
      type Film implements Media @key(fields: "id") { id: ID! title: String! minutes: Int! }
      union Hit = Book | Film | Author
      type Author @key(fields: "name { first last }") { name: Name! }
      type Name @shareable { first: String! last: String! }
      enum Shape { ROUND FLAT @inaccessible }
      type Strict { must: String! }`,
    resolvers: {
      Query: {
        media: (_: unknown, { id }: { id: string }) => media(id),
        search: () => [media('b1'), media('f1'), { __typename: 'Author', name: { first: 'Ann', last: 'Onym' } }],
        shape: (_: unknown, { s }: { s: string }) => s ?? 'ROUND',
        any: (_: unknown, { value }: { value: unknown }) => value,
        strict: () => ({ must: null }),
      },
      Mutation: { touch: (_: unknown, { id, to }: { id: string; to: string }) => ({ ...media(id), title: to }) },
      Book: { __resolveReference: ({ id }: { id: string }) => media(id) },
      Film: { __resolveReference: ({ id }: { id: string }) => media(id) },
      Media: { __resolveReference: ({ id }: { id: string }) => media(id) },
    },
  },
  reviews: {
    link,
    sdl: `
      type Query { top: [Review!] }
      type Media @interfaceObject @key(fields: "id") { id: ID! reviews: [Review!]! }
      type Review { stars: Int! of: Media! by: Author }
      type Author @key(fields: "name { first last }") { name: Name! reviews: Int }
      type Name @shareable { first: String! last: String! }`,
    resolvers: {
      Query: { top: () => [{ stars: 5, of: { id: 'f1' }, by: { name: { first: 'Ann', last: 'Onym' } } }] },
      Media: {
        __resolveReference: (key: object) => key,
        reviews: ({ id }: { id: string }) => [{ stars: id === 'b1' ? 4 : 3, of: { id } }],
      },
      Author: { __resolveReference: (key: object) => key, reviews: () => 7 },
    },
  },
  shipping: {
    link,
    sdl: `
      type Query { ping: String }
      type Book @key(fields: "id") { id: ID! weight: Float @external postage: Float @requires(fields: "weight") }`,
    resolvers: {
      Query: {
        ping: () => {
          throw new Error('boom at http://10.1.2.3/secret');
        },
      },
      Book: { __resolveReference: (key: object) => key, postage: ({ weight }: { weight: number }) => weight * 2 },
    },
  },
};

function media(id: string): object | null {
  if (id === 'b1') return { __typename: 'Book', id, title: 'Harbour Law', pages: 300, weight: 1.5, hidden: 'h' };
  return id === 'f1' ? { __typename: 'Film', id, title: 'The Quay', minutes: 90 } : null;
}

const federation = closedAfter(await startFederation(foreign));

describe('a foreign supergraph', () => {
  test.each<[string, string, unknown, Record<string, unknown>?]>([
    [
      'interfaces',
      '{ media(id: "b1") { id title ... on Book { pages } ... on Film { minutes } } }',
      { media: { id: 'b1', title: 'Harbour Law', pages: 300 } },
    ],
    [
      'interface objects',
      '{ a: media(id: "b1") { __typename reviews { stars } } top { of { t: __typename title } } }',
      { a: { __typename: 'Book', reviews: [{ stars: 4 }] }, top: [{ of: { t: 'Film', title: 'The Quay' } }] },
    ],
    [
      'unions',
      '{ search(word: "x") { ... on Media { title } ... on Author { name { last } reviews } } }',
      { search: [{ title: 'Harbour Law' }, { title: 'The Quay' }, { name: { last: 'Onym' }, reviews: 7 }] },
    ],
    [
      'conflicting names on different types',
      '{ search(word: "x") { ... on Book { n: pages } ... on Film { n2: minutes } } }',
      { search: [{ n: 300 }, { n2: 90 }, {}] },
    ],
    ['required fields', '{ media(id: "b1") { ... on Book { postage } } }', { media: { postage: 3 } }],
    [
      'compound keys',
      '{ top { by { name { first } reviews } } }',
      { top: [{ by: { name: { first: 'Ann' }, reviews: 7 } }] },
    ],
    [
      'mutations',
      'mutation { touch(id: "f1", to: "New") { title ... on Film { minutes } } }',
      { touch: { title: 'New', minutes: 90 } },
    ],
    [
      'enums and scalars',
      'query($v: Any, $s: Shape) { any(value: $v) shape(s: $s) }',
      { any: { deep: [1, { x: null }] }, shape: 'ROUND' },
      { v: { deep: [1, { x: null }] }, s: 'ROUND' },
    ],
    [
      'conditions',
      'query($no: Boolean = false) { media(id: "b1") { id @skip(if: true) title @include(if: $no) ... on Book @include(if: true) { pages } } }',
      { media: { pages: 300 } },
    ],
    ['what is missing', '{ media(id: "none") { title } }', { media: null }],
    ['broken promises', '{ strict { must } }', { strict: null }],
    [
      'type names',
      '{ __typename media(id: "f1") { __typename } }',
      { __typename: 'Query', media: { __typename: 'Film' } },
    ],
  ])('passes with %s', async (...[_name, query, data, variables]) => {
    const { status, body } = await federation.harness.ask(query, variables ? { variables } : {});
    expect({ status, data: body.data }).toEqual({ status: 200, data });
  });

  test.each([['{ media(id: "b1") { ... on Book { hidden } } }'], ['{ shape(s: FLAT) }'], ['subscription { x }']])(
    'refuses what it hides or does not have: %s',
    async (query) => {
      const { body } = await federation.harness.ask(query);
      expect(body.errors[0].extensions.code).toMatch(/^GRAPHQL_VALIDATION_FAILED$|^OPERATION_NOT_SUPPORTED$/);
    },
  );

  test('is authenticated, and logged with the entities that the answer showed', async () => {
    expect((await fetch(federation.harness.url)).status).toBe(401);
    const { body } = await federation.harness.ask('{ media(id: "b1") { id title } }');
    expect(federation.harness.log.entries[body.extensions.audit.index]?.body).toMatchObject({
      disclosed: [{ type: 'Book', ids: ['b1'] }],
      sources: [{ name: 'catalog', result: 'OK', manifest: 'absent' }],
    });
  });

  test('shows none of the words of its errors', async () => {
    const { body } = await federation.harness.ask('{ ping media(id: "b1") { title } }');
    expect(body.data).toEqual({ ping: null, media: { title: 'Harbour Law' } });
    expect(body.errors).toHaveLength(1);
    expect(JSON.stringify(body)).not.toMatch(/boom|10\.1\.2\.3|127\.0\.0\.1|stack/);
  });

  test('is never served in production', async () => {
    await expect(startHarness({ settings: { production: true } })).rejects.toThrow(/production/);
  });
});
