import { beforeAll, describe, expect, it } from '@jest/globals';
import { openPersons } from '../ask.js';
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
    eori: 'DE123456789012345',
  },
  { id: 'person_0000000000000008', name: 'Ina Maria Beispiel', names: [{ name: 'Ina Maria Beispiel', kind: 'NAME' }] },
];

const source = await openPersons();
beforeAll(async () => {
  await insertRows(source.adminUrl, 'person', rows);
  const eori = 'DE123456789012345';
  await insertRows(source.adminUrl, 'organization', [
    { id: 'organization_0000000000000001', name: 'Beispiel KG', eori },
  ]);
}, 60_000);

const idsOf = (listed: readonly { readonly id: string }[]) => listed.map(({ id }) => id.slice(-1));

describe('what is held of a person', () => {
  it('is what has the name and the full date of birth, of the own agency, up to the clearance and not expired', async () => {
    const answer = await source.ask(dpo, whole, asked());
    const holdings = holdingsIn(answer);
    expect(idsOf(holdings.found)).toEqual(['1']);
    expect(holdings.found[0]).toMatchObject({ foundBy: 'NAME_AND_BIRTH_DATE', originator: 'DE-POLICE', twin: null });
    expect(holdings.namesakes.map(({ id, alikeBy }) => [id.slice(-1), alikeBy])).toEqual([
      ['2', 'NAME'],
      ['8', 'NAME'],
    ]);
    expect(holdings).toMatchObject({ source: 'persons', aboveClearance: 1, namesakesLeftOut: 0 });
  });

  it('has every datum of the record but special categories, though it is of a victim and for another purpose', async () => {
    const answer = await source.ask(dpo, whole, asked());
    const data = holdingsIn(answer).found[0]?.data ?? [];
    expect(data.map(({ path, value }) => `${path}=${value}`)).toEqual([
      ...['names[0].name=Ina Beispiel', 'names[0].kind=NAME', 'names[0].script=Latn'],
      ...['birthDates[0]=1961-04-12', 'gender=female'],
      ...['identifications[0].type=PASSPORT', 'identifications[0].number=C01X00T47', 'identifications[0].country=DE'],
      'reason=Fictitious.',
    ]);
    expect(JSON.stringify(answer)).not.toContain('religion');
  });

  it('is found by a document in whatever writing, and by an EORI number with the firm of that number', async () => {
    const of = async (stated: Readonly<Record<string, unknown>>) =>
      holdingsIn(await source.ask(dpo, whole, asked({ name: 'Muster Beispiel', ...stated })));
    const byDocument = async (document: object) => of({ birthDate: null, documents: [document] });
    expect((await byDocument({ number: 'l2200-1290' })).found).toMatchObject([
      { id: rows[6]?.id, foundBy: 'DOCUMENT' },
    ]);
    // No country is stated in the record, which then may be of any; another kind is another document.
    expect(idsOf((await byDocument({ number: 'L22001290', country: 'de', kind: 'NATIONAL_ID' })).found)).toEqual(['7']);
    expect(idsOf((await byDocument({ number: 'L22001290', kind: 'PASSPORT' })).found)).toEqual([]);
    expect(idsOf((await byDocument({ number: 'C01X00T47', country: 'NL' })).found)).toEqual([]);
    const byEori = await of({ birthDate: null, eori: 'DE123456789012345' });
    expect(byEori.found).toMatchObject([
      { id: 'organization_0000000000000001', type: 'Organization', foundBy: 'EORI' },
      { id: rows[6]?.id, type: 'Person', foundBy: 'EORI' },
    ]);
  });

  it.each<[string, string, Readonly<Record<string, unknown>>, readonly string[]]>([
    ['a document', 'DOCUMENT', { documents: [{ number: 'C01X00T47' }] }, ['person_0000000000000001']],
    ['an EORI', 'EORI', { eori: 'DE123456789012345' }, ['organization_0000000000000001', 'person_0000000000000007']],
  ])(
    'is for the officer to decide where the number of %s is on the record of another name: a number guessed or misread opens nothing',
    async (_, by, number, ids) => {
      const of = async (stated: Readonly<Record<string, unknown>>) => {
        const { found, namesakes, aboveClearance } = holdingsIn(
          await source.ask(dpo, whole, asked({ name: 'Nemo Nusquam', birthDate: null, ...number, ...stated })),
        );
        expect(aboveClearance).toBe(0);
        expect(namesakes.every(({ alikeBy }) => alikeBy === by)).toBe(true);
        return [found, namesakes].map((listed) => listed.map(({ id }) => id));
      };
      expect(await of({})).toEqual([[], ids]);
      expect(await of({ confirmed: ids })).toEqual([ids, []]);
      expect(await of({ excluded: ids })).toEqual([[], []]);
    },
  );

  it('is found by a document on a record of another name with the date of birth: names change', async () => {
    const documents = [{ number: 'C01X00T47' }];
    const of = async (birthDate: string) =>
      holdingsIn(await source.ask(dpo, whole, asked({ name: 'Nemo Nusquam', birthDate, documents })));
    expect((await of('1961-04-12')).found).toMatchObject([{ id: rows[0]?.id, foundBy: 'DOCUMENT' }]);
    expect(await of('1980-01-01')).toMatchObject({ found: [], namesakes: [] });
  });

  it('is counted above the clearance whatever an officer, who cannot have seen it, says of its id', async () => {
    const excluded = ['person_0000000000000005'];
    expect(holdingsIn(await source.ask(dpo, whole, asked({ excluded }))).aboveClearance).toBe(1);
  });

  it('is by the name alone a namesake, until the officer decides; a full date that differs makes it somebody else', async () => {
    const namesakes = (stated: Readonly<Record<string, unknown>>) =>
      source.ask(dpo, whole, asked(stated)).then(holdingsIn);
    expect(idsOf((await namesakes({ birthDate: null })).namesakes)).toEqual(['1', '2', '3', '8']);
    const confirmed = ['person_0000000000000002', 'person_0000000000000003', 'person_0000000000000004'];
    const decided = await namesakes({ confirmed, excluded: ['person_0000000000000008'] });
    expect(decided.found.map(({ id, foundBy }) => [id.slice(-1), foundBy])).toEqual([
      ['1', 'NAME_AND_BIRTH_DATE'],
      ['2', 'CONFIRMED'],
    ]);
    expect(decided.namesakes).toEqual([]);
  });

  it('is listed under a longer name for the officer to decide, where a record with the date leaves out a second name', async () => {
    const { found, namesakes } = holdingsIn(await source.ask(dpo, whole, asked({ name: 'Ina Clara Beispiel' })));
    expect([idsOf(found), idsOf(namesakes)]).toEqual([[], ['1']]);
  });

  it('costs one statement for the persons, one for those found, two for the firms of an EORI number, three for links', async () => {
    const statementsOf = async (stated: Readonly<Record<string, unknown>>) => {
      await source.ask(dpo, whole, asked(stated));
      return (await source.ask(dpo, whole, asked(stated))).extensions?.manifest?.statements;
    };
    const ofLinks = 3;
    expect(await statementsOf({ name: 'Nemo Nusquam' })).toBe(1 + ofLinks);
    expect(await statementsOf({})).toBe(2 + ofLinks);
    const byEori = { name: 'Muster Beispiel', birthDate: null, eori: 'DE123456789012345' };
    expect(await statementsOf(byEori)).toBe(4 + ofLinks);
  });

  it('is named in the log: what is shown with its categories, a namesake, and what was only counted as present', async () => {
    const { disclosed = [], askedNames } = (await source.ask(dpo, whole, asked())).extensions?.manifest ?? {};
    const persons = disclosed.filter(({ type }) => type === 'Person');
    const of = (id: string) => persons.find(({ ids }) => ids.some((each) => each.endsWith(id)));
    expect(of('1')?.categories).toEqual([
      'persons.documents',
      'persons.identity',
      'persons.reason',
      'subject.holdings',
    ]);
    expect(of('2')?.categories).toEqual(['subject.holdings']);
    expect(of('5')).toMatchObject({ categories: [], presence: true });
    expect(
      persons
        .flatMap(({ ids }) => ids)
        .map((id) => id.slice(-1))
        .sort(),
    ).toEqual(['1', '2', '5', '8']);
    expect(askedNames).toEqual(['BEISPIEL INA']);
  });

  it('is sealed for the log by the names of what was found, and for other sources by the keys of the records', async () => {
    const answer = await source.ask(
      dpo,
      'query ($asked: SubjectInput!) { subject(asked: $asked) { probe persons { seen { probe } } } }',
      asked({ request: 'b1f5' }),
    );
    const { probe, persons } = (answer.data as { subject: { probe: string; persons: { seen: { probe: string } } } })
      .subject;
    const id = 'person_0000000000000001';
    const ids = [id, `ref_${id}`];
    const seen = { kind: 'subjectSeen', agency: 'DE-POLICE', request: 'b1f5', ids, found: [id] };
    expect(source.openProbe(dpo, persons.seen.probe)).toEqual(seen);
    expect(source.openProbe({ ...dpo, agency: 'NL-CUSTOMS' }, persons.seen.probe)).toBeNull();
    expect(source.openProbe(dpo, probe)).toMatchObject({
      ...{ kind: 'subject', request: 'b1f5', isNew: false, agency: 'DE-POLICE', birthDate: '1961-04-12' },
      refs: [
        { ref: `ref_${id}`, twin: null },
        { ref: 'ref_person_0000000000000005', twin: null },
      ],
    });
  });
});
