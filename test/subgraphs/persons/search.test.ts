import { beforeAll, describe, expect, it } from '@jest/globals';
import type { RecognisedForm } from '../../../schema/identifiers/recognition/forms.js';
import { type Asker, customs, judicial, openPersons, type PersonsSource, police, supervisor, tax } from './ask.js';
import { insertRows } from './fixtures.js';

/* What a search finds by a number: the look-ups of the forms that its text may have, under all their laws. */
const passport = (number: string) => [{ type: 'PASSPORT', country: 'NL', number }];
const wallet = 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4';
const frontex: Asker = { agency: 'EU-BORDER', purpose: 'CRIMINAL_INVESTIGATION' };
const lent = { releasable_to: ['agency:EU-ANALYSIS'], hit_to: ['agency:NL-CUSTOMS'] };
const source = await openPersons();

beforeAll(async () => {
  await insertRows(source.adminUrl, 'person', [
    { id: 'person_a', name: 'Exemplar A', identifications: passport('XA1000001') },
    { id: 'person_b', name: 'Exemplar B', identifications: passport('XA1000001'), source: 'ftm' },
    { id: 'person_hit', name: 'Exemplar Hit', identifications: passport('XA1000002'), ...lent },
    { id: 'person_hidden', name: 'Exemplar Hidden', identifications: passport('XA1000003'), classification: 4 },
    { id: 'person_lent', name: 'Exemplar Lent', identifications: passport('XA1000001'), ...lent },
    { id: 'person_wallet', name: 'Exemplar W', identifications: [{ type: 'OTHER', country: '', number: wallet }] },
  ]);
  await insertRows(source.adminUrl, 'organization', [
    { id: 'organization_hidden', name: 'Specimen Hidden', eori: 'NL555555555', classification: 4 },
    { id: 'organization_hit', name: 'Specimen Lent', eori: 'NL987654321', registration_number: '987654321', ...lent },
    { id: 'organization_a', name: 'Specimen', eori: 'NL123456789', registration_number: '123456789' },
    { id: 'organization_lei', name: 'Specimen of a LEI', lei_code: 'EXMP-00SPECIMEN-0000 72' },
    { id: 'organization_vat', name: 'Specimen of a VAT', vat_code: 'DE 123.456.788' },
  ]);
  await insertRows(source.adminUrl, 'vessel_record', [
    { id: 'vesselrecord_a', name: 'LANTERN', imo: '7937317', mmsi: '244 670 000', call_sign: 'P B E X' },
  ]);
  await insertRows(source.adminUrl, 'aircraft_record', [
    { id: 'aircraftrecord_a', name: 'N1', registration: 'QX-EXM', icao_address: '484EF1' },
  ]);
});

const query = `query ($probe: ID!) { _entities(representations: [{ __typename: "Search", probe: $probe }]) { ... on Search {
  persons { hitState lookedUp exact { id name } } organizations { hitState lookedUp exact { id name } }
  vessels { lookedUp exact { id name } } aircraft { lookedUp exact { id registration } } } } }`;

const ofOrganizations = `query ($probe: ID!) { _entities(representations: [{ __typename: "Search", probe: $probe }]) { ... on Search {
  organizations { lookedUp exact { id name } } } } }`;

interface Asking {
  readonly asker?: Asker;
  readonly feeds?: readonly string[];
  readonly ask?: PersonsSource['ask'];
  readonly asked?: string;
}

async function search(
  recognised: readonly RecognisedForm[],
  { asker = customs, feeds, ask = source.ask, asked = query }: Asking = {},
) {
  const probe = source.seal(asker, { kind: 'search', recognised, feeds: feeds ?? null });
  const { data, errors, extensions } = await ask(asker, asked, { probe });
  type Kinds = Record<string, { lookedUp: string[]; exact: Record<string, unknown>[] }>;
  const [found] = (data?._entities ?? []) as readonly Kinds[];
  return { found, errors, extensions };
}

const number = (value: string): RecognisedForm => ({ form: 'DOCUMENT_NUMBER', value });
const eori = (value: string): RecognisedForm => ({ form: 'EORI', value });
const idsOf = (found: { readonly exact: readonly Record<string, unknown>[] } | undefined) =>
  found?.exact.map(({ id }) => id);

