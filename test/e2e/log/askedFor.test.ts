import { describe, expect, test } from '@jest/globals';
import { loadPolicy } from '../../../policy/loading/load.js';
import { postJson } from '../../support/load.js';
import { openLoggedDemo } from './loggedDemo.js';

/* Whom and what a question names leaves a token, found or not, by which an auditor finds who asked. All names are invented. */
const policy = loadPolicy();
const caseOf = (agency: string) => ({ agency, caseReference: policy.agencies[agency]?.caseReference.example ?? '' });
const police = { ...caseOf('DE-POLICE'), purpose: 'CRIMINAL_INVESTIGATION' } as const;
const audit = { role: 'AUDITOR', purpose: 'DATA_PROTECTION_AUDIT' } as const;
const supervisor = { ...caseOf('EU-SUPERVISOR'), ...audit } as const;
const ownAuditor = { ...caseOf('DE-POLICE'), ...audit } as const;
const otherAuditor = { ...caseOf('NL-CUSTOMS'), ...audit } as const;

const demo = await openLoggedDemo();

async function ask(query: string, variables: object = {}): Promise<string> {
  demo.entries.length = 0;
  const { body } = await demo.deployment.ask(police, query, variables);
  expect(body.errors).toBeUndefined();
  expect(demo.entries).toHaveLength(1);
  return body.extensions.requestId;
}

type Auditor = typeof supervisor | typeof ownAuditor | typeof otherAuditor;

async function found(filter: object, auditor: Auditor = ownAuditor): Promise<readonly string[]> {
  const query =
    'query ($f: AuditEntryFilter!) { auditEntries(first: 100, filter: $f) { edges { node { requestId } } } }';
  const { body } = await demo.deployment.ask(auditor, query, { f: filter });
  expect(body.errors).toBeUndefined();
  return body.data.auditEntries.edges.map(({ node }: { node: { requestId: string } }) => node.requestId);
}

describe('a name that was asked for in vain', () => {
  test.each([
    [
      'the filter eq',
      '{ persons(filter: { name: { eq: "Vymyshlen, Proba Odin" } }) { edges { __typename } } }',
      'Odin',
    ],
    [
      'the filter in',
      '{ organizations(filter: { name: { in: ["Proba Other", "Vymyshlen Proba Dva"] } }) { edges { __typename } } }',
      'Dva',
    ],
    [
      'a filter within others',
      '{ vessels(filter: { not: { or: [{ name: { eq: "Vymyshlen Proba Tri" } }] } }) { edges { __typename } } }',
      'Tri',
    ],
    ['a question', '{ matchPersons(asked: [{ names: ["A Bee", "Proba Vymyshlen Chetyre"] }]) { state } }', 'Chetyre'],
    [
      'a question for an organization',
      '{ matchOrganizations(asked: [{ names: ["Vymyshlen Proba Pyat"] }]) { state } }',
      'Pyat',
    ],
    ['a question for a ship', '{ matchVessels(asked: [{ names: ["Vymyshlen Proba Shest"] }]) { state } }', 'Shest'],
    ['a search', '{ search(text: "Vymyshlen  Proba, Sem") { recognised { form } } }', 'Sem'],
  ])(
    'by %s is found by it in another script and order, by auditors of the agency and of a mandate alone',
    async (_way, query, last) => {
      const asked = await ask(query);
      const askedName = `Проба Вымышлен ${last}`;
      expect(await found({ askedName })).toEqual([asked]);
      expect(await found({ askedName }, supervisor)).toEqual([asked]);
      expect(await found({ askedName }, otherAuditor)).toEqual([]);
      expect(await found({ askedName: 'Vymyshlen Proba' })).toEqual([]);
      expect(await found({ not: { askedName } })).not.toContain(asked);
    },
  );

  test('is no part of the header, and no name where only the beginning was asked for', async () => {
    await ask('{ persons(filter: { name: { eq: "Secretna Imya" } }) { edges { __typename } } }');
    expect(demo.entries[0]?.body.askedNames).toEqual(['IMYA SECRETNA']);
    expect(JSON.stringify(demo.entries[0]?.header)).not.toMatch(/imya/i);
    await ask('{ persons(filter: { birthDate: { startsWith: "1953" } }) { edges { __typename } } }');
    expect(demo.entries[0]?.body.askedNames).toBeUndefined();
    expect(await found({ askedName: ' - ' })).toEqual([]);
  });

  test('is refused with more than 1,000 others, of which the log would have to leave some out', async () => {
    const names = Array.from({ length: 1001 }, (_, at) => `Vymyshlen N${at}`);
    const query = 'query ($names: [String!]) { persons(filter: { name: { in: $names } }) { edges { __typename } } }';
    const { body } = await demo.deployment.ask(police, query, { names });
    expect(body.data?.persons ?? null).toBeNull();
    expect(body.errors[0].extensions.code).toBe('BAD_USER_INPUT');
    expect(body.errors[0].message).toContain('1000');
    await ask(query, { names: names.slice(0, 1000) });
    expect(demo.entries[0]?.body.askedNames).toHaveLength(1000);
  });

  test('of a source that stands alone is in its log', async () => {
    const headers = await demo.deployment.headersOf(police);
    const query =
      '{ persons(filter: { name: { eq: "Vymyshlen Odna" } }) { edges { __typename } } person(id: "person_nobodynobodynobodynobod") { id } }';
    const response = await postJson(demo.alone.urls.get('persons') ?? '', headers, { query });
    expect(((await response.json()) as { errors?: unknown }).errors).toBeUndefined();
    const { body } = demo.alone.logs.get('persons')?.entries.at(-1) ?? {};
    expect(body?.askedNames).toEqual(['ODNA VYMYSHLEN']);
    expect(body?.disclosed).toEqual([
      { type: 'Person', originator: null, categories: [], asked: true, ids: ['person_nobodynobodynobodynobod'] },
    ]);
  });
});

