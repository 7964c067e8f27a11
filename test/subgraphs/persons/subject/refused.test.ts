import { beforeAll, describe, expect, it } from '@jest/globals';
import { withAdmin } from '../../../../storage/roles.js';
import type { SourceAnswer } from '../../../../subgraphs/kit/serve/execute.js';
import type { Asker } from '../../askers.js';
import { openPersons } from '../ask.js';
import { insertRows, type Row } from '../fixtures.js';
import { asked, dpo, holdingsIn, whole } from './asking.js';

const ina = { name: 'Ina Beispiel', names: [{ name: 'Ina Beispiel', kind: 'NAME' }] };
const born = { birth_date: '1961-04-12', birth_dates: ['1961-04-12'] };
const document = [{ type: 'PASSPORT', country: 'DE', number: 'C01X00T47' }];
const id = 'person_0000000000000001';
const eori = 'DE123456789012345';

const source = await openPersons();
beforeAll(async () => {
  await insertRows(source.adminUrl, 'person', [{ id, ...ina, ...born, identifications: document }]);
  await insertRows(source.adminUrl, 'organization', [{ id: 'organization_0000000000000001', name: 'Muster KG', eori }]);
}, 60_000);

const { clearance: _clearance, ...officer } = dpo;

const remove = (row: string) =>
  withAdmin(source.adminUrl, (admin) => admin.query('delete from persons.person where id = $1', [row]));

/** The codes of an answer's errors. */
const codesOf = ({ errors = [] }: SourceAnswer) => errors.map(({ extensions }) => extensions?.code);
const statementsOf = ({ extensions }: SourceAnswer) => extensions?.manifest?.statements ?? 0;

describe('what is held of a person is told to nobody', () => {
  it.each<[string, Asker]>([
    ['who is no officer of the kind', { ...officer, role: 'ANALYST' }],
    ['who audits', { ...officer, role: 'AUDITOR' }],
    ['who administers', { ...officer, role: 'ADMIN' }],
    ['who asks for another purpose', { ...officer, purpose: 'DATA_PROTECTION_AUDIT' }],
    ['who investigates', { ...officer, role: 'INVESTIGATOR', purpose: 'CRIMINAL_INVESTIGATION' }],
    ['who states no case', { ...officer, caseReference: null }],
    ['of a third country', { ...officer, agency: 'XA-CUSTOMS' }],
  ])('%s: nothing is searched', async (_, asker) => {
    const answer = await source.ask(asker, whole, asked());
    expect(answer.data).toEqual({ subject: null });
    expect(statementsOf(answer)).toBe(0);
    expect(answer.extensions?.manifest?.disclosed).toEqual([]);
  });

  it('of another agency, whether it asks for its own data or for those of this one', async () => {
    const ofOthers = await source.ask({ ...officer, agency: 'NL-CUSTOMS' }, whole, asked());
    expect(holdingsIn(ofOthers)).toMatchObject({ found: [], namesakes: [], aboveClearance: 0 });
    const forThem = await source.ask({ ...officer, agency: 'NL-CUSTOMS' }, whole, asked({ agency: 'DE-POLICE' }));
    expect(codesOf(forThem)).toEqual(['FORBIDDEN']);
    expect(statementsOf(forThem)).toBe(0);
  });

  it('of an agency but the one that a supervisor names of its mandate', async () => {
    const own = { id: 'person_0000000000000008', ...ina, ...born, originator: 'NL-CUSTOMS' };
    await insertRows(source.adminUrl, 'person', [own]);
    const supervisor: Asker = { ...officer, agency: 'EU-SUPERVISOR', role: 'AUDITOR' };
    const of = async (agency: string) => holdingsIn(await source.ask(supervisor, whole, asked({ agency }))).found;
    expect((await of('NL-CUSTOMS')).map((each) => each.id)).toEqual([own.id]);
    expect((await of('DE-POLICE')).map((each) => each.id)).toEqual([id]);
    await remove(own.id);
  });

  it('without the question: the officer lists, looks up, counts and finds nothing, as ever', async () => {
    const query = `query ($number: String!) {
      persons { totalCount { number } edges { node { id } } }
      byId: person(id: "${id}") { id }
      byDocument: person(identification: { type: PASSPORT, country: "DE", number: $number }) { id }
      matchPersons(asked: [{ names: ["Ina Beispiel"], birthDate: "1961-04-12" }]) { state matches { person { id } } hit { id } }
    }`;
    const { data } = await source.ask(dpo, query, { number: 'C01X00T47' });
    expect(data).toMatchObject({ byId: null, byDocument: null });
    expect(JSON.stringify(data)).not.toContain('person_');
  });

  it('where the limits are out of reach, or a person too many was asked for that day; the same again is free', async () => {
    const away = await source.unlimited(dpo, whole, asked());
    expect([codesOf(away), statementsOf(away)]).toEqual([['LIMITS_UNAVAILABLE'], 0]);
    const belgian: Asker = { ...officer, agency: 'BE-CUSTOMS' };
    const ask = (at: number) =>
      source.ask(belgian, whole, asked({ name: `Nemo Nusquam${'abcdefghijklmnopqrstuvwxyz'[at]}us` }));
    for (let at = 0; at < 20; at += 1) expect(codesOf(await ask(at))).toEqual([]);
    const over = await ask(20);
    expect([codesOf(over), statementsOf(over)]).toEqual([['SUBJECT_LIMITED'], 0]);
    expect(codesOf(await ask(3))).toEqual([]);
  }, 30_000);

  it('of more people than the quota who are asked for at once: each is counted before it is searched', async () => {
    const frontier: Asker = { ...officer, agency: 'EU-BORDER' };
    const names = [...'abcdefghijklmnopqrstuvwx'].map((letter) => `Nemo Nusquam${letter}us`);
    const answers = await Promise.all(names.map((name) => source.ask(frontier, whole, asked({ name }))));
    const refused = answers.filter((answer) => codesOf(answer).length > 0);
    expect(refused.map((answer) => [codesOf(answer), statementsOf(answer)])).toEqual(
      Array(4).fill([['SUBJECT_LIMITED'], 0]),
    );
  }, 30_000);

  it('of whom another namesake is confirmed counts as one more: else one name opens hundreds of people in a day', async () => {
    const spanish: Asker = { ...officer, agency: 'ES-TAX' };
    const ask = (...confirmed: readonly string[]) => source.ask(spanish, whole, asked({ confirmed }));
    for (let at = 0; at < 20; at += 1) expect(codesOf(await ask(`person_${at}`))).toEqual([]);
    expect(codesOf(await ask('person_20'))).toEqual(['SUBJECT_LIMITED']);
    expect(codesOf(await ask('person_1', 'person_1'))).toEqual([]);
  }, 30_000);

  it.each([
    ['a name of one word', { name: 'Beispiel' }],
    ['a date that is not full', { birthDate: '1961-04' }],
    ['a day that is none', { birthDate: '1961-02-30' }],
    ['a number of three characters', { documents: [{ number: '12-3' }] }],
    ['six documents', { documents: Array.from({ length: 6 }, (_, at) => ({ number: `12345${at}` })) }],
    ['no EORI number', { eori: '12' }],
    ['more than twenty decisions', { confirmed: Array.from({ length: 21 }, (_, at) => `person_${at}`) }],
  ])('who states %s', async (_, stated) => {
    const answer = await source.ask(dpo, whole, asked(stated));
    expect([codesOf(answer), statementsOf(answer)]).toEqual([['BAD_USER_INPUT'], 0]);
  });
});