describe('a number that a search states', () => {
  it('finds each record under it that is shown, and does not speak of a hit beside them', async () => {
    const { found } = await search([number('XA1000001')]);
    expect(found?.persons).toEqual({
      hitState: 'NOT_ASKED',
      lookedUp: ['DOCUMENT_NUMBER'],
      exact: [
        { id: 'person_a', name: 'Exemplar A' },
        { id: 'person_b', name: 'Exemplar B' },
      ],
    });
  });

  it('is answered by a hit where nothing else is, without a name, whichever feeds are searched', async () => {
    for (const feeds of [undefined, ['ofac-sdn']]) {
      const { found } = await search([eori('NL987654321')], feeds ? { feeds } : {});
      expect(found?.organizations).toMatchObject({ exact: [{ name: null }], hitState: 'ASKED' });
      expect(source.recordOf(found?.organizations?.exact[0])).toBe('organization_hit');
    }
  });

  it('is answered by no hit where it does not say what it is a number of, and that is told', async () => {
    for (const value of ['XA1000002', 'XA1000009', '987654321'])
      expect((await search([number(value)])).found).toMatchObject({
        persons: { exact: [], hitState: 'NOT_ASKED' },
        organizations: { exact: [], hitState: 'NOT_ASKED' },
      });
  });

  it('is looked for as a hit where what is found is selected, and by no other field', async () => {
    const asked = query.replace(
      'organizations { hitState lookedUp exact { id name } }',
      'organizations { state hitState }',
    );
    const { found, extensions } = await search([eori('NL987654321')], { asked });
    expect(found?.organizations).toEqual({ state: 'OK', hitState: 'NOT_ASKED' });
    expect(extensions?.manifest.hits).toBe(0);
  });

  it('finds whom a list states a wallet of, where the documents are shown', async () => {
    const recognised = [{ form: 'WALLET', value: wallet }] as const;
    expect((await search(recognised)).found?.persons).toMatchObject({
      lookedUp: ['WALLET'],
      exact: [{ id: 'person_wallet' }],
    });
    expect((await search(recognised, { asker: judicial })).found?.persons).toMatchObject({ lookedUp: [], exact: [] });
  });

  it('finds records of the feeds that are searched, and no others', async () => {
    expect(idsOf((await search([number('XA1000001')], { feeds: ['ftm'] })).found?.persons)).toEqual(['person_b']);
  });

  it('finds in each kind what it names there', async () => {
    const { found } = await search([
      { form: 'EORI', value: 'NL123456789' },
      { form: 'IMO', value: '7937317' },
      { form: 'MMSI', value: '244670000' },
      { form: 'REGISTRATION_MARK', value: 'QX-EXM' },
      number('123456789'),
    ]);
    expect(idsOf(found?.organizations)).toEqual(['organization_a']);
    expect(found?.organizations?.lookedUp).toEqual(['EORI', 'DOCUMENT_NUMBER']);
    expect(idsOf(found?.vessels)).toEqual(['vesselrecord_a']);
    expect(idsOf(found?.aircraft)).toEqual(['aircraftrecord_a']);
  });

  it('finds a ship by its call sign, an aircraft by its address, and a firm by its LEI as a number in a register', async () => {
    const { found } = await search([
      { form: 'CALL_SIGN', value: 'PBEX' },
      { form: 'ICAO_ADDRESS', value: '484EF1' },
      { form: 'LEI', value: '987654321' },
      { form: 'VAT_NUMBER', value: '123456789' },
    ]);
    expect(idsOf(found?.vessels)).toEqual(['vesselrecord_a']);
    expect(idsOf(found?.aircraft)).toEqual(['aircraftrecord_a']);
    expect(idsOf(found?.organizations)).toEqual(['organization_a']);
    expect(found?.organizations).toMatchObject({ hitState: 'NOT_ASKED', lookedUp: ['LEI', 'VAT_NUMBER'] });
  });

  it('under several forms of one value is sought by one statement', async () => {
    const asked = ofOrganizations;
    const one = await search([number('123456789')], { asked });
    const two = await search([number('123456789'), { form: 'VAT_NUMBER', value: '123456789' }], { asked });
    expect(two.extensions?.manifest.statements).toBe(one.extensions?.manifest.statements);
    expect(idsOf(two.found?.organizations)).toEqual(['organization_a']);
  });

  it('that is invisible is answered as one that is not there: bytes, statements, what is withheld', async () => {
    const [hidden, missing] = [await search([number('XA1000003')]), await search([number('XA1000009')])];
    expect(JSON.stringify(hidden)).toBe(JSON.stringify(missing));
    expect(hidden.found?.persons?.exact).toEqual([]);
  });

  it('is not looked up where the viewer can have nothing by it, and no statement is sent', async () => {
    const { found, extensions } = await search([number('XA1000001')], { asker: supervisor });
    expect(found?.persons).toEqual({ hitState: 'NOT_ASKED', lookedUp: [], exact: [] });
    expect(extensions?.manifest.statements).toBe(0);
    const masked = await search([{ form: 'IMO', value: '7937317' }], { asker: tax });
    expect(masked.found?.vessels).toEqual({ lookedUp: [], exact: [] });
  });

  it.each([
    ['DOCUMENT_NUMBER', 'XA1000001', judicial, 'persons'],
    ['DOCUMENT_NUMBER', '123456789', frontex, 'organizations'],
    ['LEI', 'EXMP00SPECIMEN000072', frontex, 'organizations'],
    ['VAT_NUMBER', 'DE123456788', frontex, 'organizations'],
    ['CALL_SIGN', 'PBEX', tax, 'vessels'],
    ['MMSI', '244670000', tax, 'vessels'],
    ['ICAO_ADDRESS', '484EF1', tax, 'aircraft'],
  ] as const)(
    'as a %s finds by a datum in full alone: who has it as a hit is answered as if nobody had it',
    async (form, value, asker, kind) => {
      const [there, missing] = [
        await search([{ form, value }], { asker }),
        await search([{ form, value: 'ZZ999' }], { asker }),
      ];
      expect(JSON.stringify(there)).toBe(JSON.stringify(missing));
      expect(there.found?.[kind]).toMatchObject({ lookedUp: [], exact: [] });
      expect(there.extensions?.manifest.statements).toBe(0);
    },
  );

  it('finds an organization whose sources state it as a LEI or a VAT number, however it is written', async () => {
    expect(idsOf((await search([{ form: 'LEI', value: 'EXMP00SPECIMEN000072' }])).found?.organizations)).toEqual([
      'organization_lei',
    ]);
    expect(idsOf((await search([{ form: 'VAT_NUMBER', value: 'DE123456788' }])).found?.organizations)).toEqual([
      'organization_vat',
    ]);
  });

  it('is searched though the directory knows forms that this source does not', async () => {
    const newer = { form: 'FORM_OF_A_LATER_VERSION', value: 'x' } as unknown as RecognisedForm;
    expect(idsOf((await search([newer, number('XA1000001')])).found?.persons)).toEqual(['person_a', 'person_b']);
  });
});

