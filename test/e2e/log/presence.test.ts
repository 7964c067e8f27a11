import { describe, expect, test } from '@jest/globals';
import type { NewEntry } from '../../../auditlog/types.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import { sql } from '../../../storage/kysely.js';
import { postJson } from '../../support/load.js';
import { openLoggedDemo } from './loggedDemo.js';

/*
 * What tells that somebody is there names them in the log, though nothing of them is shown. Each title has what once told of
 * somebody in entries that named nobody.
 */
const policy = loadPolicy();
const caseOf = (agency: string) => ({ agency, caseReference: policy.agencies[agency]?.caseReference.example ?? '' });
const police = { ...caseOf('DE-POLICE'), purpose: 'CRIMINAL_INVESTIGATION' } as const;

const demo = await openLoggedDemo();

interface Told {
  // biome-ignore lint/suspicious/noExplicitAny: an answer is walked freely by its test
  readonly data: any;
  /** Ids that the entry names, in groups of `presence` and in others. */
  readonly presence: readonly string[];
  readonly others: readonly string[];
}

const doors = {
  'through the gateway': async (query: string, variables: object): Promise<Told> => {
    demo.entries.length = 0;
    const { body } = await demo.deployment.ask(police, query, variables);
    return told(body, demo.entries);
  },
  'of a source that stands alone': async (query: string, variables: object): Promise<Told> => {
    const log = demo.alone.logs.get('persons');
    const before = log?.entries.length ?? 0;
    const headers = await demo.deployment.headersOf(police);
    const response = await postJson(demo.alone.urls.get('persons') ?? '', headers, { query, variables });
    return told((await response.json()) as Body, log?.entries.slice(before) ?? []);
  },
};

interface Body {
  readonly data?: unknown;
  readonly errors?: unknown;
}

function told({ data, errors }: Body, written: readonly NewEntry[]): Told {
  expect(errors).toBeUndefined();
  expect(written).toHaveLength(1);
  const groups = written.flatMap(({ body }) => body.disclosed);
  const idsOf = (isPresence: boolean) =>
    groups.filter(({ presence = false }) => presence === isPresence).flatMap(({ ids }) => ids);
  for (const { presence, categories, hit } of groups) if (presence) expect([categories, hit]).toEqual([[], undefined]);
  return { data, presence: idsOf(true), others: idsOf(false) };
}

interface Row {
  readonly id: string;
  readonly name: string;
  readonly born: string;
}

interface Matched {
  readonly id: string;
  readonly matches: { readonly matches: readonly { readonly person: { readonly id: string } }[] } | null;
}

interface Persons {
  readonly edges: readonly { readonly node: Matched }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}

/** Ids of a record and of one of its links, as a list of the police has them. */
async function linked(list: string, edge: string): Promise<readonly [record: string, link: string]> {
  const { body } = await demo.deployment.ask(
    police,
    `{ ${list}(first: 60) { edges { node { id ${edge} { edges { node { id } } } } } } }`,
  );
  for (const { node } of body.data[list].edges) {
    const link = node[edge]?.edges[0]?.node.id;
    if (link) return [node.id, link];
  }
  throw new Error('no link');
}

/** Somebody with a full date of birth, whom the police see. */
async function somebody(): Promise<Row> {
  const query = '{ persons(first: 100) { edges { node { id name birthDate } } } }';
  const { body } = await demo.deployment.ask(police, query);
  for (const { node } of body.data.persons.edges)
    if (node.name !== null && /^\d{4}-\d\d-\d\d$/.test(node.birthDate ?? ''))
      return { id: node.id, name: node.name, born: node.birthDate };
  throw new Error('nobody');
}

