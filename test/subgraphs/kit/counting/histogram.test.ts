import { describe, expect, test } from '@jest/globals';
import { loadPolicy } from '../../../../policy/loading/load.js';
import { tries } from '../../../support/runner/tries.js';
import { createRandom, pick } from '../compiled/randomOperation.js';
import { type CountedList, countedLists, isPersonal, openCountedScene } from './bruteForce.js';
import { expectedGroups, type Told } from './expectedGroups.js';

/** Histograms: 2,000 by `npm run fuzz -- counts`. */
const rounds = tries(24, 2000);

/** Dates by list: the field, and the one that says how precise it is. */
const dates: Readonly<Record<string, Readonly<Record<string, readonly [string, string?]>>>> = {
  consignments: { ESTIMATED_ARRIVAL: ['estimatedArrival'], DECLARED_AT: ['declaredAt'], DEPARTURE: ['departure'] },
  seizures: { SEIZED_AT: ['seizedAt'] },
  seizureStatistics: { PERIOD_FROM: ['periodFrom'] },
  incidents: { OCCURRED_AT: ['occurredAt', 'occurredAtPrecision'] },
  persons: { BIRTH_DATE: ['birthDate'] },
  vessels: { BUILD_DATE: ['buildDate'] },
  organizations: { INCORPORATION_DATE: ['incorporationDate'] },
};
const zones = ['UTC', 'Europe/Amsterdam', 'America/New_York', 'Pacific/Kiritimati'];
const lengths = { YEAR: 4, MONTH: 7, WEEK: 10, DAY: 10 } as const;

const policy = loadPolicy();
const counted = await openCountedScene(policy);

/** The interval that a date is in, by another calendar than the database's. */
function intervalOf(stated: string, precision: unknown, interval: keyof typeof lengths, timeZone: string): string {
  const isInstant = stated.includes('T');
  const zone = precision === 'DAY' || precision === 'MONTH' || precision === 'YEAR' ? 'UTC' : timeZone;
  const day = isInstant
    ? new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(new Date(stated))
    : stated;
  const known = day.slice(0, precision === 'YEAR' ? 4 : precision === 'MONTH' ? 7 : 10);
  if (interval !== 'WEEK' || known.length < 10) return known.slice(0, lengths[interval]);
  const date = new Date(`${known}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  return date.toISOString().slice(0, 10);
}

describe('a histogram', () => {
  test(
    'has each row where its date is in the time zone, and what is known less precisely in no finer interval',
    async () => {
      const random = createRandom(1582);
      const seen = { buckets: 0, coarse: 0 };
      for (let index = 0; index < rounds; index += 1) {
        const list = pick(
          random,
          countedLists.filter(({ field }) => dates[field]),
        );
        const [by, [field, precision]] = pick(random, Object.entries(dates[list.field] ?? {}));
        const { session, filter, pageThrough, ask } = counted.anyone(random, list, 0.3);
        const interval = pick(random, Object.keys(lengths) as (keyof typeof lengths)[]);
        const timeZone = pick(random, zones);
        const shown = await pageThrough(`id ${field} ${precision ?? ''}`);
        const query = `query ($filter: ${list.filter}) { ${list.field}(filter: $filter) {
        histogram(by: ${by}, interval: ${interval}, timeZone: "${timeZone}") {
          buckets { begins isPrecise count { number atLeast } } more none { number } notShown { number } } } }`;
        const answer = await ask(query);
        const at = JSON.stringify({ list: list.field, by, interval, timeZone, filter, session });
        expect([at, answer.errors]).toEqual([at, undefined]);
        const { histogram } = (answer.data as Record<string, { readonly histogram: Answered }>)[list.field] ?? {};
        const isMasked = list.field === 'persons';
        const values = shown.map((record) =>
          record[field] ? [intervalOf(String(record[field]), precision && record[precision], interval, timeZone)] : [],
        );
        const personal = isPersonal(policy, list, filter) || isMasked;
        // Of birth dates a page may show a masked part, which is counted nowhere.
        if (!isMasked || histogram?.notShown?.number === 0) {
          const { groups, more } = expectedGroups(values, 1000, personal);
          const buckets = groups
            .map(({ value, count }) => ({ begins: value, isPrecise: value.length >= lengths[interval], count }))
            .sort((left, right) => (left.begins < right.begins ? -1 : 1));
          expect([at, histogram?.buckets, histogram?.more]).toEqual([at, buckets, more]);
        }
        seen.buckets += histogram?.buckets.length ? 1 : 0;
        seen.coarse += histogram?.buckets.some(({ isPrecise }) => !isPrecise) ? 1 : 0;
      }
      expect(seen.buckets).toBeGreaterThan(rounds / 4);
      expect(seen.coarse).toBeGreaterThan(0);
    },
    60_000 + 2_400 * rounds,
  );

  test('takes no name that is no time zone, whatever the database would make of it', async () => {
    const list = countedLists.find(({ field }) => field === 'seizures') as CountedList;
    const { ask } = counted.anyone(createRandom(3), list);
    for (const timeZone of ['+02:00', 'BST', "UTC'; --", 'Europe/Atlantis', 'posixrules', '']) {
      const { errors } = await ask(
        'query ($zone: String) { seizures { histogram(by: SEIZED_AT, interval: DAY, timeZone: $zone) { more } } }',
        { zone: timeZone },
      );
      expect([timeZone, errors?.map(({ extensions }) => extensions?.code)]).toEqual([timeZone, ['BAD_USER_INPUT']]);
    }
  });
});

interface Answered {
  readonly buckets: readonly { readonly begins: string; readonly isPrecise: boolean; readonly count: Told }[];
  readonly more: boolean;
  readonly notShown: { readonly number: number | null } | null;
}
