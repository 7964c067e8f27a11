import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Asker, customs, judicial, openPersons, type PersonsSource, partner, police } from '../ask.js';
import { insertRows } from '../fixtures.js';

/* Records of which a viewer may only know that they are there: answered as a look-up is, and never by a name alone. */
const lent = { releasable_to: ['agency:EU-ANALYSIS'] };
const person = (id: string, name: string, beside: object) => ({
  id,
  name,
  names: [{ name, kind: 'NAME', script: 'Latn' }],
  birth_dates: ['1961-04-12'],
  gender: 'male',
  nationality: ['NL'],
  birth_place: 'Exemplar',
  identifications: [{ type: 'PASSPORT', country: 'NL', number: `XA-7${id}` }],
  ...lent,
  ...beside,
});

let source: PersonsSource;
beforeAll(async () => {
  source = await openPersons();
  await insertRows(source.adminUrl, 'person', [
    person('person_lent', 'Tarvik Solomonov Exemplar', { hit_to: ['agency:NL-CUSTOMS', 'agency:EU-JUDICIAL'] }),
    person('person_partner', 'Yusef Specimen Dokimastis', { hit_to: ['agency:XA-CUSTOMS'] }),
    person('person_unseen', 'Maria Probe Lopez', {}),
    person('person_shown', 'Ioannis Dokimastis', { releasable_to: [] }),
  ]);
});
afterAll(() => source.close());

const query = `query ($asked: [PersonQuestion!]!) {
  matchPersons(asked: $asked) { state matches { person { id } } hit { id name birthDate } } }`;

interface Answer {
  readonly state: string;
  readonly matches: readonly object[] | null;
  readonly hit: { readonly id: string; readonly name: string | null; readonly birthDate: string | null } | null;
}

interface Told extends Partial<Answer> {
  readonly code?: unknown;
  readonly withheld?: readonly object[] | undefined;
  readonly manifest?: object | undefined;
}

async function ask(asker: Asker, question: object, by = source.ask): Promise<Told> {
  const { data, errors, extensions } = await by(asker, query, { asked: [question] });
  if (errors) return { code: errors[0]?.extensions.code };
  const [answer] = (data?.matchPersons ?? []) as Answer[];
  return { ...answer, withheld: extensions?.withheld, manifest: extensions?.manifest };
}

const names = ['Tarvik Solomonov Exemplar'];
const birthDate = '1961-04-12';
const passport = (id: string) => ({ type: 'PASSPORT', country: 'NL', number: `xa 7${id}` });

describe('a record of which the viewer may know', () => {
  it('is answered by its id where a name and a full date of birth agree, and says whom to ask', async () => {
    const { hit, matches, withheld, manifest } = await ask(customs, {
      names: ['Travik Solomonov Exemplar'],
      birthDate,
    });
    expect([hit, matches]).toEqual([{ id: 'person_lent', name: null, birthDate: null }, []]);
    expect(withheld).toContainEqual(expect.objectContaining({ effect: 'HIT', contact: expect.any(String) }));
    expect(manifest).toMatchObject({ hits: 1 });
  });

  it.each([
    ['a name alone', { names }],
    ['a year', { names, birthDate: '1961' }],
    ['another day', { names, birthDate: '1961-04-13' }],
    ['the day of another name', { names: ['Nemo Nusquam'], birthDate }],
  ])('is not answered to %s', async (_, question) => {
    expect((await ask(customs, question)).hit).toBeNull();
  });

  it('is answered where a name and a document agree', async () => {
    const { hit } = await ask(customs, { names, identification: passport('person_lent') });
    expect(hit?.id).toBe('person_lent');
    expect((await ask(customs, { names, identification: passport('person_other') })).hit).toBeNull();
  });

  it('is answered to whom no name is lent in full: DENIED, and the hit', async () => {
    expect(await ask(judicial, { names, birthDate })).toMatchObject({
      state: 'DENIED',
      matches: null,
      hit: { id: 'person_lent' },
    });
  });

  it('is not answered by a datum that may not even be known', async () => {
    const asked = ['Yusef Specimen Dokimastis'];
    expect((await ask(partner, { names: asked, birthDate })).hit?.id).toBe('person_partner');
    expect((await ask(partner, { names: asked, identification: passport('person_partner') })).hit).toBeNull();
  });

  it('is not spoken of to those who see it, nor one of which they may not know', async () => {
    expect((await ask(police, { names: ['Ioannis Dokimastis'], birthDate })).hit).toBeNull();
    const question = (name: string) => ask(customs, { names: [name], birthDate });
    expect(JSON.stringify(await question('Maria Probe Lopez'))).toBe(
      JSON.stringify(await question('Nemo Nusquam Nullus')),
    );
  });
});

