import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { story } from '../../../ingest/demo/story.js';
import { readPackageFile } from '../../../schema/files.js';
import type { SourceName } from '../../../schema/sources.js';
import { type Asker, openTestDeployment } from '../../support/deployment.js';
import { postJson } from '../../support/load.js';
import { closedAfter } from '../../support/runner/closedAfter.js';
import { openStandingAlone } from '../../support/standAlone.js';

/*
 * The six sources behind plain Apollo gateway, over HTTP, each by the viewer's own token; beside them our gateway over the
 * same data.
 */
interface Context {
  readonly headers: Readonly<Record<string, string>>;
}

const deployment = closedAfter(await openTestDeployment({ demo: true }));
const alone = closedAfter(await openStandingAlone(deployment));
let router: ApolloServer<Context>;
/** What the router sent to sources, as text. */
const sent: string[] = [];

beforeAll(async () => {
  const supergraphSdl = readPackageFile('schema', 'supergraph.graphql').replace(
    /"source:(\w+)"/g,
    (_: string, name: string) => `"${alone.urls.get(name as SourceName)}"`,
  );
  router = new ApolloServer<Context>({
    gateway: new ApolloGateway({
      supergraphSdl,
      buildService: ({ url }) =>
        new RemoteGraphQLDataSource<Context>({
          url: url ?? '',
          willSendRequest: ({ request, context }) => {
            for (const [name, value] of Object.entries(context.headers ?? {}))
              request.http?.headers.set(name, String(value));
            sent.push(JSON.stringify(request.variables ?? {}));
          },
        }),
      logger: { debug: nothing, info: nothing, warn: nothing, error: nothing },
    }),
    logger: { debug: nothing, info: nothing, warn: nothing, error: nothing },
  });
  await closedAfter(router).start();
});

function nothing(): void {}

// biome-ignore lint/suspicious/noExplicitAny: an answer is walked freely by its test
type Answer = { readonly data?: any; readonly errors?: readonly any[] };

async function throughRouter(asker: Asker, query: string, variables = {}): Promise<Answer> {
  const contextValue = { headers: await deployment.headersOf(asker) };
  const { body } = await router.executeOperation({ query, variables }, { contextValue });
  if (body.kind !== 'single') throw new Error('not one answer');
  return JSON.parse(JSON.stringify(body.singleResult)) as Answer;
}

/** One operation at one source, without a router. */
async function atSource(
  name: 'cargo' | 'persons' | 'seizures' | 'directory',
  asker: Asker,
  query: string,
  variables = {},
) {
  const response = await postJson(alone.urls.get(name) ?? '', await deployment.headersOf(asker), { query, variables });
  return { status: response.status, ...((await response.json()) as Answer) };
}

const question = readPackageFile('ingest', 'demo', 'question.graphql');
const customs: Asker = { agency: 'NL-CUSTOMS', purpose: 'JOINT_OPERATION' };
const police: Asker = { agency: 'DE-POLICE', purpose: 'JOINT_OPERATION' };
const border: Asker = { agency: 'PL-BORDER', purpose: 'BORDER_CHECK' };

