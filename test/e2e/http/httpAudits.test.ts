import { beforeAll, describe, expect, test } from '@jest/globals';
import { serverAudits } from 'graphql-http';
import { startHarness } from '../../gateway/support/harness.js';
import { closedAfter } from '../../support/runner/closedAfter.js';

/*
 * The whole of graphql-http's server audits (GraphQL over HTTP): all pass with token and purpose in their headers, and
 * none gets past identity without a token.
 */
const harness = closedAfter(await startHarness());
let token: string;
beforeAll(async () => {
  token = await harness.token();
});

// Why a late URL: audits are listed before the gateway runs.
const url = (): string => harness.url;

const withToken = serverAudits({
  url,
  fetchFn: (input: string, init: RequestInit = {}) =>
    fetch(input, {
      ...init,
      headers: { ...(init.headers as object), authorization: `Bearer ${token}`, 'query-purpose': 'CUSTOMS_CONTROL' },
    }),
});

const statuses: number[] = [];
const withoutToken = serverAudits({
  url,
  fetchFn: async (input: string, init: RequestInit = {}) => {
    const response = await fetch(input, init);
    statuses.push(response.status);
    return response;
  },
});

describe('GraphQL over HTTP, with a token', () => {
  test('there are 61 audits', () => expect(withToken).toHaveLength(61));
  test.each(withToken.map((audit) => [`${audit.id} ${audit.name}`, audit] as const))('%s', async (_name, audit) => {
    expect(await audit.fn()).toMatchObject({ status: 'ok' });
  });
});

describe('GraphQL over HTTP, without a token', () => {
  test.each(withoutToken.map((audit) => [`${audit.id} gets 401`, audit] as const))('%s', async (_name, audit) => {
    statuses.length = 0;
    await audit.fn();
    expect(statuses.length).toBeGreaterThan(0);
    expect(new Set(statuses)).toEqual(new Set([401]));
  });
});
