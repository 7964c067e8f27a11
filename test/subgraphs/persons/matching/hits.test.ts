import { beforeAll, describe, expect, it } from '@jest/globals';
import { type Asker, customs, judicial, openPersons, type PersonsSource, partner, police, tax } from '../ask.js';
import { insertRows } from '../fixtures.js';

/* Records of which a viewer may only know that they are there: answered as a look-up is, and never by a name alone. */
const lent = { releasable_to: ['agency:EU-ANALYSIS'] };
const person = (id: string, name: string, beside: object) => ({
  id,
  name,
  names: [
    { name, kind: 'NAME', script: 'Latn' },
    { name: 'Kapitanov Nikto', kind: 'ALIAS', script: 'Latn' },
  ],
  birth_dates: ['1961-04-12'],
  gender: 'male',
  nationality: ['NL'],
  birth_place: 'Exemplar',
  identifications: [{ type: 'PASSPORT', country: 'NL', number: `XA-7${id}` }],
  ...lent,
  ...beside,
});

const source = await openPersons();
beforeAll(async () => {
  await insertRows(source.adminUrl, 'person', [
    person('person_lent', 'Tarvik Solomonov Exemplar', { hit_to: ['agency:NL-CUSTOMS', 'agency:EU-JUDICIAL'] }),
    person('person_partner', 'Yusef Specimen Dokimastis', { hit_to: ['agency:XA-CUSTOMS'] }),
    person('person_vague', 'Vesna Specimen Quill', {
      hit_to: ['agency:NL-CUSTOMS'],
      birth_dates: ['1970', '1971-05'],
      birth_periods: [{ from: '1972-01-01', to: '1972-12-31' }],
    }),
    person('person_witness', 'Vera Zeuge Exemplar', { data_subject_category: 'WITNESS', hit_to: ['agency:ES-TAX'] }),
    person('person_unseen', 'Maria Probe Lopez', {}),
    person('person_shown', 'Ioannis Dokimastis', { releasable_to: [] }),
  ]);
});

const query = `query ($asked: [PersonQuestion!]!) {
  matchPersons(asked: $asked) { state matches { person { id } } hitState hitContact hit { id name birthDate } } }`;

interface Answer {
  readonly state: string;
  readonly hitState: string;
  readonly hitContact: string | null;
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
  return { ...answer, withheld: extensions?.withheld, manifest: { ...extensions?.manifest, askedNames: null } };
}

const names = ['Tarvik Solomonov Exemplar'];
const birthDate = '1961-04-12';
const passport = (id: string) => ({ type: 'PASSPORT', country: 'NL', number: `xa 7${id}` });

