import { beforeAll, describe, expect, test } from '@jest/globals';
import { persons } from '../../../../subgraphs/persons/index.js';
import { type Asker, analysis, border, customs, judicial, police } from '../../askers.js';
import { openSource } from '../../openSource.js';
import { insertRows } from '../../persons/fixtures.js';
import { comparable } from '../compiled/sameAnswer.js';

/* Two worlds that differ in one thing about a person that the asker is not shown: every number must be the same. */

const askers: readonly Asker[] = [customs, analysis, border, judicial, police].map((asker) => ({
  ...asker,
  clearance: 'RESTREINT_UE',
}));
const count = '{ number atLeast }';
const groups = `{ buckets { value count ${count} } more none ${count} notShown ${count} }`;
const filtered = [
  '{ nationality: { in: ["BG"] } }',
  '{ not: { nationality: { in: ["BG"] } } }',
  '{ or: [{ source: { eq: "demo-persons" } }, { gender: { eq: "female" } }] }',
  '{ and: [{ source: { eq: "demo-persons" } }, { not: { birthDate: { startsWith: "19" } } }] }',
  '{ topic: { in: ["wanted"] } }',
];
const questions = [
  ...filtered.map((filter) => `{ persons(filter: ${filter}) { totalCount ${count} } }`),
  ...filtered.map((filter) => `{ persons(filter: ${filter}) { facets(by: SOURCE) ${groups} } }`),
  `{ persons { totalCount ${count} } }`,
  ...['NATIONALITY', 'BIRTH_COUNTRY', 'GENDER', 'TOPIC', 'SOURCE'].map(
    (by) => `{ persons { facets(by: ${by}) ${groups} } }`,
  ),
  `{ persons { histogram(by: BIRTH_DATE, interval: YEAR) { buckets { begins count ${count} } none ${count} notShown ${count} } } }`,
  `{ person(id: "person_open1") { relations { totalCount ${count} } interests { totalCount ${count} } } }`,
];

const source = await openSource(persons);
const client = await source.database.connect();
beforeAll(async () => {
  const open = { nationality: ['BG'], gender: 'female', birth_date: '1979-02-03', topics: ['wanted'] };
  await insertRows(source.adminUrl, 'person', [
    ...[1, 2, 3].map((n) => ({ id: `person_open${n}`, name: `Fiktiva Openova ${n}`, ...open })),
    { id: 'person_minor', name: 'Fiktiva Junior', minor: true, ...open },
    { id: 'person_victim', name: 'Fiktiv Victor', data_subject_category: 'VICTIM', ...open },
  ]);
});

async function answers(): Promise<readonly object[]> {
  const ask = () => Promise.all(askers.flatMap((asker) => questions.map((question) => source.ask(asker, question))));
  await ask();
  const all = await ask();
  for (const { errors = [] } of all) for (const { extensions } of errors) expect(extensions?.code).not.toBe('INTERNAL');
  return all.map(comparable);
}

describe('who counts persons', () => {
  test('is told something by each question, or there would be nothing to compare', async () => {
    for (const question of questions) expect((await source.ask(police, question)).errors).toBeUndefined();
    const { data } = await source.ask(customs, questions[5] ?? '');
    expect(data).toMatchObject({ persons: { facets: { buckets: [{ count: { number: expect.any(Number) } }] } } });
  });

  test.each([
    ["nationality = '{QQ}'", "nationality = '{BG}'"],
    ["gender = 'male'", "gender = 'female'"],
    ["birth_date = '2011'", "birth_date = '1979-02-03'"],
    ["birth_country = 'QQ'", 'birth_country = null'],
    ["topics = '{}'", "topics = '{wanted}'"],
  ])('learns nothing of what a protected person is, and does of others: %s', async (other, before) => {
    const change = (to: string, id: string) => client.query(`update persons.person set ${to} where id = $1`, [id]);
    const one = await answers();
    for (const id of ['person_minor', 'person_victim']) await change(other, id);
    expect(await answers()).toEqual(one);
    for (const id of ['person_minor', 'person_victim']) await change(before, id);
    await change(other, 'person_open3');
    expect(await answers()).not.toEqual(one);
    await change(before, 'person_open3');
  });

  test('learns nothing of a person or a relation that is hidden, nor of a relation to somebody protected', async () => {
    const one = await answers();
    await insertRows(source.adminUrl, 'person', [
      { id: 'person_unseen', name: 'Fiktiv Unseen', classification: 4, nationality: ['BG'], gender: 'male' },
    ]);
    await insertRows(source.adminUrl, 'relation', [
      {
        id: 'relation_unseen',
        classification: 4,
        kind: 'FAMILY',
        person_ref: 'ref_person_open1',
        relative_ref: 'ref_person_unseen',
      },
      {
        id: 'relation_victim',
        kind: 'FAMILY',
        person_ref: 'ref_person_open1',
        relative_ref: 'ref_person_victim',
        subject_category: 'VICTIM',
      },
    ]);
    expect(await answers()).toEqual(one);
  });
});