describe('the quota of look-ups', () => {
  it('is used up by hits, and not by numbers that nobody has, so that a batch can run', async () => {
    const ask = source.under(2);
    for (let times = 0; times < 5; times += 1) {
      expect((await search([eori(`NL20000000${times}`)], { ask, asked: ofOrganizations })).errors).toBeUndefined();
      expect((await search([eori('NL123456789')], { ask, asked: ofOrganizations })).errors).toBeUndefined();
    }
    for (let times = 0; times < 2; times += 1) {
      expect((await search([eori('NL987654321')], { ask, asked: ofOrganizations })).errors).toBeUndefined();
    }
    const { found, errors } = await search([eori('NL987654321')], { ask, asked: ofOrganizations });
    expect(errors?.map(({ extensions }) => extensions.code)).toContain('LOOKUP_QUOTA_EXCEEDED');
    expect(found?.organizations?.exact).toBeNull();
    const missing = await search([eori('NL200000009')], { ask, asked: ofOrganizations });
    expect(missing.errors?.map(({ extensions }) => extensions.code)).toContain('LOOKUP_QUOTA_EXCEEDED');
  });
});

describe('numbers that find nothing', () => {
  it('have a limit of their own, hidden and missing ones alike, of which what is shown takes nothing', async () => {
    const ask = source.under(1000, 2);
    const codeOf = async (value: string) =>
      (await search([eori(value)], { ask, asked: ofOrganizations })).errors?.[0]?.extensions.code;
    const asked = ['NL123456789', 'NL555555555', 'NL123456789', 'NL200000001', 'NL200000001', 'NL123456789'];
    const codes = [];
    for (const value of asked) codes.push(await codeOf(value));
    const over = 'LOOKUP_QUOTA_EXCEEDED';
    expect(codes).toEqual([undefined, undefined, undefined, undefined, over, over]);
  });

  it('are not counted where no hit is looked for by them', async () => {
    const ask = source.under(1, 1);
    for (let times = 0; times < 5; times += 1)
      expect((await search([number(`XB200000${times}`)], { ask })).errors).toBeUndefined();
  });
});

