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
