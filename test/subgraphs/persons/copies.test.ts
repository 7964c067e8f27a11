import { beforeAll, expect, it } from '@jest/globals';
import { openDatabase } from '../../../storage/pool/database.js';
import { writeVersions } from '../kit/provenance/writeVersions.js';
import { type Asker, analysis, antifraud, customs, openPersons, police } from './ask.js';
import { insertRows } from './fixtures.js';

// Two agencies have a copy of one entry of a list: it is lent by each to others.

const prosecutor: Asker = { agency: 'EU-PROSECUTOR', purpose: 'CRIMINAL_INVESTIGATION' };
const sanctions: Asker = { agency: 'EU-SANCTIONS-DESK', purpose: 'CRIMINAL_PREVENTION' };

const source = await openPersons('DE-POLICE');

const entry = { source: 'un-consolidated', source_ref: '7', ref: 'ref_entry' };
const document = { type: 'PASSPORT', country: 'NL', number: 'XA0000001' };
const lent = { releasable_to: ['agency:EU-PROSECUTOR', 'agency:NL-CUSTOMS'] };
const known = { kind: 'ASSOCIATE', subject_category: 'OTHER', subject_known: true };

beforeAll(async () => {
  const { adminUrl } = source;
  const ofPolice = { ...entry, originator: 'DE-POLICE', ...lent };
  const ofAnalysis = { ...entry, originator: 'EU-ANALYSIS', ...lent };
  const person = { name: 'Kopia Probe', identifications: [document] };
  await insertRows(adminUrl, 'person', [
    { id: 'person_2police', ...person, ...ofPolice },
    { id: 'person_1analysis', ...person, ...ofAnalysis, hit_to: ['agency:EU-ANTIFRAUD'] },
    { id: 'person_other', name: 'Altra Probe' },
  ]);
  await insertRows(adminUrl, 'relation', [
    { id: 'relation_to', ...known, person_ref: 'ref_person_other', relative_ref: 'ref_entry' },
    { id: 'relation_nowhere', ...known, person_ref: 'ref_person_other', relative_ref: 'ref_nobody' },
    { id: 'relation_police', ...known, ...ofPolice, ref: 'ref_r', source_ref: '7/relation/1', person_ref: 'ref_entry' },
    {
      ...{ id: 'relation_analysis', ...known, ...ofAnalysis, ref: 'ref_r', source_ref: '7/relation/1' },
      ...{ person_ref: 'ref_entry', relative_ref: 'ref_w', subject_category: 'VICTIM' },
    },
  ]);
  const database = openDatabase(adminUrl, { source: 'persons' });
  await writeVersions(database, 'persons.person');
  await database.close();
});

const question = `query ($r: [_Any!]!) {
  persons(filter: { source: { eq: "un-consolidated" } }) { edges { node { id } } pageInfo { hasNextPage } }
  _entities(representations: $r) { ... on Person { id relations { edges { node { id } } } } }
  person(id: "person_other") { relations { edges { node { id person { id } } } } }
}`;

async function seenBy(asker: Asker, ref = 'ref_entry') {
  const { data, errors } = await source.ask(asker, question, { r: [{ __typename: 'Person', ref }] });
  expect(errors).toBeUndefined();
  const { persons, _entities, person: other } = data as unknown as Answer;
  const [entity] = _entities;
  return {
    listed: persons.edges.map(({ node }) => node.id).sort(),
    more: persons.pageInfo,
    entity: entity && { id: entity.id, relations: entity.relations.edges.map(({ node }) => node.id).sort() },
    ends: other.relations.edges.map(({ node }) => [node.id, node.person]),
  };
}

interface Links {
  readonly edges: readonly { readonly node: { readonly id: string; readonly person: object | null } }[];
}

interface Answer {
  readonly persons: Links & { readonly pageInfo: object };
  readonly _entities: readonly [{ readonly id: string; readonly relations: Links } | null];
  readonly person: { readonly relations: Links };
}

it.each<[string, Asker, string[], string | null, string[]]>([
  ['who has the first', police, ['person_2police'], 'person_2police', ['relation_police']],
  ['who has the second', analysis, ['person_1analysis'], 'person_1analysis', ['relation_analysis']],
  [
    'who may see both, of a link the first by id,',
    prosecutor,
    ['person_1analysis', 'person_2police'],
    'person_1analysis',
    ['relation_analysis', 'relation_police'],
  ],
  ['who may see neither', sanctions, [], null, []],
])('%s gets that: in lists, at the ends of links, by ref', async (_, asker, listed, id, relations) => {
  const seen = await seenBy(asker);
  expect(seen).toMatchObject({ listed, more: { hasNextPage: false }, entity: id && { id, relations } });
  expect(seen.ends).toEqual([
    ['relation_nowhere', null],
    ['relation_to', id && { id }],
  ]);
});

it('is answered to who may see none as what was never there: the bytes are equal', async () => {
  const of = async (ref: string) =>
    JSON.stringify(await source.ask(sanctions, question, { r: [{ __typename: 'Person', ref }] }));
  const withRequest = (text: string): string => text.replaceAll(/"ref_\w+"/g, '"ref"');
  expect(withRequest(await of('ref_entry'))).toBe(withRequest(await of('ref_nobody')));
});

const lookUp = '{ person(identification: { type: PASSPORT, country: "NL", number: "XA0000001" }) { id name } }';

it.each<[string, Asker, object | null, boolean]>([
  ['the first by id of those that may be seen', customs, { id: 'person_1analysis', name: 'Kopia Probe' }, false],
  ['the one that may be seen, not another as a hit', police, { id: 'person_2police', name: 'Kopia Probe' }, false],
  ['a hit where one may be told of, and none seen', antifraud, { id: 'person_1analysis', name: null }, true],
  ['nothing', { agency: 'IT-FIU', purpose: 'FINANCIAL_INVESTIGATION' }, null, true],
])('a look-up by a document finds %s, under its quota', async (_, asker, found, counts) => {
  const ask = source.under(1);
  const { id = null, name = null } = ((await ask(asker, lookUp)).data?.person ?? {}) as { id?: string; name?: string };
  expect(found && { id: name === null ? source.recordOf({ id }) : id, name }).toEqual(found);
  const again = await ask(asker, lookUp);
  expect(again.errors?.[0]?.extensions?.code).toBe(counts ? 'LOOKUP_QUOTA_EXCEEDED' : undefined);
});

it("is shown raw, though another's copy names a protected person: that is not among its words", async () => {
  const raw = async (asker: Asker, id: string) => {
    const { data } = await source.ask(
      asker,
      `{ person(id: "${id}") { provenance { file sourceRecord } versions { version } } }`,
    );
    return data?.person;
  };
  const whole = { provenance: { file: 'demo-3.json', sourceRecord: expect.any(String) }, versions: expect.any(Array) };
  expect(await raw(police, 'person_2police')).toEqual(whole);
  expect(await raw(analysis, 'person_1analysis')).toMatchObject({ provenance: { sourceRecord: null } });
  expect(await raw(police, 'person_1analysis')).toBeNull();
});
