import { describe, expect, test } from '@jest/globals';
import { seizures } from '../../../../subgraphs/seizures/index.js';
import { customs, police } from '../../askers.js';
import { nodesAt, openSource } from '../../openSource.js';
import { insertRows } from '../../seizures/rows.js';
import { insertScene } from '../../seizures/scene.js';
import { comparable } from '../compiled/sameAnswer.js';
import { namedIn } from './bruteForce.js';

const restricted = { ...police, clearance: 'RESTREINT_UE' } as const;
const count = 'totalCount { number atLeast }';

const source = await openSource(seizures);
await insertScene(source.adminUrl);

const facet = (by: string) =>
  `facets(by: ${by}) { buckets { value count { number } } more none { number } notShown { number } }`;
const parts = 'parts { value unit sum count { number } } none { number } notShown { number }';
const put = (table: string, rows: Parameters<typeof insertRows>[2]) => insertRows(source.adminUrl, table, rows);

describe('who counts', () => {
  test('learns nothing of a record that is hidden, neither from the answer nor from what the log would say', async () => {
    const queries = [
      `{ seizures { ${count} } }`,
      `{ seizures(filter: { legalStatus: { eq: DESTROYED } }) { ${count} } }`,
      `{ seizures(filter: { not: { normalisedKg: { gte: 1 } } }) { ${count} } }`,
      `{ seizures(filter: { itemCategory: { eq: CITES } }) { ${count} } }`,
      `{ _entities(representations: [{ __typename: "Vessel", imo: "9999993" }]) { ... on Vessel { seizures { ${count} } } } }`,
    ];
    const ask = () => Promise.all(queries.map((query) => source.ask(restricted, query)));
    await ask();
    const without = await ask();
    await put('seizure', [
      {
        id: 'seizure_unseen',
        legal_status: 'DESTROYED',
        classification: 4,
        vessel_imo: '9999993',
      },
    ]);
    await put('seized_item', [
      { id: 'item_unseen', seizure_id: 'seizure_unseen', position: 1, category: 'CITES', normalised_kg: 7 },
    ]);
    expect((await ask()).map(comparable)).toEqual(without.map(comparable));
    const own = await source.ask(police, queries[3] ?? '');
    expect(own.data).toEqual({ seizures: { totalCount: { number: 1, atLeast: null } } });
    expect(namedIn(own)).toEqual(['seizure_unseen']);
  });

  test('does not learn that a link is to somebody protected, whom its page shows without a name', async () => {
    const answer = await source.ask(
      police,
      `{ seizure(id: "seizure_minor") { persons { edges { node { id role } } ${count} } }
         other: seizure(id: "seizure_a") { persons { edges { node { id } } ${count} } } }`,
    );
    const links = nodesAt(answer, 'seizure.persons');
    expect(links.length).toBeGreaterThan(0);
    expect(answer.data).toMatchObject({
      seizure: { persons: { totalCount: { number: 0, atLeast: null } } },
      other: { persons: { totalCount: { number: nodesAt(answer, 'other.persons').length, atLeast: null } } },
    });
  });

  test('is not told by the count of an edge that a record whose datum is withheld has it', async () => {
    const query = `{ _entities(representations: [{ __typename: "Person", visibleRef: "ref_quill" }]) {
      ... on Person { seizures(first: 100) { edges { node { id } } ${count} } } } }`;
    for (const asker of [police, customs, restricted]) {
      const answer = await source.ask(asker, query);
      const shown = nodesAt(answer, '_entities.0.seizures').length;
      expect(answer.data).toMatchObject({ _entities: [{ seizures: { totalCount: { number: shown } } }] });
    }
  });

  test('names nobody by a count of none, and leaves what was asked for', async () => {
    const { data, extensions } = await source.ask(
      police,
      `{ seizures(filter: { caseReference: { eq: "NLC-1999-99999" } }) { ${count} } }`,
    );
    expect(data).toEqual({ seizures: { totalCount: { number: 0, atLeast: null } } });
    expect(extensions?.manifest.disclosed).toMatchObject([
      { type: 'CaseReference', asked: true, ids: ['NLC199999999'] },
    ]);
  });
});

