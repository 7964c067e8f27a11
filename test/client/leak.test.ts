import { createHash } from 'node:crypto';
import { ApolloClient, ApolloLink, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { answerOf } from '../../client/answer.js';
import { apolloClient } from '../../client/bindings/apollo.js';
import { urqlClient } from '../../client/bindings/urql.js';
import { cellState } from '../../client/cellState.js';
import { type Clients, createClients } from '../../client/clients.js';
import type { ViewerClient } from '../../client/viewerClient.js';
import { type Asker, openTestDeployment } from '../support/deployment.js';
import { closedAfter } from '../support/runner/closedAfter.js';

/* Two officers and two purposes at one screen, over a real gateway: what the second is shown is what the gateway answers to it. */

const text = `query Consignor { container(id: "ZZZU2601176") { consignments(first: 1) { edges { node {
  id mrn risk { score } consignor { name person { id name seizures(first: 1) { edges { node { seizure { id caseReference } } } } } } } } } } }`;
const query = gql(text);
const name = ['container', 'consignments', 'edges', 0, 'node', 'consignor', 'name'];
const score = ['container', 'consignments', 'edges', 0, 'node', 'risk', 'score'];

const customs: Asker = { agency: 'NL-CUSTOMS', subject: 'nl-4711', purpose: 'JOINT_OPERATION' };
const border: Asker = { agency: 'PL-BORDER', role: 'FRONT_LINE', subject: 'pl-0815', purpose: 'BORDER_CHECK' };
const otherPurpose: Asker = { ...customs, purpose: 'CUSTOMS_CONTROL' };

const deployment = closedAfter(await openTestDeployment({ demo: true }));
/** What the gateway answers to each, asked directly. */
let direct: Record<'customs' | 'border' | 'otherPurpose', unknown>;
let asked = 0;
const counting: typeof fetch = async (...request) => {
  asked += 1;
  return await fetch(...request);
};
beforeAll(async () => {
  const data = async (asker: Asker) => (await deployment.ask(asker, text)).body.data;
  direct = { customs: await data(customs), border: await data(border), otherPurpose: await data(otherPurpose) };
});

/** A front-end at which `officer` is signed in. */
function frontEnd(): { readonly clients: Clients; enter(officer: Asker): Promise<ViewerClient> } {
  let officer = customs;
  const clients = createClients({
    server: deployment.url,
    fetch: counting,
    token: async () => (await deployment.headersOf(officer)).authorization?.slice('Bearer '.length) ?? '',
  });
  return {
    clients,
    enter: async (next) => {
      officer = next;
      return await clients.enter({ purpose: next.purpose });
    },
  };
}

test('the three are answered otherwise, or nothing here would show anything', () => {
  const texts = Object.values(direct).map((data) => JSON.stringify(data));
  expect(new Set(texts).size).toBe(3);
});

test('the usual set-up of Apollo shows what another officer, or another purpose, had seen, and nobody is asked', async () => {
  let officer = customs;
  const headers = new ApolloLink((operation, forward) => forward(operation));
  const fetchAs: typeof fetch = async (url, init) =>
    await counting(url, {
      ...init,
      headers: { ...(init?.headers as object), ...(await deployment.headersOf(officer)) },
    });
  const apollo = new ApolloClient({
    link: headers.concat(new HttpLink({ uri: deployment.url, fetch: fetchAs })),
    cache: new InMemoryCache(),
  });
  const seen = (await apollo.query({ query })).data;
  const before = asked;
  officer = border;
  expect((await apollo.query({ query })).data).toEqual(seen);
  officer = otherPurpose;
  expect((await apollo.query({ query })).data).toEqual(seen);
  expect(asked).toBe(before);
  apollo.stop();
});

/** A library's way to ask. */
interface Library {
  readonly library: string;
  ask(client: ViewerClient): Promise<unknown>;
}

const libraries: readonly Library[] = [
  { library: 'our client', ask: async (client) => (await client.ask({ query: text })).data },
  {
    library: 'Apollo Client over ours',
    ask: async (client) => {
      const { data, error } = await apolloClient(client).query({ query });
      if (error) throw error;
      return data;
    },
  },
  {
    library: 'urql over ours',
    ask: async (client) => {
      const { data, error } = await urqlClient(client).query(query, {});
      if (error) throw error.networkError ?? error;
      return data;
    },
  },
];

describe.each(libraries)('$library', ({ ask }) => {
  test('shows each officer and purpose what the gateway answers to it, and asks again where one comes back', async () => {
    const { enter } = frontEnd();
    const before = asked;
    for (const [who, officer] of Object.entries({ customs, border, otherPurpose, back: customs })) {
      const data = await ask(await enter(officer));
      expect(data).toEqual(who === 'back' ? direct.customs : direct[who as keyof typeof direct]);
    }
    expect(asked).toBe(before + 4);
  });

  test('shows again without asking, as long as viewer, purpose and case are the same', async () => {
    const { enter } = frontEnd();
    const data = await ask(await enter(customs));
    const before = asked;
    expect(await ask(await enter(customs))).toBe(data);
    expect(asked).toBe(before);
  });

  test('drops what is under way for the officer before', async () => {
    const { enter } = frontEnd();
    const first = expect(ask(await enter(customs))).rejects.toMatchObject({ code: 'VIEWER_CHANGED' });
    const second = await enter(border);
    await first;
    expect(await ask(second)).toEqual(direct.border);
  });

  test('says of each cell what was withheld, why, and with which receipt', async () => {
    const { enter } = frontEnd();
    const answer = answerOf((await ask(await enter(border))) as object);
    expect(cellState(answer, name)).toMatchObject({ state: 'masked', reason: 'CATEGORY', category: 'cargo.parties' });
    expect(cellState(answer, score)).toMatchObject({ state: 'withheld', reason: 'CATEGORY', category: 'cargo.risk' });
    expect(cellState(answer, [...name.slice(0, -2), 'mrn'])).toMatchObject({ state: 'shown' });
    expect(answer.extensions.audit).toMatchObject({ log: expect.any(String), leafHash: expect.any(String) });
    const own = answerOf((await ask(await enter(customs))) as object);
    expect(cellState(own, name)).toMatchObject({ state: 'shown', value: 'Fictiv Nebivalenco-Omega' });
  });
});

test('Apollo is let keep nothing, whatever fetch policy a query has', async () => {
  const { enter } = frontEnd();
  const apollo = apolloClient(await enter(customs));
  for (const fetchPolicy of ['cache-first', 'network-only'] as const) {
    const { data, error } = await apollo
      .query({ query, fetchPolicy })
      .catch((error: Error) => ({ data: undefined, error }));
    expect([data, error?.message]).toEqual([undefined, expect.stringContaining('use fetchPolicy "no-cache"')]);
  }
  expect(apollo.cache.extract()).toEqual({});
});

test('a registered document is asked for by the hash that a compiler put into it', async () => {
  const hash = createHash('sha256').update(text).digest('hex');
  await deployment.documents.save({
    ...{
      documentId: `sha256:${hash}`,
      agency: 'NL-CUSTOMS',
      purpose: 'JOINT_OPERATION',
      text,
      operationName: 'Consignor',
    },
    ...{ registeredAt: new Date().toISOString(), registeredBy: 'test', expiresAt: null, revokedAt: null },
  });
  const { enter } = frontEnd();
  const client = await enter(customs);
  const compiled = { ...query, definitions: query.definitions, __meta__: { hash } };
  expect((await apolloClient(client).query({ query: compiled })).data).toEqual(direct.customs);
  expect((await urqlClient(client).query(compiled, {})).data).toEqual(direct.customs);
});