describe('what is not selected', () => {
  it('is not searched', async () => {
    const probe = source.seal(customs, { kind: 'search', recognised: [number('XA1000001')], feeds: null });
    const asked = `query ($probe: ID!) { _entities(representations: [{ __typename: "Search", probe: $probe }]) { ... on Search {
      persons { __typename lookedUp } vessels { lookedUp } } } }`;
    const { extensions } = await source.ask(customs, asked, { probe });
    expect(extensions?.manifest.statements).toBe(0);
  });
});

describe('the feeds that are searched', () => {
  const asked = `query ($probe: ID!) { _entities(representations: [{ __typename: "Search", probe: $probe }]) { ... on Search {
    persons { feeds } aircraft { feeds } } } }`;
  const feedsOf = async (asker: Asker, feeds: readonly string[] | null) => {
    const probe = source.seal(asker, { kind: 'search', recognised: [number('XA1000001')], feeds });
    return (await source.ask(asker, asked, { probe })).data?._entities;
  };

  it('are those with a record that the viewer may see, and no others', async () => {
    await insertRows(source.adminUrl, 'person', [
      { id: 'person_s', name: 'S', source: 'secret-feed', classification: 4 },
    ]);
    expect(await feedsOf(customs, null)).toEqual([
      { persons: { feeds: ['demo-persons', 'ftm'] }, aircraft: { feeds: ['demo-persons'] } },
    ]);
    expect(await feedsOf(customs, ['ftm', 'secret-feed', 'no-such'])).toEqual([
      { persons: { feeds: ['ftm'] }, aircraft: { feeds: [] } },
    ]);
    expect(await feedsOf(supervisor, null)).toEqual([{ persons: { feeds: [] }, aircraft: { feeds: [] } }]);
  });

  it('are not told of records whose feed is not lent, though the records are', async () => {
    const ask = source.without('handling', 'CUSTOMS_MS');
    const probe = source.seal(customs, { kind: 'search', recognised: [number('XA1000001')], feeds: null });
    const withExact = asked.replace('feeds }', 'feeds exact { id } }');
    const { data } = await ask(customs, withExact, { probe });
    expect(data?._entities).toEqual([
      { persons: { feeds: [], exact: [{ id: 'person_a' }, { id: 'person_b' }] }, aircraft: { feeds: [] } },
    ]);
  });
});

describe('a probe', () => {
  it('that was forged, is of another kind, viewer or request searches nothing', async () => {
    const good = { kind: 'search', recognised: [number('XA1000001')], feeds: null };
    const forged = [
      'forged',
      source.seal(customs, { ...good, kind: 'vesselName' }),
      source.seal(customs, { ...good, recognised: [{ form: 'NAME', value: 1 }] }),
      source.seal(police, good),
      source.seal(customs, good, 'another-request'),
    ];
    for (const probe of forged) {
      const { data, extensions } = await source.ask(customs, query, { probe });
      expect(data?._entities).toEqual([{ persons: null, organizations: null, vessels: null, aircraft: null }]);
      expect(extensions?.manifest.statements).toBe(0);
    }
  });
});