describe('six sources that stand alone behind plain Apollo gateway', () => {
  test.each([customs, police, border])('answer the question as they do behind ours: $agency', async (asker) => {
    const ours = await deployment.ask(asker, question, { container: story.containerId });
    const theirs = await throughRouter(asker, question, { container: story.containerId });
    expect(theirs.errors).toBeUndefined();
    expect(theirs.data).toEqual(ours.body.data);
    const [edge] = ours.body.data.container.consignments.edges;
    if (asker === customs) expect(edge.node.consignor.person.seizures.edges.length).toBeGreaterThan(0);
  });

  test('find a record by its id, and match names across sources, each asked by a request of its own', async () => {
    const vessels = `{ vessels(first: 50) { edges { node { id matchProbe { incidents { id score statedName } } } } } }`;
    const ours = await deployment.ask(police, vessels);
    const theirs = await throughRouter(police, vessels);
    expect(theirs).toEqual({ data: ours.body.data });
    expect(JSON.stringify(theirs)).toContain('"score"');
    const [{ node }] = ours.body.data.vessels.edges;
    const byId = '{ a: node(id: "ID") { id __typename } b: node(id: "person_none") { id } }'.replace('ID', node.id);
    expect((await throughRouter(police, byId)).data).toEqual({
      a: { id: node.id, __typename: 'VesselRecord' },
      b: null,
    });
  });

  test('search a text, by probes of their own', async () => {
    const search = `query ($text: String!) { search(text: $text) { recognised { form value }
      persons(first: 3) { state exact { id } similar { score person { id } } } consignments { lookedUp exact { id } words { id } } } }`;
    for (const text of ['Fiktiv Nebyvalekno Omega', story.containerId]) {
      const ours = await deployment.ask(police, search, { text });
      expect(ours.body.errors).toBeUndefined();
      expect(await throughRouter(police, search, { text })).toEqual({ data: ours.body.data });
    }
    const forged = `{ _entities(representations: [{ __typename: "Search", probe: "forged" }]) { ... on Search { persons { state } } } }`;
    expect(await atSource('persons', police, forged)).toMatchObject({ data: { _entities: [{ persons: null }] } });
  });

  test('show an object of nulls where ours shows null, as long as `id` is not asked of a record', async () => {
    const links = (fields: string) =>
      `{ consignments(first: 50) { edges { node { id consignor { person { ${fields} } } } } } }`;
    const ours = await deployment.ask(customs, links('name'));
    const without = await throughRouter(customs, links('name'));
    const withId = await throughRouter(customs, links('id name'));
    const persons = (data: unknown): unknown[] =>
      [...JSON.stringify(data).matchAll(/"person":(null|\{[^}]*\})/g)].map(([, text]) => JSON.parse(text ?? ''));
    expect(persons(ours.body.data)).toContain(null);
    expect(persons(withId.data)).toEqual(persons((await deployment.ask(customs, links('id name'))).body.data));
    expect(persons(without.data).map((person) => person ?? { name: null })).toEqual(
      persons(ours.body.data).map((person) => person ?? { name: null }),
    );
    expect(persons(without.data)).not.toEqual(persons(ours.body.data));
  });

  test('name records to each other by handles alone, equal for one viewer, purpose and hour, and for nobody else', async () => {
    sent.length = 0;
    await throughRouter(customs, question, { container: story.containerId });
    const first = sent.filter((text) => text.includes('isibleRef')).sort();
    expect(first.length).toBeGreaterThan(0);
    const { refs } = await rawKeys();
    for (const text of sent) for (const ref of refs) expect(text).not.toContain(ref);
    sent.length = 0;
    await throughRouter(customs, question, { container: story.containerId });
    expect(sent.filter((text) => text.includes('isibleRef')).sort()).toEqual(first);
    sent.length = 0;
    await throughRouter(police, question, { container: story.containerId });
    for (const text of sent.filter((each) => each.includes('isibleRef'))) expect(first).not.toContain(text);
  });
});

async function rawKeys() {
  const rows = await deployment.databases.persons.exec<{ ref: string; id: string }>(
    'select id, ref from persons.person',
  );
  return { refs: rows.map(({ ref }) => ref), rows };
}