describe.each(Object.entries(doors))('an entry of a look %s', (_door, ask) => {
  test('names the person whose date of birth was found in 14 questions for edges of which __typename alone was asked', async () => {
    const { id, name, born } = await somebody();
    const query = `query ($name: String!, $born: String!) {
      persons(first: 1, filter: { name: { eq: $name }, birthDate: { startsWith: $born } }) { edges { __typename } } }`;
    const named: string[][] = [];
    let known = '';
    while (known.length < born.length) {
      const next = [...'0123456789-'].find((sign) => born.startsWith(known + sign)) ?? '';
      const { data, presence, others } = await ask(query, { name, born: known + next });
      expect(data.persons.edges).toEqual([{ __typename: 'PersonEdge' }]);
      expect(others).toEqual([]);
      named.push([...presence]);
      known += next;
    }
    expect(known).toBe(born);
    expect(named).toEqual(named.map(() => [id]));
    const vain = await ask(query, { name, born: '0001' });
    expect([vain.data.persons.edges, vain.presence, vain.others]).toEqual([[], [], []]);
  });

  test.each([
    ['cursors of edges', 'edges { cursor }'],
    ['the cursor of the first row', 'pageInfo { startCursor }'],
    ['the cursor of the last row', 'pageInfo { endCursor }'],
    ['a count', 'totalCount { number }'],
    ['the type of a count', 'totalCount { __typename }'],
    ['rows of which __typename alone was asked', 'edges { node { __typename } }'],
    [
      'rows under fragments and aliases',
      '... on PersonConnection { a: edges { b: __typename ... on PersonEdge { __typename } } }',
    ],
  ])('names the row that was told of by %s', async (_what, selection) => {
    const { id, name } = await somebody();
    const { data, presence, others } = await ask(
      `query ($name: String!) { persons(first: 1, filter: { name: { eq: $name } }) { ${selection} } }`,
      { name },
    );
    expect(JSON.stringify(data)).not.toContain(id);
    expect([...presence, ...others]).toEqual([id]);
    expect(presence).toEqual([id]);
  });

  test('names by hasNextPage all that fulfil its filter, the row behind the page among them, and without a filter nobody', async () => {
    const rows = await demo.deployment.databases.persons.rows(
      sql<{
        country: string;
        count: number;
      }>`select birth_country as country, count(*)::int as count from persons.person
        where birth_country is not null group by 1 having count(*) > 2 order by 2 limit 1`,
    );
    const country = rows[0]?.country ?? '';
    const all = await ask(
      'query ($country: String!) { persons(first: 3, filter: { birthCountry: { eq: $country } }) { edges { node { id } } } }',
      { country },
    );
    const ids = all.data.persons.edges.map(({ node }: { node: Row }) => node.id);
    expect(ids).toHaveLength(3);
    const first = `query ($country: String!, $first: Int!) {
      persons(first: $first, filter: { birthCountry: { eq: $country } }) { pageInfo { hasNextPage } } }`;
    const two = await ask(first, { country, first: 2 });
    expect(two.data.persons.pageInfo.hasNextPage).toBe(true);
    expect([...two.presence].sort()).toEqual([...ids].sort());
    expect(two.others).toEqual([]);
    const last = await ask(first, { country, first: 100 });
    expect([last.data.persons.pageInfo.hasNextPage, last.presence]).toEqual([false, []]);
    for (const filter of ['', ', filter: {}', ', filter: { and: [] }']) {
      const unfiltered = await ask(`{ persons(first: 1${filter}) { pageInfo { hasNextPage } } }`, {});
      expect(unfiltered.data.persons.pageInfo.hasNextPage).toBe(true);
      expect([unfiltered.presence, unfiltered.others]).toEqual([[], []]);
    }
  });

  test('names whom matches told of that showed nothing but __typename', async () => {
    const { id, name } = await somebody();
    const { data, presence } = await ask(
      'query ($name: String!) { matchPersons(asked: [{ names: [$name] }]) { matches { __typename } } }',
      { name },
    );
    expect(data.matchPersons[0].matches.length).toBeGreaterThan(0);
    expect(presence).toContain(id);
  });

  /** The first person that others resemble. */
  async function somebodyMatched(): Promise<Matched> {
    const query = `query ($after: String) { persons(first: 60, after: $after) { pageInfo { hasNextPage endCursor }
      edges { node { id matches { matches { person { id } } } } } } }`;
    for (let after: string | null = null; ; ) {
      const { body } = await demo.deployment.ask(police, query, { after });
      const { edges, pageInfo } = body.data.persons as Persons;
      const found = edges.find(({ node }) => node.matches && node.matches.matches.length > 0);
      if (found) return found.node;
      expect(pageInfo.hasNextPage).toBe(true);
      after = pageInfo.endCursor;
    }
  }

  test('names a record that is the same for its matches, of which __typename alone was asked', async () => {
    const someone = await somebodyMatched();
    const { data, presence, others } = await ask(
      'query ($id: ID!) { person(id: $id) { matches { matches { __typename } } } }',
      { id: someone.id },
    );
    expect(data.person.matches.matches).toHaveLength(someone.matches?.matches.length ?? 0);
    const ids = someone.matches?.matches.map(({ person }) => person.id) ?? [];
    expect(presence).toEqual(expect.arrayContaining(ids));
    expect(others).toEqual([someone.id]);
  });

  test('names each number of a list: former marks of an aircraft were in no entry', async () => {
    const { data, others } = await ask('{ aircraftRecords(first: 100) { edges { node { pastRegistrations } } } }', {});
    const marks: string[] = data.aircraftRecords.edges.flatMap(
      ({ node }: { node: { pastRegistrations: string[] | null } }) => node.pastRegistrations ?? [],
    );
    expect(marks.length).toBeGreaterThan(0);
    expect(others).toEqual(expect.arrayContaining(marks.map((mark) => mark.replaceAll(/[^A-Z0-9]/g, ''))));
  });

  test('names links and who stands at their ends, of which __typename alone was asked', async () => {
    const [owner, link] = await linked('persons', 'relations');
    const [row] = await demo.deployment.databases.persons.rows(
      sql<{ ref: string | null }>`select relative_ref as ref from persons.relation where id = ${link}`,
    );
    const { data, presence, others } = await ask(
      'query ($id: ID!) { person(id: $id) { relations { edges { __typename node { __typename } } } } }',
      { id: owner },
    );
    expect(data.person.relations.edges.length).toBeGreaterThan(0);
    expect(presence).toEqual(expect.arrayContaining([link, ...(row?.ref ? [row.ref] : [])]));
    // That there are relations is itself a datum.
    expect(others).toEqual([owner]);
  });
});

