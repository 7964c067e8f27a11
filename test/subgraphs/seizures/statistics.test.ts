import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Asker, border, customs, judicial, nodesAt, openSource, police, supervisor, tax } from './ask.js';
import { insertRows } from './rows.js';

const source = await openSource();

const partner: Asker = { agency: 'XA-CUSTOMS', purpose: 'MUTUAL_ASSISTANCE' };

beforeAll(async () => {
  const drugs = { category: 'DRUGS', source: 'unodc-seizures' };
  await insertRows(source.adminUrl, 'seizure_statistic', [
    {
      ...drugs,
      id: 'statistic_month',
      source: 'cbp-seizures',
      reported_by: 'SPECIMEN FIELD OFFICE',
      component: 'Office of Specimens',
      region: 'Coastal',
      scope: 'Land Only',
      country: 'US',
      period_from: '2018-10',
      period_to: '2018-10',
      drug_group: 'COCAINE',
      drug: 'Cocaine',
      events: 3,
      quantity: 10,
      unit: 'LBR',
      normalised_kg: 4.5359237,
    },
    {
      ...drugs,
      id: 'statistic_year',
      reported_by: 'Netherlands',
      country: 'NL',
      period_from: '2018',
      period_to: '2018',
      drug_group: 'CANNABIS',
      quantity: 900,
      unit: 'KGM',
      normalised_kg: 900,
    },
    {
      ...drugs,
      id: 'statistic_none',
      reported_by: 'Atlantis',
      period_from: '2019',
      period_to: '2019',
      drug_group: 'UNHEARD_OF',
    },
    {
      ...drugs,
      id: 'statistic_secret',
      classification: 4,
      country: 'NL',
      period_from: '2018',
      period_to: '2018',
      normalised_kg: 5000,
    },
    {
      ...drugs,
      id: 'statistic_h2',
      handling_codes: ['H2'],
      hit_to: ['agency:DE-POLICE'],
      period_from: '2017',
      period_to: '2017',
    },
    {
      ...drugs,
      id: 'statistic_released',
      releasable_to: ['agency:XA-CUSTOMS'],
      reported_by: 'Kingdom of Specimen',
      country: 'BE',
      period_from: '2016-03-01',
      period_to: '2016-03-31',
      normalised_kg: 77,
    },
  ]);
});

const fields = `id reportedBy component region scope countryCode periodFrom periodTo category drugGroup drug events quantity
  unit normalisedKg`;

describe('a statistical record', () => {
  test('says who counted what of which period, with the unit stated and in kilograms', async () => {
    const answer = await source.ask(
      police,
      `{ seizureStatistic(id: "statistic_month") { ${fields} handling { source } } }`,
    );
    expect(answer).toMatchObject({
      data: {
        seizureStatistic: {
          id: 'statistic_month',
          reportedBy: 'SPECIMEN FIELD OFFICE',
          component: 'Office of Specimens',
          region: 'Coastal',
          scope: 'Land Only',
          countryCode: 'US',
          periodFrom: '2018-10',
          periodTo: '2018-10',
          category: 'DRUGS',
          drugGroup: 'COCAINE',
          drug: 'Cocaine',
          events: 3,
          quantity: 10,
          unit: 'LBR',
          normalisedKg: 4.5359237,
          handling: { source: 'cbp-seizures' },
        },
      },
    });
    expect(answer.extensions?.withheld).toEqual([]);
  });

  test('is no seizure: it is not listed, found or answered as one', async () => {
    const answer = await source.ask(
      police,
      `query ($e: [_Any!]!) {
        seizures(first: 100) { edges { node { id } } }
        seizure(id: "statistic_month") { id }
        _entities(representations: $e) { ... on Seizure { id } }
      }`,
      {
        e: [
          { __typename: 'Seizure', nodeKey: 'statistic_month' },
          { __typename: 'Seizure', ref: 'ref_statistic_month' },
        ],
      },
    );
    expect(answer.data).toEqual({ seizures: { edges: [] }, seizure: null, _entities: [null, null] });
  });

  test('has neither place nor persons nor case in the schema', async () => {
    const answer = await source.ask(police, '{ __type(name: "SeizureStatistic") { fields { name } } }');
    const names = (answer.data as { __type: { fields: { name: string }[] } }).__type.fields.map(({ name }) => name);
    expect(names.filter((name) => /place|person|case|seizedAt|container|vessel/i.test(name))).toEqual([]);
    expect(names).toContain('periodFrom');
  });

  test('a group that the schema does not know is no value', async () => {
    const answer = await source.ask(police, '{ seizureStatistic(id: "statistic_none") { drugGroup category } }');
    expect(answer).toMatchObject({ data: { seizureStatistic: { drugGroup: null, category: 'DRUGS' } } });
  });

  test('is answered for its keys: the reference, the visible one, and the id of a node', async () => {
    const answer = await source.ask(
      police,
      'query ($e: [_Any!]!) { _entities(representations: $e) { ... on SeizureStatistic { id normalisedKg } } }',
      {
        e: [
          { __typename: 'SeizureStatistic', ref: 'ref_statistic_year' },
          { __typename: 'SeizureStatistic', visibleRef: 'ref_statistic_year' },
          { __typename: 'SeizureStatistic', nodeKey: 'statistic_year' },
          { __typename: 'SeizureStatistic', nodeKey: 'statistic_h2' },
          { __typename: 'SeizureStatistic', nodeKey: 'statistic_nowhere' },
        ],
      },
    );
    const year = { id: 'statistic_year', normalisedKg: 900 };
    expect(answer.data?._entities).toEqual([year, year, year, null, null]);
  });
});

