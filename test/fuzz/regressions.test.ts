import { expect, test } from '@jest/globals';
import { failuresOf } from './differential.js';

// Cases that failed once, as `npm run fuzz` printed them.

// gave up
//   apollo "Invalid non-object value id-1 returned by subgraph for composite type Agent"
test('an alias may be named as the key that is needed beside it', async () => {
  const failures = await failuresOf({
    supergraph: 'mutations',
    variables: { v1: '' },
    seed: 1046112521,
    nulls: 0,
    errors: 0,
    missing: 0,
    hostility: null,
    transport: 'objects',
    query: `mutation Fuzz($v1: String!) {
        openTicket(input: {title: $v1}) {
          by {
            id: manager {
              __typename
            }
          }
        }
      }`,
  });
  expect(failures).toEqual([]);
});

// data
//   ours   null
//   apollo {"topRated":[{},{}]}
test('an interface name never goes over the type that another source told', async () => {
  const failures = await failuresOf({
    supergraph: 'interfaceObjects',
    variables: {},
    seed: 3338941632,
    nulls: 0,
    errors: 0,
    missing: 0,
    hostility: null,
    transport: 'objects',
    query: `{
        topRated {
          ... on Game {
            label
            __typename
          }
        }
      }`,
  });
  expect(failures).toEqual([]);
});

// data
//   ours   null
//   apollo {"topRated":[{}]}
test('a condition that can hold for nothing needs no type', async () => {
  const failures = await failuresOf({
    supergraph: 'interfaceObjects',
    variables: {},
    seed: 1570014254,
    nulls: 0,
    errors: 0,
    missing: 0,
    hostility: null,
    transport: 'objects',
    query: `{
        topRated {
          ... on Game {
            ... on Media {
              ... on Film {
                score
              }
            }
          }
        }
      }`,
  });
  expect(failures).toEqual([]);
});

// error missing at lastSeen.0.where.lat_l1
//   ours   null
//   apollo "planted in Position.lat"
test('of several fields that may not be null one is told of, in the order of the plan', async () => {
  const circumstances = {
    variables: {},
    nulls: 0,
    errors: 0.03,
    missing: 0,
    hostility: null,
    transport: 'objects',
  } as const;
  const place = await failuresOf({
    ...circumstances,
    supergraph: 'polymorphic',
    seed: 3130941708,
    query: `{
        lastSeen {
          where {
            ...F1
          }
        }
      }

      fragment F0 on Position {
        lat
      }

      fragment F1 on Position {
        lat
        lat_l1: lat
        lat_l2: lat
        ...F0
      }`,
  });
  expect(place).toEqual([]);
  const ticket = await failuresOf({
    ...circumstances,
    supergraph: 'mutations',
    seed: 4204875225,
    query: `mutation Fuzz {
        openTicket(input: {title: "{ }", assign: {to: "id-4", watch: []}}) {
          by {
            tickets(first: 0) {
              age
              ...F0
            }
          }
        }
      }

      fragment F0 on Ticket {
        due
        age_l1: age
      }`,
  });
  expect(ticket).toEqual([]);
});

// error extra at products.0.shippingCost
//   ours   "planted in Product.shippingCost"
//   apollo null
test('an alias named as a key does not change what another field requires', async () => {
  const failures = await failuresOf({
    supergraph: 'requires',
    variables: {},
    seed: 1308222859,
    nulls: 0,
    errors: 0.03,
    missing: 0,
    hostility: null,
    transport: 'objects',
    query: `{
        products(first: 1) {
          id: handling
          shippingCost(express: true)
        }
      }`,
  });
  expect(failures).toEqual([]);
});

test('of fields that fail beside each other either side may name another, one below a list too', async () => {
  const failures = await failuresOf({
    supergraph: 'values',
    variables: {},
    seed: 3385892603,
    nulls: 0,
    errors: 0.03,
    missing: 0,
    hostility: null,
    transport: 'objects',
    query: '{ left(list: []) { __typename } ...F2 } fragment F2 on Query { strict { a } }',
  });
  expect(failures).toEqual([]);
});

test('a required field that fails under arguments of its own is no fault at the place of the client', async () => {
  const failures = await failuresOf({
    supergraph: 'requires',
    variables: {},
    seed: 278268769,
    nulls: 0,
    errors: 0.03,
    missing: 0,
    hostility: null,
    transport: 'objects',
    query: '{ product(id: "id-5") { shippingCost total } }',
  });
  expect(failures).toEqual([]);
});

test("a null that Apollo leaves out, having written the interface's name over the type's, is ours to show", async () => {
  const failures = await failuresOf({
    supergraph: 'interfaceObjects',
    variables: {},
    seed: 4259589539,
    nulls: 0.08,
    errors: 0.03,
    missing: 0,
    hostility: null,
    transport: 'objects',
    query: '{ latest { ... on Book { __typename reviews(first: 1) { __typename } } } }',
  });
  expect(failures).toEqual([]);
});

test('a source that fails in a fetch which ours does without has not failed for ours', async () => {
  const failures = await failuresOf({
    supergraph: 'interfaceObjects',
    variables: { v0: 'id-6', if1: false, if0: false },
    seed: 3613628220,
    nulls: 0,
    errors: 0,
    missing: 0,
    hostility: 'tooMany',
    transport: 'objects',
    query: `query Fuzz($v0: ID!, $if1: Boolean!, $if0: Boolean!) {
        reviewed(id: $v0) {
          ... on Game @skip(if: $if0) {
            score @include(if: $if1)
          }
          ...F0
        }
      }

      fragment F0 on Game {
        score @include(if: $if1)
      }`,
  });
  expect(failures).toEqual([]);
});
