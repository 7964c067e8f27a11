import { describe, expect, test } from '@jest/globals';
import { loadPolicy } from '../../../../policy/loading/load.js';
import { tries } from '../../../support/runner/tries.js';
import { createRandom, pick } from '../compiled/randomOperation.js';
import { type CountedList, countedLists, isPersonal, openCountedScene } from './bruteForce.js';
import { expectedGroups, type Told } from './expectedGroups.js';

/** Sums: 2,000 by `npm run fuzz -- counts`. */
const rounds = tries(40, 2000);

interface Amount {
  readonly value: string | null;
  readonly unit: string | null;
  readonly amount: number;
}

// biome-ignore lint/suspicious/noExplicitAny: an answer is walked freely by its test
type Record_ = Readonly<Record<string, any>>;

/** What is summed of a list, by what: the selection, and the amounts of a record. */
const sums: readonly (readonly [
  field: string,
  of: string,
  by: string | null,
  selection: string,
  (record: Record_) => readonly Amount[],
])[] = [
  ['consignments', 'GROSS_MASS_KG', null, 'grossMassKg', (r) => amounts(null, 'KGM', r.grossMassKg)],
  [
    'consignments',
    'GROSS_MASS_KG',
    'TRANSPORT_MODE',
    'grossMassKg transportMode',
    (r) => valued(r.transportMode, 'KGM', r.grossMassKg),
  ],
  [
    'consignments',
    'GROSS_MASS_KG',
    'COUNTRY_OF_ROUTING',
    'grossMassKg countriesOfRouting',
    (r) => [...new Set<string>(r.countriesOfRouting ?? [])].flatMap((value) => valued(value, 'KGM', r.grossMassKg)),
  ],
  [
    'consignments',
    'INVOICE_AMOUNT',
    null,
    'invoiceAmount { minorUnits currency }',
    (r) => money(null, r.invoiceAmount),
  ],
  [
    'consignments',
    'ITEM_VALUE',
    'HS6',
    'goodsItems(first: 100) { edges { node { hs6 value { minorUnits currency } } } }',
    (r) => nodes(r.goodsItems).flatMap(({ hs6, value }) => (hs6 ? money(hs6, value) : [])),
  ],
  [
    'seizures',
    'NORMALISED_KG',
    'ITEM_CATEGORY',
    'items(first: 100) { edges { node { category normalisedKg } } }',
    (r) => nodes(r.items).flatMap(({ category, normalisedKg }) => valued(category, 'KGM', normalisedKg)),
  ],
  [
    'seizures',
    'NORMALISED_KG',
    'LEGAL_STATUS',
    'legalStatus items(first: 100) { edges { node { normalisedKg } } }',
    (r) => nodes(r.items).flatMap(({ normalisedKg }) => valued(r.legalStatus, 'KGM', normalisedKg)),
  ],
  [
    'seizures',
    'QUANTITY',
    null,
    'items(first: 100) { edges { node { quantity unit } } }',
    (r) => nodes(r.items).flatMap(({ quantity, unit }) => amounts(null, unit, quantity)),
  ],
  [
    'seizures',
    'VALUE',
    null,
    'items(first: 100) { edges { node { value { minorUnits currency } } } }',
    (r) => nodes(r.items).flatMap(({ value }) => money(null, value)),
  ],
  ['seizureStatistics', 'EVENTS', 'CATEGORY', 'events category', (r) => valued(r.category, 'C62', r.events)],
];

function amounts(value: string | null, unit: string | null, amount: number | null): readonly Amount[] {
  return amount === null || amount === undefined ? [] : [{ value, unit, amount }];
}

function valued(value: string | null, unit: string, amount: number | null): readonly Amount[] {
  return value === null || value === undefined ? [] : amounts(value, unit, amount);
}

function money(
  value: string | null,
  stated: { minorUnits: number | null; currency: string | null } | null,
): readonly Amount[] {
  return stated === null || stated === undefined ? [] : amounts(value, stated.currency, stated.minorUnits);
}

// biome-ignore lint/suspicious/noExplicitAny: an answer is walked freely by its test
function nodes(page: any): readonly any[] {
  return (page?.edges ?? []).map(({ node }: { readonly node: unknown }) => node);
}

const policy = loadPolicy();
const counted = await openCountedScene(policy);

const shownSum = 'parts { value unit sum count { number atLeast } } more none { number } notShown { number }';

describe('a sum', () => {
  test(
    'is that of all that a viewer can page to, by unit, of more than ten rows and to three digits',
    async () => {
      const random = createRandom(1202);
      const seen = { told: 0, few: 0 };
      for (let index = 0; index < rounds; index += 1) {
        const [field, of, by, selection, amountsOf] = pick(random, sums);
        const list = countedLists.find((each) => each.field === field);
        if (!list) throw new Error('no such list');
        const { session, filter, pageThrough, ask } = counted.anyone(random, list, 0.4);
        const shown = await pageThrough(`id ${selection}`);
        const query = `query ($filter: ${list.filter}) { ${field}(filter: $filter) { sum(of: ${of}${by ? `, by: ${by}` : ''}) { ${shownSum} } } }`;
        const answer = await ask(query);
        const at = JSON.stringify({ of, by, filter, session });
        expect([at, answer.errors]).toEqual([at, undefined]);
        const ofRows = shown.map((record) => amountsOf(record as Record_));
        const keyOf = ({ value, unit }: Amount) => [...(by ? [value] : []), unit ?? ''].join('\u001f');
        const { groups, more } = expectedGroups(
          ofRows.map((each) => each.map(keyOf)),
          100,
          isPersonal(policy, list, filter),
        );
        const parts = groups.map(({ value: key, count, rows }) => {
          const [unit = '', value = null] = key.split('\u001f').reverse();
          const sum = rows.flatMap((row) => ofRows[row] ?? []).filter((each) => keyOf(each) === key);
          const told =
            (count.number ?? 0) > 10 ? Number(sum.reduce((all, { amount }) => all + amount, 0).toPrecision(3)) : null;
          return { value, unit: unit === '' ? null : unit, sum: told, count };
        });
        const { sum } = (answer.data as Record<string, { readonly sum: Answered }>)[field] ?? {};
        expect([at, sum?.parts, sum?.more]).toEqual([at, parts, more]);
        seen.told += parts.some((part) => part.sum !== null) ? 1 : 0;
        seen.few += parts.some((part) => part.sum === null) ? 1 : 0;
      }
      expect(seen.told).toBeGreaterThan(rounds / 8);
      expect(seen.few).toBeGreaterThan(0);
    },
    60_000 + 2_400 * rounds,
  );

  test('is refused by a value of which each row has several, as it has of the amount', async () => {
    const { ask } = counted.anyone(createRandom(3), countedLists[0] as CountedList);
    for (const by of ['HS6', 'COUNTRY_OF_ORIGIN']) {
      const { errors } = await ask(`{ consignments { sum(of: GROSS_MASS_KG, by: ${by}) { more } } }`, {});
      expect(errors?.map(({ extensions }) => extensions?.code)).toEqual(['BAD_USER_INPUT']);
    }
  });
});

interface Answered {
  readonly parts: readonly {
    readonly value: string | null;
    readonly unit: string | null;
    readonly sum: number | null;
    readonly count: Told;
  }[];
  readonly more: boolean;
}