describe('data of a record of which the viewer may only know', () => {
  const hitOf = async (asker: Asker, question: object) => (await ask(asker, question)).hit;
  const identification = passport('person_lent');

  it('are not found by halving: a span of dates beside a number told which half the date of birth is in', async () => {
    const within = await hitOf(judicial, { names, identification, birthDate: '1930-01-01/1978-06-30' });
    const outside = await hitOf(judicial, { names, identification, birthDate: '1978-07-01/2020-12-31' });
    expect(within).toEqual(outside);
    for (const birthDate of ['1961', '1961-04', '1961-04-12/1961-04-12'])
      expect(await hitOf(judicial, { names, birthDate })).toBeNull();
  });

  it.each([
    ['gender', 'male', 'female'],
    ['nationality', 'NL', 'FR'],
    ['birthPlace', 'Exemplar', 'Nusquam'],
  ])('are not found by what disagrees: %s stated beside, one question a value', async (datum, is, isNot) => {
    const answers = await Promise.all([is, isNot].map((value) => hitOf(customs, { names, birthDate, [datum]: value })));
    expect(answers[0]).toEqual(answers[1]);
  });

  it('are not found by one word of a name, of which ten were tried at once with a date', async () => {
    for (const tried of [
      ['Tarvik'],
      ['Exemplar', 'Nemo', 'Tarvik'],
      ['Dr Tarvik van der'],
      ['Exemplar T.'],
      ['Exemplar Exemplaar'],
    ])
      expect([tried, await hitOf(customs, { names: tried, birthDate })]).toEqual([tried, null]);
  });
});

describe('the quota of look-ups', () => {
  const strong = { names, birthDate };

  it('is used up by answers that are a hit alone, and then refuses whatever matches', async () => {
    const by = source.under(2);
    for (let times = 0; times < 5; times += 1)
      expect(await ask(customs, { names: ['Nemo Nusquam'], birthDate }, by)).toMatchObject({ state: 'OK', hit: null });
    expect((await ask(customs, strong, by)).hit?.id).toBe('person_lent');
    expect((await ask(customs, strong, by)).hit?.id).toBe('person_lent');
    expect(await ask(customs, strong, by)).toEqual({ code: 'LOOKUP_QUOTA_EXCEEDED' });
    expect(await ask(customs, { names: ['Nemo Nusquam'], birthDate }, by)).toEqual({ code: 'LOOKUP_QUOTA_EXCEEDED' });
    expect(await ask(customs, { names }, by)).toMatchObject({ state: 'OK', hit: null });
  });

  it('ends trying dates of somebody of whom no more may be known: questions without a hit were never counted', async () => {
    const by = source.under(1000, 30);
    const guess = (day: number) => ({ names, birthDate: `1961-05-${String(day).padStart(2, '0')}` });
    const asked = Array.from({ length: 10 }, (_, day) => guess(day + 1));
    const answer = async () => (await by(customs, query, { asked })).errors?.[0]?.extensions.code;
    expect([await answer(), await answer(), await answer()]).toEqual([undefined, undefined, undefined]);
    const { errors } = await by(customs, query, { asked: [guess(20)] });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'LOOKUP_QUOTA_EXCEEDED', limit: 30 });
    expect(await ask(customs, strong, by)).toEqual({ code: 'LOOKUP_QUOTA_EXCEEDED' });
    expect(await ask(customs, { names }, by)).toMatchObject({ state: 'OK', hit: null });
  });

  it('counts what is invisible as what is not there', async () => {
    const answersTo = async (name: string) => {
      const by = source.under(1000, 2);
      const answers = [];
      for (let times = 0; times < 3; times += 1) answers.push(await ask(customs, { names: [name], birthDate }, by));
      return JSON.stringify(answers);
    };
    expect(await answersTo('Maria Probe Lopez')).toBe(await answersTo('Nemo Nusquam Nullus'));
  });

  it('does not count a hit as in vain, and lets a hundred without any run', async () => {
    const by = source.under(1000, 100);
    for (let times = 0; times < 3; times += 1) expect((await ask(customs, strong, by)).hit?.id).toBe('person_lent');
    const asked = Array.from({ length: 100 }, () => ({ names: ['Nemo Nusquam'], birthDate }));
    expect((await by(customs, query, { asked })).errors).toBeUndefined();
  });

  it('is reserved before anything is looked for: questions at once cannot pass together', async () => {
    const by = source.under(2);
    const asked = Array.from({ length: 3 }, () => strong);
    const { errors } = await by(customs, query, { asked });
    expect(errors?.[0]?.extensions.code).toBe('LOOKUP_QUOTA_EXCEEDED');
    const all = await Promise.all(Array.from({ length: 4 }, () => ask(customs, strong, by)));
    expect(all.filter(({ hit }) => hit).length).toBe(2);
  });
});