describe('a source that stands alone, asked by anyone who has a token', () => {
  const entities = 'query ($r: [_Any!]!) { _entities(representations: $r) { __typename ... on Person { id name } } }';

  test('never shows the key of a record, and opens none that it did not seal for this viewer, purpose, type and field', async () => {
    const shown = await atSource(
      'persons',
      police,
      '{ persons(first: 3) { edges { node { id ref visibleRef nodeKey } } } }',
    );
    const nodes = shown.data.persons.edges.map(({ node }: { node: Record<string, string> }) => node);
    const { refs, rows } = await rawKeys();
    for (const node of nodes) {
      expect(refs).not.toContain(node.ref);
      expect(refs).not.toContain(node.visibleRef);
      expect(new Set([node.ref, node.visibleRef, node.nodeKey, node.id]).size).toBe(4);
    }
    const [{ id, ref, visibleRef, nodeKey }] = nodes;
    for (const representation of [{ ref }, { visibleRef }, { nodeKey }]) {
      const found = await atSource('persons', police, entities, { r: [{ __typename: 'Person', ...representation }] });
      expect(found.data._entities).toMatchObject([{ id }]);
    }
    const raw = rows.find((row) => row.id === id)?.ref;
    const forged: [Asker, object][] = [
      [police, { ref: raw }],
      [police, { visibleRef: raw }],
      [police, { nodeKey: id }],
      [police, { visibleRef: ref }],
      [police, { __typename: 'Organization', ref }],
      [{ ...police, purpose: 'CRIMINAL_INVESTIGATION', caseReference: 'DEP-2026-00902' }, { ref }],
      [customs, { ref }],
      [police, { ref: 7 }],
    ];
    for (const [asker, representation] of forged) {
      const r = [{ __typename: 'Person', ...representation }];
      const found = await atSource('persons', asker, entities, { r });
      expect(found.data?._entities).toEqual([null]);
      expect(found.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    }
  });

  test("does not answer for another source what only its owner's answer may open", async () => {
    const link =
      '{ seizures(first: 20) { edges { node { persons(first: 5) { edges { node { person { ref } } } } } } } }';
    const { data } = await atSource('seizures', police, link);
    const text = JSON.stringify(data);
    const ref = /"ref":"([^"]+)"/.exec(text)?.[1];
    expect(ref).toBeDefined();
    const query =
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Person { seizures(first: 1) { edges { node { role } } } } } }';
    const found = await atSource('seizures', police, query, { r: [{ __typename: 'Person', visibleRef: ref }] });
    expect(found.data._entities).toEqual([null]);
  });

  test("refuses a field that is another source's, and says so", async () => {
    const found = await atSource('directory', police, '{ node(id: "person_x") { id } }');
    expect(found.errors).toMatchObject([
      { message: expect.stringContaining("is another source's"), extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } },
    ]);
  });

  test('refuses a filter on what the viewer cannot have, at the root and below an entity', async () => {
    const filter = '(first: 1, filter: { riskScore: { gte: 50 } }) { edges { node { id } } }';
    const r = [{ __typename: 'Container', containerId: story.containerId }];
    const below = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Container { consignments(first: 1) { edges { node { id } } } } } a: consignments${filter} }`;
    for (const query of [`{ consignments${filter} }`, below]) {
      const found = await atSource('cargo', border, query, query === below ? { r } : {});
      expect(found).toMatchObject({ status: 403, errors: [{ extensions: { code: 'FILTER_NOT_PERMITTED' } }] });
    }
  });

  test('is held to the limits of the gateway, counting each representation', async () => {
    const query = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Person { seizures(first: 100) { edges { node { role } } } } } }`;
    const r = Array.from({ length: 10_000 }, () => ({ __typename: 'Person', visibleRef: 'x' }));
    expect((await atSource('seizures', police, query, { r })).errors).toMatchObject([
      { message: 'The operation could return 1010000 objects; the limit is 1000000.' },
    ]);
    const deep = `{ persons { edges { node ${'{ relations { edges { node '.repeat(7)}{ id }${' } } }'.repeat(7)} } } }`;
    expect((await atSource('persons', police, deep)).errors).toMatchObject([
      { extensions: { code: 'OPERATION_TOO_LARGE', limit: 20 } },
    ]);
  });

  test.each([
    ['a key twice', '{"query":"{ __typename }","query":"{ viewer { subject } }"}', {}, 400, 'DUPLICATE_KEY'],
    ['plain text', '{"query":"{ __typename }"}', { 'content-type': 'text/plain' }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['an answer as XML', '{"query":"{ __typename }"}', { accept: 'application/xml' }, 406, 'NOT_ACCEPTABLE'],
    ['a list of operations', '[{"query":"{ __typename }"}]', {}, 400, 'BATCHING_NOT_SUPPORTED'],
    [
      'another purpose in its body',
      '{"query":"{ __typename }","extensions":{"purpose":"BORDER_CHECK"}}',
      {},
      400,
      'REQUEST_MALFORMED',
    ],
    [
      'what does not parse',
      '{"query":"{"}',
      { accept: 'application/graphql-response+json' },
      400,
      'GRAPHQL_PARSE_FAILED',
    ],
    ['what does not parse, as plain JSON', '{"query":"{"}', {}, 200, 'GRAPHQL_PARSE_FAILED'],
  ])('refuses %s as the gateway does', async (_what, body, headers, status, code) => {
    const own = { ...(await deployment.headersOf(police)), 'content-type': 'application/json', ...headers };
    const response = await fetch(alone.urls.get('directory') ?? '', { method: 'POST', headers: own, body });
    const answer = (await response.json()) as Answer;
    expect([response.status, answer.errors?.[0].extensions.code]).toEqual([status, code]);
  });

  test('ends a request at its deadline, and logs it', async () => {
    const hasty = await openStandingAlone(deployment, { deadlineMs: 1 });
    try {
      const query = '{ persons(first: 100) { edges { node { id relations { edges { node { id } } } } } } }';
      const headers = await deployment.headersOf(police);
      const response = await postJson(hasty.urls.get('persons') ?? '', headers, { query });
      expect(response.status).toBe(503);
      expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'DEADLINE_EXCEEDED' } }] });
    } finally {
      await hasty.close();
    }
  });
});