describe('the row wall of statistical records', () => {
  const ids = async (asker: Asker) =>
    nodesAt<{ id: string }>(
      await source.ask(asker, '{ seizureStatistics(first: 100) { edges { node { id } } } }'),
      'seizureStatistics',
    ).map(({ id }) => id);

  test('shows totals to every agency of a member state and of the Union, and none to who only oversees', async () => {
    const released = ['statistic_month', 'statistic_none', 'statistic_year'];
    expect(await ids({ ...police, clearance: 'RESTREINT_UE' })).toEqual(released);
    expect(await ids(border)).toEqual(released);
    expect(await ids(tax)).toEqual(released);
    expect(await ids({ ...judicial, clearance: 'RESTREINT_UE' })).toEqual(released);
    expect(await ids(customs)).toEqual(released);
    expect(await ids(police)).toEqual(['statistic_month', 'statistic_none', 'statistic_secret', 'statistic_year']);
    expect(await ids(supervisor)).toEqual([]);
  });

  test('shows a third country a part, and only of what was released to it', async () => {
    const answer = await source.ask(partner, `{ seizureStatistics(first: 100) { edges { node { ${fields} } } } }`);
    expect(nodesAt(answer, 'seizureStatistics')).toEqual([
      {
        id: 'statistic_released',
        reportedBy: null,
        component: null,
        region: null,
        scope: null,
        countryCode: null,
        periodFrom: '2016',
        periodTo: '2016',
        category: null,
        drugGroup: null,
        drug: null,
        events: null,
        quantity: null,
        unit: null,
        normalisedKg: null,
      },
    ]);
  });
});

describe('filters and sorts of statistical records', () => {
  const find = async (asker: Asker, filter: string, sort = '{ field: PERIOD_FROM }') =>
    nodesAt<{ id: string }>(
      await source.ask(asker, `{ seizureStatistics(filter: ${filter}, sort: ${sort}) { edges { node { id } } } }`),
      'seizureStatistics',
    ).map(({ id }) => id.replace('statistic_', ''));

  test.each([
    ['{ country: { eq: "nl" } }', ['year']],
    ['{ country: { isNull: true } }', ['none']],
    ['{ drugGroup: { in: [COCAINE, CANNABIS] } }', ['year', 'month']],
    ['{ category: { eq: TOBACCO } }', []],
    ['{ category: { eq: DRUGS } }', ['year', 'month', 'none']],
    ['{ reportedBy: { startsWith: "specimen field" } }', ['month']],
    ['{ component: { eq: "Office of Specimens" } }', ['month']],
    ['{ region: { eq: "Coastal" } }', ['month']],
    ['{ drug: { eq: "Cocaine" } }', ['month']],
    ['{ source: { eq: "cbp-seizures" } }', ['month']],
    ['{ events: { gte: 2.5, lte: 3 } }', ['month']],
    ['{ normalisedKg: { gte: 100 } }', ['year']],
    ['{ periodFrom: { gte: "2018" } }', ['year', 'month', 'none']],
    ['{ periodFrom: { gte: "2018-10", lt: "2018-11" } }', ['month']],
    ['{ periodFrom: { gte: "2018-01-01", lt: "2019" } }', ['year', 'month']],
    ['{ periodTo: { lt: "2018-11" } }', ['month']],
    ['{ periodTo: { gte: "2018-12-31", lt: "2019" } }', ['year']],
    ['{ not: { periodFrom: { lt: "2019" } } }', ['none']],
    ['{ or: [{ country: { eq: "NL" } }, { country: { eq: "US" } }] }', ['year', 'month']],
  ])('%s', async (filter, expected) => {
    expect(await find({ ...police, clearance: 'RESTREINT_UE' }, filter)).toEqual(expected);
  });

  test.each([
    ['{ field: NORMALISED_KG, direction: DESC }', ['year', 'month', 'none']],
    ['{ field: EVENTS }', ['month', 'none', 'year']],
    ['{ field: COUNTRY }', ['year', 'month', 'none']],
    ['{ field: REPORTED_BY }', ['none', 'year', 'month']],
  ])('order %s', async (sort, expected) => {
    expect(await find({ ...police, clearance: 'RESTREINT_UE' }, '{}', sort)).toEqual(expected);
  });

  test('find nothing by a figure that is shown in part only', async () => {
    expect(await find(partner, '{ normalisedKg: { gte: 1 } }')).toEqual([]);
    expect(await find(partner, '{ not: { normalisedKg: { gte: 1000 } } }')).toEqual([]);
  });

  test('pages by keyset without gap or repetition', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    for (let page = 0; page < 10; page += 1) {
      const answer = await source.ask(
        police,
        'query ($after: String) { seizureStatistics(first: 1, after: $after, sort: { field: NORMALISED_KG, direction: DESC }) { edges { node { id } } pageInfo { hasNextPage endCursor } } }',
        { after },
      );
      seen.push(...nodesAt<{ id: string }>(answer, 'seizureStatistics').map(({ id }) => id));
      const { pageInfo } = (
        answer.data as { seizureStatistics: { pageInfo: { hasNextPage: boolean; endCursor: string } } }
      ).seizureStatistics;
      if (!pageInfo.hasNextPage) break;
      after = pageInfo.endCursor;
    }
    expect(seen).toEqual(['statistic_secret', 'statistic_year', 'statistic_month', 'statistic_none']);
  });
});