describe('a record of which the viewer may know', () => {
  it('is answered by a reference where two words of a name and a full date of birth are its own, and says whom to ask', async () => {
    const question = { names: ['EXEMPLAR, Tarwik'], birthDate };
    const { hit, hitState, matches, withheld, manifest } = await ask(customs, question);
    expect([source.recordOf(hit), hitState, matches]).toEqual(['person_lent', 'ASKED', []]);
    const { data } = await source.ask(customs, query, { asked: [question, { names: ['Nemo Nusquam'], birthDate }] });
    const contacts = ((data?.matchPersons ?? []) as Answer[]).map(({ hitContact }) => hitContact);
    expect(contacts).toEqual(['police-spoc@de.example.org', null]);
    expect(hit).toEqual({ id: expect.not.stringContaining('person_lent'), name: null, birthDate: null });
    expect(withheld).toContainEqual(expect.objectContaining({ effect: 'HIT', contact: expect.any(String) }));
    expect(manifest).toMatchObject({ hits: 1 });
  });

  it.each([
    ['a name alone', { names }],
    ['a year', { names, birthDate: '1961' }],
    ['another day', { names, birthDate: '1961-04-13' }],
    ['the day of another name', { names: ['Nemo Nusquam'], birthDate }],
    ['a name one word of which is not its own', { names: ['Tarvik Solomonov Nusquam'], birthDate }],
    ['a name like its own', { names: ['Travik Exemplar'], birthDate }],
    ['words of two of its names', { names: ['Tarvik Kapitanov'], birthDate }],
    ['a number without its country', { names, identification: { type: 'PASSPORT', number: 'xa 7person_lent' } }],
  ])('is not answered to %s', async (_, question) => {
    expect((await ask(customs, question)).hit).toBeNull();
  });

  it('is answered to a document with its country, whatever the name', async () => {
    for (const tried of [names, ['Nemo']]) {
      const { hit } = await ask(customs, { names: tried, identification: passport('person_lent') });
      expect(source.recordOf(hit)).toBe('person_lent');
    }
    expect((await ask(customs, { names, identification: passport('person_other') })).hit).toBeNull();
  });

  it('is answered to a name and a day beside a document of others: each of the two is a question', async () => {
    const { hit } = await ask(customs, { names, birthDate, identification: passport('person_other') });
    expect(source.recordOf(hit)).toBe('person_lent');
  });

  it('is answered to whom no name is lent in full: DENIED, and the hit', async () => {
    const { hit, ...answer } = await ask(judicial, { names, birthDate });
    expect(answer).toMatchObject({ state: 'DENIED', matches: null });
    expect(source.recordOf(hit)).toBe('person_lent');
  });

  it('is not answered by a datum that may not even be known', async () => {
    const asked = ['Yusef Specimen Dokimastis'];
    expect(source.recordOf((await ask(partner, { names: asked, birthDate })).hit)).toBe('person_partner');
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

describe('a question that hits nobody', () => {
  it('is in the log as one of a day on which nobody was born: who bears another name was named there by envelope', async () => {
    const askedNames = ['Nemo Nusquam'];
    const [sameDay, otherDay] = [birthDate, '1901-02-03'];
    const told = await ask(customs, { names: askedNames, birthDate: sameDay });
    expect(told.manifest).toMatchObject({ decided: [], disclosed: [], hits: 0 });
    expect(told).toEqual(await ask(customs, { names: askedNames, birthDate: otherDay }));
  });
});

describe('data of a record of which the viewer may only know', () => {
  const told = async (asker: Asker, question: object) => {
    const { hit, hitState } = await ask(asker, question);
    return [hitState, hit];
  };
  const identification = passport('person_lent');

  it('are not found by halving, of a witness neither, whom an originator lends as a hit to one agency', async () => {
    const witness = { names: ['Vera Zeuge Exemplar'], identification: passport('person_witness') };
    for (const birthDate of ['1930-01-01/1978-06-30', '1978-07-01/2020-12-31', '1961']) {
      const { hitState, hit } = await ask(tax, { ...witness, birthDate });
      expect([hitState, source.recordOf(hit)]).toEqual(['ASKED', 'person_witness']);
      expect(await told(tax, { names: witness.names, birthDate })).toEqual(['NOT_ASKED', null]);
    }
    expect(await told(customs, { ...witness, birthDate })).toEqual(['ASKED', null]);
  });

  it('are not found by halving: a span of dates beside a number told which half the date of birth is in', async () => {
    const [within, ...others] = await Promise.all(
      ['1930-01-01/1978-06-30', '1978-07-01/2020-12-31', '1961-04-12', '1999-09-09'].map((date) =>
        told(judicial, { names: ['Nemo'], identification, birthDate: date }),
      ),
    );
    for (const other of others) expect(other).toEqual(within);
    for (const birthDate of ['1961', '1961-04', '1961-04-12/1961-04-12', '1930-01-01/1978-06-30'])
      expect(await told(judicial, { names, birthDate })).toEqual(['NOT_ASKED', null]);
  });

  it.each([
    ['gender', 'male', 'female'],
    ['nationality', 'NL', 'FR'],
    ['birthPlace', 'Exemplar', 'Nusquam'],
  ])(
    'are not found by what disagrees: with %s stated beside the hit is the same, whatever it is',
    async (datum, is, isNot) => {
      const answers = [];
      for (const asked of [{}, { [datum]: is }, { [datum]: isNot }])
        answers.push(await told(customs, { names, birthDate, ...asked }));
      expect(answers).toEqual([answers[0], answers[0], answers[0]]);
      expect(answers[0]).toEqual(['ASKED', expect.objectContaining({ name: null })]);
    },
  );

  it('are not found by one word of a name, of which ten were tried at once with a date', async () => {
    for (const tried of [
      ['Tarvik'],
      ['Exemplar', 'Nemo', 'Tarvik'],
      [...names, 'Tarvik'],
      ['Dr Tarvik van der'],
      ['Exemplar T.'],
      ['Exemplar Exemplaar'],
    ])
      expect([tried, ...(await told(customs, { names: tried, birthDate }))]).toEqual([tried, 'NOT_ASKED', null]);
  });

  it('are no full date where the record states a year, a month or a span alone', async () => {
    const vague = ['Vesna Specimen Quill'];
    for (const birthDate of ['1970-01-01', '1970-12-31', '1971-05-01', '1972-01-01'])
      expect(await told(customs, { names: vague, birthDate })).toEqual(['ASKED', null]);
  });
});

describe('the reference of a hit', () => {
  const referenceOf = async (asker: Asker, question: object) => (await ask(asker, question)).hit?.id ?? '';

  it('is another in each question and for each viewer: two hits do not tell that they are of one person', async () => {
    const questions = [
      { names, birthDate },
      { names: ['Tarvik Exemplar'], birthDate },
      { names, identification: passport('person_lent') },
    ];
    const references = [];
    for (const asker of [customs, judicial])
      for (const question of questions) references.push(await referenceOf(asker, question));
    expect(new Set(references).size).toBe(references.length);
    expect(await referenceOf(customs, { names, birthDate })).toBe(references[0]);
    for (const id of references) expect(source.recordOf({ id })).toBe('person_lent');
  });

  it('is no id of a record', async () => {
    const id = await referenceOf(customs, { names, birthDate });
    const { data } = await source.ask(police, 'query ($id: ID!) { person(id: $id) { id } }', { id });
    expect(data).toEqual({ person: null });
  });
});

describe('questions by the hundred', () => {
  const asked = Array.from({ length: 100 }, (_, at) => ({
    names: [`Nemo Nusquam ${at}`, 'Tarvik Exemplar'],
    birthDate: `19${String(at % 50).padStart(2, '0')}-04-12`,
    ...(at % 2 ? { identification: passport(`p${at}`) } : {}),
  }));

  it('are looked for by one statement for their dates and one for their numbers', async () => {
    const count = async (fields: string) => {
      const selected = query.replace('hitState hitContact hit { id name birthDate }', fields);
      const { extensions } = await source.ask(customs, selected, { asked });
      return extensions?.manifest.statements ?? 0;
    };
    const without = await count('');
    expect(without).toBeGreaterThan(0);
    expect(await count('hitState hit { id }')).toBe(without + 2);
    expect(await count('hitState hitContact')).toBe(without);
  });
});

describe('dates that are tried of one name', () => {
  const guess = (day: number, stated = names) => ({
    names: stated,
    birthDate: `1961-05-${String(day).padStart(2, '0')}`,
  });
  const statesOf = async (by: PersonsSource['ask'], asked: readonly object[]) => {
    const { data, errors } = await by(customs, query, { asked });
    expect(errors).toBeUndefined();
    return ((data?.matchPersons ?? []) as Answer[]).map(({ hitState, hit }) => (hit ? source.recordOf(hit) : hitState));
  };

  it('are five a day: a hundred a request found a date of birth in seconds, and the right one is not told then', async () => {
    const by = source.under(1000);
    const spelt = [['Tarvik Exemplar'], ['EXEMPLAR, Tarwik'], ['Maria Tarvik Exemplar']];
    const first = await statesOf(
      by,
      [1, 2, 3, 4, 5].map((day) => guess(day, spelt[day % 3])),
    );
    expect(first).toEqual(Array(5).fill('ASKED'));
    const rest = await statesOf(by, [
      guess(6, spelt[0]),
      { names: ['Tarvik Exemplar'], birthDate },
      guess(1, spelt[0]),
    ]);
    expect(rest).toEqual(['LIMITED', 'LIMITED', 'ASKED']);
    expect(await statesOf(by, [{ names: ['Yusef Specimen'], birthDate }])).toEqual(['ASKED']);
  });

  it('are tried where a name and a document are stated, which then is not looked for either', async () => {
    const by = source.under(1000);
    await statesOf(
      by,
      [1, 2, 3, 4, 5].map((day) => guess(day)),
    );
    const question = { ...guess(6), identification: passport('person_lent') };
    expect(await statesOf(by, [question])).toEqual(['LIMITED']);
    expect(await statesOf(by, [{ names, identification: passport('person_lent') }])).toEqual(['person_lent']);
  });
});

describe('limits that are out of reach', () => {
  it('leave hits unasked, and all else is served', async () => {
    const { hitState, hit, state } = await ask(customs, { names, birthDate }, source.unlimited);
    expect([hitState, hit, state]).toEqual(['UNAVAILABLE', null, 'OK']);
    const lookUp = (number: string) =>
      source.unlimited(
        customs,
        `{ person(identification: { type: PASSPORT, country: "NL", number: "${number}" }) { id } }`,
      );
    expect((await lookUp('XA-7person_shown')).data).toEqual({ person: { id: 'person_shown' } });
    for (const number of ['XA-7person_lent', 'XA-7person_none'])
      expect((await lookUp(number)).errors?.[0]?.extensions.code).toBe('LIMITS_UNAVAILABLE');
  });

  it('leave nothing to be found by what is lent as a hit, though the record is seen: numbers were tried uncounted', async () => {
    const lookUp = (ask: PersonsSource['ask'], number: string) =>
      ask(judicial, `{ person(identification: { type: PASSPORT, country: "NL", number: "${number}" }) { id } }`);
    expect((await lookUp(source.ask, 'XA-7person_shown')).data).toEqual({ person: { id: 'person_shown' } });
    for (const number of ['XA-7person_shown', 'XA-7person_none'])
      expect((await lookUp(source.unlimited, number)).errors?.[0]?.extensions.code).toBe('LIMITS_UNAVAILABLE');
  });
});

describe('documents that are tried', () => {
  it('are twenty a day of those that begin alike, and then no hit is looked for: what may be seen is', async () => {
    const by = source.under(1000);
    const lookUp = async (number: string) => {
      const query = `{ person(identification: { type: PASSPORT, country: "NL", number: "${number}" }) { id } }`;
      const { data, errors } = await by(customs, query);
      return errors?.[0]?.extensions.code ?? (data?.person as { id: string } | null)?.id ?? null;
    };
    for (let at = 0; at < 20; at += 1) expect(await lookUp(`XA-7person_l${100 + at}`)).toBeNull();
    expect([await lookUp('XA-7person_lent'), await lookUp('XA-7person_l999')]).toEqual([
      'LOOKUP_LIMITED',
      'LOOKUP_LIMITED',
    ]);
    expect(await lookUp('XA-7person_shown')).toBe('person_shown');
    expect(await lookUp('XA-7person_l100')).toBeNull();
  });
});

describe('the quota of look-ups', () => {
  const strong = { names, birthDate };

  it('is used up by answers that are a hit alone, and then refuses whatever matches', async () => {
    const by = source.under(2);
    for (let times = 0; times < 5; times += 1)
      expect(await ask(customs, { names: ['Nemo Nusquam'], birthDate }, by)).toMatchObject({ state: 'OK', hit: null });
    expect(source.recordOf((await ask(customs, strong, by)).hit)).toBe('person_lent');
    expect(source.recordOf((await ask(customs, strong, by)).hit)).toBe('person_lent');
    expect(await ask(customs, strong, by)).toEqual({ code: 'LOOKUP_QUOTA_EXCEEDED' });
    expect(await ask(customs, { names: ['Nemo Nusquam'], birthDate }, by)).toEqual({ code: 'LOOKUP_QUOTA_EXCEEDED' });
    expect(await ask(customs, { names }, by)).toMatchObject({ state: 'OK', hit: null });
  });

  it('ends trying persons of whom no more may be known: questions without a hit were never counted', async () => {
    const by = source.under(1000, 30);
    const guess = (at: number) => ({
      names: [`Nemo${'bdfglmnprs'[at % 10]} Nusquam${'klmnr'[at % 5]}`],
      birthDate: `19${50 + at}-05-06`,
    });
    const answer = async (from: number) => {
      const asked = Array.from({ length: 10 }, (_, at) => guess(from + at));
      return (await by(customs, query, { asked })).errors?.[0]?.extensions.code;
    };
    expect([await answer(0), await answer(10), await answer(20)]).toEqual([undefined, undefined, undefined]);
    const { errors } = await by(customs, query, { asked: [guess(40)] });
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
    for (let times = 0; times < 3; times += 1)
      expect(source.recordOf((await ask(customs, strong, by)).hit)).toBe('person_lent');
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
