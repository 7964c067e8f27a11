import { composeServices } from '@apollo/composition';
import { expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { createPlanFunction } from '../../fuzz/executors/planInProcess.js';

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@requires", "@external"])\n';

test('a field with arguments may be required through an interface: all its types have the separate field', () => {
  const { supergraphSdl = '' } = composeServices([
    {
      name: 'tolls',
      url: 'http://tolls.invalid',
      typeDefs: parse(`${link}
        type Query { crossing: Crossing }
        interface Passage { id: ID! price(currency: String): Int }
        type Ferry implements Passage @key(fields: "id") { id: ID! price(currency: String): Int @external }
        type Crossing @key(fields: "id") {
          id: ID!
          passage: Passage @external
          toll: Int @requires(fields: "passage { price(currency: \\"EUR\\") }")
        }`),
    },
    {
      name: 'ferries',
      url: 'http://ferries.invalid',
      typeDefs: parse(`${link}
        interface Passage { id: ID! price(currency: String): Int }
        type Ferry implements Passage @key(fields: "id") { id: ID! price(currency: String): Int }
        type Crossing @key(fields: "id") { id: ID! passage: Passage }`),
    },
  ]);
  const plan = createPlanFunction(supergraphSdl);
  const text = JSON.stringify(plan('{ crossing { toll passage { price(currency: "USD") } } }'));
  expect(text).toContain('price(currency: \\"EUR\\")');
  expect(text).toContain('price(currency: \\"USD\\")');
});