describe('two worlds that differ in one record answer alike, log and statements too, where they differ in', () => {
  const hidden = { id: 'person_0000000000000009', ...ina, identifications: document };
  it.each([
    ['the record of the same person that another agency has', { ...born, originator: 'NL-CUSTOMS' }],
    [
      'the record of a namesake with another date, a protected one',
      { birth_date: '1990-01-01', birth_dates: ['1990-01-01'], identifications: [], data_subject_category: 'VICTIM' },
    ],
    ['a record of the person that has expired', { ...born, expires_at: '2020-01-01T00:00:00Z' }],
    [
      'a record of another name above the clearance, which has the number',
      { name: 'Orla Nightjar', names: [{ name: 'Orla Nightjar', kind: 'NAME' }], classification: 4 },
    ],
    ['a namesake above the clearance', { identifications: [], classification: 4 }],
  ])('%s', async (_, row) => {
    const stated = asked({ documents: [{ number: 'C01X00T47' }] });
    // Why twice: the first question after a new envelope reads it.
    const ask = async () => [await source.ask(dpo, whole, stated), await source.ask(dpo, whole, stated)][1];
    const before = await ask();
    await insertRows(source.adminUrl, 'person', [{ ...hidden, ...row }]);
    const after = await ask();
    await remove(hidden.id);
    expect(after).toEqual(before);
  });

  it.each<[string, Readonly<Record<string, unknown>>]>([
    ['the person’s record above the clearance', {}],
    [
      'a record above the clearance that the officer confirms by its id',
      { name: 'Nemo Nusquam', birthDate: null, confirmed: [hidden.id] },
    ],
  ])('the EORI number of %s: a firm of another name stays to be decided', async (_, differing) => {
    const stated = asked({ eori, ...differing });
    const inWorld = async (row: Row) => {
      await insertRows(source.adminUrl, 'person', [{ ...hidden, ...born, classification: 4, ...row }]);
      await source.ask(dpo, whole, stated);
      const answer = await source.ask(dpo, whole, stated);
      await remove(hidden.id);
      return answer;
    };
    const without = await inWorld({});
    expect(await inWorld({ eori })).toEqual(without);
    expect(holdingsIn(without).namesakes).toMatchObject([{ type: 'Organization', alikeBy: 'EORI' }]);
  });
});
