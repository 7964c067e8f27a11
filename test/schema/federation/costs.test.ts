import { composeServices } from '@apollo/composition';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { sourceDocument } from '../../../schema/compose.js';
import { readCosts } from '../../../schema/federation/costs.js';

const link = (version: string, imports: string): string =>
  `extend schema @link(url: "https://specs.apollo.dev/federation/v${version}", import: ["@key"${imports}])\n`;

function composed(...sources: readonly string[]) {
  const services = sources.map((sdl, index) => ({ name: `s${index}`, url: 'x', typeDefs: parse(sdl) }));
  const { supergraphSdl, errors } = composeServices(services);
  if (!supergraphSdl) throw errors?.[0] ?? new Error('nothing was composed');
  return readCosts(parse(supergraphSdl));
}

describe('the costs of a supergraph', () => {
  const old = `${link('2.5', '')} type Query { ships(first: Int): [Ship] } type Ship @key(fields: "id") { id: ID! }`;

  test('are none where its sources link a specification without them', () => {
    const { sizes, weights } = composed(old);
    expect([sizes.size, weights.size]).toEqual([0, 0]);
  });

  test.each([
    ['imported', link('2.9', ', "@cost", "@listSize"'), '@cost', '@listSize'],
    ['renamed', link('2.9', ', {name: "@cost", as: "@price"}, {name: "@listSize", as: "@size"}'), '@price', '@size'],
    ['not imported', link('2.9', ''), '@federation__cost', '@federation__listSize'],
  ])('are read beside an older source, their directives %s', (_, head, cost, listSize) => {
    const types = `type Query { owners(ask: Int, most: Int): [Owner] ${listSize}(slicingArguments: ["most"], assumedSize: 30) }
      type Owner @key(fields: "id") ${cost}(weight: 4) { id: ID! name: String ${cost}(weight: 0) }`;
    const { sizes, weights, slicing } = composed(old, `${head} ${types}`);
    expect(Object.fromEntries(sizes)).toEqual({
      'Query.owners': { slicingArguments: ['most'], sizedFields: [], assumedSize: 30 },
    });
    expect(Object.fromEntries(weights)).toEqual({ Owner: 4, 'Owner.name': 0 });
    expect([...slicing]).toEqual(['most']);
  });

  test('are not read of another directive of that name', () => {
    const own = `${link('2.9', ', "@composeDirective"')} extend schema @link(url: "https://specs.example/own/v1.0", import: ["@cost"])
      @composeDirective(name: "@cost") directive @cost(weight: Int) on FIELD_DEFINITION type Query { a: Int @cost(weight: 9) b: Int @federation__cost(weight: 3) }`;
    expect(Object.fromEntries(composed(own).weights)).toEqual({ 'Query.b': 3 });
  });

  test('are those of a source where it stands alone', () => {
    const { sizes, weights } = readCosts(sourceDocument('persons').document);
    expect(sizes.get('Query.matchPersons')).toEqual({
      slicingArguments: ['first'],
      sizedFields: ['matches'],
      assumedSize: 100,
    });
    expect(weights.get('Count')).toBe(20);
  });

  test('never take anything off', () => {
    const { weights } = composed(`${link('2.9', ', "@cost"')} type Query { a: Int @cost(weight: -9) }`);
    expect(weights.get('Query.a')).toBe(0);
  });
});
