import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openPersons, type PersonsSource } from '../ask.js';
import { insertRows } from '../fixtures.js';
import { asked, dpo, holdingsIn, whole } from './asking.js';

/* Records of DE-POLICE unless said otherwise. Ina Beispiel asks, born on 12 April 1961: a victim, under a purpose of its own. */
const names = [{ name: 'Ina Beispiel', kind: 'NAME', script: 'Latn' }];
const ina = { name: 'Ina Beispiel', names };
const born = { birth_date: '1961-04-12', birth_dates: ['1961-04-12'] };
const rows = [
  {
    id: 'person_0000000000000001',
    ...ina,
    ...born,
    gender: 'female',
    identifications: [{ type: 'PASSPORT', country: 'DE', number: 'C01X00T47' }],
    reason: 'Fictitious.',
    special: { religion: 'fictitious' },
    holds: ['persons.identity', 'persons.documents', 'persons.reason', 'persons.special'],
    data_subject_category: 'VICTIM',
    purpose_limits: ['CUSTOMS_CONTROL'],
  },
  { id: 'person_0000000000000002', ...ina },
  { id: 'person_0000000000000003', ...ina, birth_date: '1975-01-02', birth_dates: ['1975-01-02'], minor: true },
  { id: 'person_0000000000000004', ...ina, ...born, originator: 'NL-CUSTOMS' },
  { id: 'person_0000000000000005', ...ina, ...born, classification: 4 },
  { id: 'person_0000000000000006', ...ina, ...born, expires_at: '2020-01-01T00:00:00Z' },
  {
    id: 'person_0000000000000007',
    name: 'I. Beispiel-Muster',
    names: [{ name: 'I. Beispiel-Muster', kind: 'NAME' }],
    identifications: [{ type: 'NATIONAL_ID', number: 'L22-00 1290' }],
  },
];

let source: PersonsSource;
beforeAll(async () => {
  source = await openPersons();
  await insertRows(source.adminUrl, 'person', rows);
}, 60_000);
afterAll(() => source?.close());

const idsOf = (listed: readonly { readonly id: string }[]) => listed.map(({ id }) => id.slice(-1));

describe('what is held of a person', () => {
  it('is what has the name and the full date of birth, of the own agency, up to the clearance and not expired', async () => {
    const answer = await source.ask(dpo, whole, asked());
    const holdings = holdingsIn(answer);
    expect(idsOf(holdings.found)).toEqual(['1']);
    expect(holdings.found[0]).toMatchObject({ foundBy: 'NAME_AND_BIRTH_DATE', originator: 'DE-POLICE', twin: null });
    expect(idsOf(holdings.namesakes)).toEqual(['2']);
    expect(holdings).toMatchObject({ source: 'persons', aboveClearance: 1, namesakesLeftOut: 0 });
  });

  it('has every datum of the record but special categories, though it is of a victim and for another purpose', async () => {
    const answer = await source.ask(dpo, whole, asked());
    const data = holdingsIn(answer).found[0]?.data ?? [];
    expect(data.map(({ path, value }) => `${path}=${value}`)).toEqual([
      ...['name=Ina Beispiel', 'names[0].name=Ina Beispiel', 'names[0].kind=NAME', 'names[0].script=Latn'],
      ...['birthDate=1961-04-12', 'birthDates[0]=1961-04-12', 'gender=female'],
      ...['identifications[0].type=PASSPORT', 'identifications[0].number=C01X00T47', 'identifications[0].country=DE'],
      'reason=Fictitious.',
    ]);
    expect(JSON.stringify(answer)).not.toContain('religion');
  });
});