describe('who counts by a datum', () => {
  test('learns nothing of a record that is hidden, in no bucket and in no other number', async () => {
    const ask = () =>
      Promise.all(
        [
          ...['LEGAL_STATUS', 'ITEM_CATEGORY', 'RISK_CHANNEL', 'SOURCE'].map(facet),
          'histogram(by: SEIZED_AT, interval: DAY) { buckets { begins count { number } } none { number } notShown { number } }',
          `sum(of: NORMALISED_KG) { ${parts} }`,
          `sum(of: VALUE, by: ITEM_CATEGORY) { ${parts} }`,
        ].map((counted) => source.ask(restricted, `{ seizures { ${counted} } }`)),
      );
    await ask();
    const without = await ask();
    await put('seizure', [
      {
        id: 'seizure_covert',
        seized_at: '2026-05-01T00:00:00Z',
        legal_status: 'RELEASED',
        risk_channel: 'BLUE',
        classification: 4,
      },
    ]);
    await put('seized_item', [
      {
        id: 'item_covert',
        seizure_id: 'seizure_covert',
        position: 1,
        category: 'CURRENCY',
        normalised_kg: 3000,
        value_minor_units: 100,
        value_currency: 'EUR',
      },
    ]);
    expect((await ask()).map(comparable)).toEqual(without.map(comparable));
  });

  test('finds what is not shown in no bucket, whether or not there is a value', async () => {
    await put('seizure', [
      { id: 'seizure_h3', handling_codes: ['H3'], legal_status: 'DETAINED', vessel_imo: '9999955' },
      { id: 'seizure_h3_empty', handling_codes: ['H3'], vessel_imo: '9999955' },
      { id: 'seizure_open', legal_status: 'SEIZED', vessel_imo: '9999955' },
      { id: 'seizure_none', vessel_imo: '9999955' },
    ]);
    const { data } = await source.ask(
      police,
      `{ seizures(filter: { source: { eq: "demo-seizures" } }) { ${facet('LEGAL_STATUS')} } }`,
    );
    const { facets } = (data as { seizures: { facets: Record<string, unknown> } }).seizures;
    expect(facets.buckets).not.toContainEqual(expect.objectContaining({ value: 'DETAINED' }));
    expect(facets.buckets).toContainEqual({ value: 'SEIZED', count: { number: expect.any(Number) } });
    expect(facets.notShown).toEqual({ number: 2 });
  });

  test('is told no sum of ten rows or fewer, and the log names the rows of one of more', async () => {
    const ask = () =>
      source.ask(
        customs,
        `{ seizures(filter: { legalStatus: { eq: DESTROYED } }) { sum(of: NORMALISED_KG) { ${parts} } } }`,
      );
    const put10 = async (from: number, to: number) => {
      const ids = Array.from({ length: to - from }, (_, at) => `seizure_sum${from + at}`);
      await put(
        'seizure',
        ids.map((id) => ({ id, legal_status: 'DESTROYED' })),
      );
      await put(
        'seized_item',
        ids.map((id) => ({ id: `item_${id}`, seizure_id: id, position: 1, category: 'DRUGS', normalised_kg: 100.4 })),
      );
    };
    await put10(0, 10);
    const few = await ask();
    expect(few.data).toMatchObject({
      seizures: { sum: { parts: [{ unit: 'KGM', sum: null, count: { number: 10 } }] } },
    });
    await put10(10, 11);
    const more = await ask();
    // 1104.4 to three digits.
    expect(more.data).toMatchObject({
      seizures: { sum: { parts: [{ unit: 'KGM', sum: 1100, count: { number: 11 } }] } },
    });
    expect(namedIn(more).filter((id) => id.startsWith('seizure_sum'))).toHaveLength(11);
  });

  test('takes four statements without a cube for all facets of one datum, and names no more than the rows counted', async () => {
    const query = `{ seizures { a: ${facet('CONCEALMENT')} b: ${facet('CONCEALMENT')} } }`;
    await source.ask(police, query);
    const answer = await source.ask(police, query);
    expect(answer.errors).toBeUndefined();
    expect(answer.extensions?.manifest.statements).toBe(4);
    const { ids } = { ids: namedIn(await source.ask(police, '{ seizures(first: 100) { edges { node { id } } } }')) };
    expect(namedIn(answer).every((id) => ids.includes(id))).toBe(true);
  });

  test('gets no more than a hundred values', async () => {
    const { errors } = await source.ask(police, '{ seizures { facets(by: SOURCE, first: 101) { more } } }');
    expect(errors?.map(({ extensions }) => extensions?.code)).toEqual(['BAD_USER_INPUT']);
  });
});

describe('a count', () => {
  test('takes three statements without a cube, and reads no page where nothing else is asked, and one for all parents of an edge', async () => {
    const statementsOf = async (query: string) => {
      await source.ask(police, query);
      const { extensions, errors } = await source.ask(police, query);
      expect(errors).toBeUndefined();
      return extensions?.manifest.statements;
    };
    // Whether the envelopes are those that were judged, whether there is a cube, and the count.
    expect(await statementsOf(`{ seizures { ${count} } }`)).toBe(3);
    expect(
      await statementsOf(
        `{ seizures { a: ${count} b: ${count} ...F } } fragment F on SeizureConnection { c: ${count} }`,
      ),
    ).toBe(3);
    expect(await statementsOf(`{ seizures { ${count} edges { node { id } } } }`)).toBe(4);
    expect(await statementsOf(`{ seizures { edges { node { id items { ${count} } } } } }`)).toBe(2);
    expect(
      await statementsOf(
        `{ seizures { edges { node { id items { ${count} edges { node { id } } } persons { ${count} } } } } }`,
      ),
    ).toBe(4);
  });

  test('refuses the page that it is asked with as that page is refused', async () => {
    for (const page of ['first: 0', 'first: 101', 'after: "x"']) {
      const { errors } = await source.ask(police, `{ seizures(${page}) { ${count} } }`);
      expect(errors?.map(({ extensions }) => extensions?.code)).toEqual([
        page.startsWith('first') ? 'BAD_USER_INPUT' : 'CURSOR_INVALID',
      ]);
    }
  });
});

interface Counting {
  readonly seizures: { readonly totalCount: { readonly number: number } };
}

describe('who counts more rows than are read', () => {
  test('learns nothing of a record that is hidden, which nobody judges behind the statement', async () => {
    const many = Array.from({ length: 101 }, (_, at) => ({ id: `seizure_many${at}`, legal_status: 'DESTROYED' }));
    await put('seizure', many);
    // Why without a filter: its leaf would keep the record out too.
    const ask = () => source.ask(restricted, `{ seizures { ${count} } }`);
    await ask();
    const without = await ask();
    expect((without.data as unknown as Counting).seizures.totalCount.number).toBeGreaterThan(100);
    await put('seizure', [{ id: 'seizure_above', legal_status: 'DESTROYED', classification: 4 }]);
    expect(comparable(await ask())).toEqual(comparable(without));
  });
});