describe('a name that is searched', () => {
  const alike = `query ($probe: ID!, $first: Int) { _entities(representations: [{ __typename: "Search", probe: $probe }]) { ... on Search {
    persons(first: $first) { state cutOff similar { score matchedName person { id name } agreements { datum } } } } } }`;

  async function find(name: string, asker: Asker = customs, feeds: readonly string[] | null = null) {
    const recognised = [
      { form: 'NAME', value: name },
      { form: 'WORDS', value: name },
    ];
    const probe = source.seal(asker, { kind: 'search', recognised, feeds });
    const { data, errors, extensions } = await source.ask(asker, alike, { probe, first: 5 });
    expect(errors).toBeUndefined();
    const [entity] = (data?._entities ?? []) as readonly { readonly persons: Alike }[];
    return { found: entity?.persons, ids: entity?.persons.similar?.map(({ person }) => person.id), data, extensions };
  }
  interface Alike {
    readonly state: string;
    readonly similar: readonly { readonly score: number; readonly person: { readonly id: string } }[] | null;
  }

  beforeAll(async () => {
    await insertRows(source.adminUrl, 'person', [
      {
        id: 'person_n',
        name: 'Zephyrine Quarrymaster',
        names: [{ name: 'Zephyrine Quarrymaster', kind: 'NAME', script: 'Latn' }],
      },
      {
        id: 'person_n_far',
        name: 'Zephyrine Quarrymaster',
        names: [{ name: 'Zephyrine Quarrymaster', kind: 'NAME', script: 'Latn' }],
        ...lent,
        hit_to: [],
      },
      {
        id: 'person_n_hit',
        name: 'Thelonius Quillfeather',
        names: [{ name: 'Thelonius Quillfeather', kind: 'NAME', script: 'Latn' }],
        ...lent,
      },
    ]);
  });

  it('finds who is spelled otherwise, and says how like and by what', async () => {
    for (const name of [
      'Zephyrine Quarrymaster',
      'Zehpyrine Quarrymaster',
      'QUARRYMASTER, Zephyrine',
      'Зефирине Карримастер',
    ]) {
      const { found, ids } = await find(name);
      expect([name, found?.state, ids]).toEqual([name, 'OK', ['person_n']]);
    }
  });

  it('that nobody has is told as that', async () => {
    expect((await find('Nobody Whosoever')).found).toEqual({ state: 'OK', cutOff: 0.7, similar: [] });
  });

  it('of those who are invisible or a hit is answered as one that nobody has: bytes and statements', async () => {
    const [hit, missing] = [await find('Thelonius Quillfeather'), await find('Thelonius Quillfaether')];
    expect(JSON.stringify([hit.data, hit.extensions])).toBe(JSON.stringify([missing.data, missing.extensions]));
    expect(hit.found?.similar).toEqual([]);
  });

  it('is not compared for those who have names of nobody in full: it is DENIED, and no statement is sent', async () => {
    for (const asker of [judicial, tax]) {
      const { found, extensions } = await find('Zephyrine Quarrymaster', asker);
      expect(found).toMatchObject({ state: 'DENIED', similar: null });
      expect(extensions?.manifest.statements).toBe(0);
    }
  });

  it('is PARTIAL for those who have only their own in full: a border guard was told OK, and nobody, of every firm', async () => {
    const border: Asker = { agency: 'PL-BORDER', purpose: 'BORDER_CHECK' };
    const asked = `query ($probe: ID!) { _entities(representations: [{ __typename: "Search", probe: $probe }]) { ... on Search {
      persons(first: 5) { state similar { score } } organizations(first: 5) { state similar { score } } } } }`;
    const recognised = [{ form: 'NAME' as const, value: 'Specimen of a LEI' }];
    const compared = async (asker: Asker) => (await search(recognised, { asker, asked })).found;
    expect(await compared(border)).toMatchObject({
      persons: { state: 'OK' },
      organizations: { state: 'PARTIAL', similar: [] },
    });
    expect(await compared(customs)).toMatchObject({ organizations: { state: 'OK' } });
  });

  it('is searched in the feeds that are stated', async () => {
    expect((await find('Zephyrine Quarrymaster', customs, ['ftm'])).ids).toEqual([]);
    expect((await find('Zephyrine Quarrymaster', customs, ['demo-persons'])).ids).toEqual(['person_n']);
  });

  it('is none where the text is a number: nothing is compared', async () => {
    const recognised = [{ form: 'HS_CODE', value: '847130' }];
    const probe = source.seal(customs, { kind: 'search', recognised, feeds: null });
    const { data, extensions } = await source.ask(customs, alike, { probe, first: 5 });
    expect(data?._entities).toEqual([{ persons: { state: 'OK', cutOff: 0.7, similar: null } }]);
    expect(extensions?.manifest.statements).toBe(0);
  });
});
