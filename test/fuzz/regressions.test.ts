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