describe('an entry of a look over several sources', () => {
  const ask = doors['through the gateway'];

  test('names the person at the end of a link of another source, of whom __typename alone was asked', async () => {
    const [seizure, link] = await linked('seizures', 'persons');
    const [row] = await demo.deployment.databases.seizures.rows(
      sql<{ ref: string | null }>`select person_ref as ref from seizures.seizure_person where id = ${link}`,
    );
    const { data, presence, others } = await ask(
      'query ($id: ID!) { seizure(id: $id) { persons { edges { node { person { __typename } } } } } }',
      { id: seizure },
    );
    expect(data.seizure.persons.edges.length).toBeGreaterThan(0);
    expect([...presence, ...others]).toEqual(expect.arrayContaining([seizure, link, ...(row?.ref ? [row.ref] : [])]));
    const person = (
      await demo.deployment.ask(
        police,
        'query ($id: ID!) { seizure(id: $id) { persons { edges { node { person { id } } } } } }',
        { id: seizure },
      )
    ).body;
    expect(presence).toContain(person.data.seizure.persons.edges[0].node.person.id);
  });

  test('names who is found by nodes of which __typename alone was asked', async () => {
    const { id } = await somebody();
    const { data, presence, others } = await ask('query ($ids: [ID!]!) { nodes(ids: $ids) { __typename } }', {
      ids: [id],
    });
    expect(data.nodes).toEqual([{ __typename: 'Person' }]);
    expect([presence, others]).toEqual([[id], []]);
  });

  test('names whom a search told of that asked __typename alone, by a name and by a number', async () => {
    const { id, name } = await somebody();
    const { data, presence } = await ask(
      'query ($text: String!) { search(text: $text) { persons { exact { __typename } similar { __typename } } } }',
      { text: name },
    );
    expect(data.search.persons.similar.length).toBeGreaterThan(0);
    expect(presence).toContain(id);
    const [ship] = await demo.deployment.databases.persons.rows(
      sql<{
        id: string;
        imo: string;
      }>`select id, imo from persons.vessel_record where imo is not null order by id limit 1`,
    );
    const found = await ask('query ($text: String!) { search(text: $text) { vessels { exact { __typename } } } }', {
      text: ship?.imo,
    });
    expect(found.data.search.vessels.exact.length).toBeGreaterThan(0);
    expect(found.presence).toContain(ship?.id);
  });
});