describe('an id that was asked for in vain', () => {
  test.each([
    ['an argument of its own', (id: string) => `{ person(id: "${id}") { name } }`],
    ['node', (id: string) => `{ node(id: "${id}") { id } }`],
    ['nodes', (id: string) => `{ nodes(ids: ["${id}"]) { __typename } }`],
  ])('by %s is found, and told from what was there', async (way, query) => {
    const id = `person_nobody${way.length}`.padEnd(31, '2');
    const asked = await ask(query(id));
    expect(await found({ entity: { id } })).toEqual([asked]);
    expect(await found({ entity: { id, told: ['ASKED'] } })).toEqual([asked]);
    expect(await found({ entity: { id, told: ['SHOWN', 'PRESENCE'] } })).toEqual([]);
    expect(await found({ entity: { id } }, supervisor)).toEqual([asked]);
    expect(await found({ entity: { id } }, otherAuditor)).toEqual([]);
  });

  test('and one that is there is told by what was shown of it', async () => {
    const { body } = await demo.deployment.ask(police, '{ persons(first: 1) { edges { node { id } } } }');
    const { id } = body.data.persons.edges[0].node;
    const shown = await ask('query ($id: ID!) { person(id: $id) { name } }', { id });
    const there = await ask('query ($id: ID!) { person(id: $id) { __typename } }', { id });
    const among = async (told: string[]) => {
      const all = await found({ entity: { id, told } });
      return [shown, there].map((requestId) => all.includes(requestId));
    };
    expect(await among(['SHOWN'])).toEqual([true, false]);
    expect(await among(['PRESENCE'])).toEqual([false, true]);
    expect(await among(['ASKED'])).toEqual([false, false]);
  });
});

describe('a number that was asked for in vain', () => {
  test('is found by its type and number, as asked for, and not as another of the same digits', async () => {
    const asked = await ask('{ vessels(filter: { imo: { eq: "IMO 9999993" } }) { edges { __typename } } }');
    expect(await found({ entity: { type: 'Vessel', number: '9999993' } })).toEqual([asked]);
    expect(await found({ entity: { type: 'Vessel', number: 'imo 9999993', told: ['ASKED'] } })).toEqual([asked]);
    expect(await found({ entity: { type: 'Vessel', number: '9999993', told: ['SHOWN'] } })).toEqual([]);
    expect(await found({ entity: { type: 'Identification', number: '9999993' } })).toEqual([]);
  });

  test.each([
    ['nothing', {}],
    ['an id and a number', { id: 'person_a', type: 'Vessel', number: '9999993' }],
    ['an id and a type', { id: 'person_a', type: 'Vessel' }],
    ['a number of no type', { number: '9999993' }],
    ['a type that no number has', { type: 'Person', number: '9999993' }],
  ])('is not sought by %s', async (_what, entity) => {
    const query = 'query ($f: AuditEntryFilter!) { auditEntries(filter: $f) { edges { __typename } } }';
    const { body } = await demo.deployment.ask(ownAuditor, query, { f: { entity } });
    expect(body.errors[0].extensions.code).toBe('BAD_USER_INPUT');
  });
});

test('of a document with several operations the sealed body says which was asked, and the header does not', async () => {
  const query =
    'query Jane_Doe_1961 { __typename persons(first: 1) { edges { __typename } } } query Other { persons(first: 1) { edges { node { id } } } }';
  for (const operationName of ['Jane_Doe_1961', 'Other']) {
    demo.entries.length = 0;
    const headers = await demo.deployment.headersOf(police);
    const response = await postJson(demo.deployment.url, headers, { query, operationName });
    const { extensions } = (await response.json()) as { extensions: { audit: { index: number; log: string } } };
    const [entry] = demo.entries;
    expect([entry?.header.operationName, entry?.body.operation]).toEqual([null, operationName]);
    const { body } = await demo.deployment.ask(
      ownAuditor,
      'query ($index: Int!, $log: String) { auditEntry(index: $index, log: $log) { operationName operation document } }',
      extensions.audit,
    );
    expect(body.data.auditEntry).toMatchObject({ operationName: null, operation: operationName });
  }
});
