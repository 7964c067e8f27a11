import { describe, expect, test } from '@jest/globals';
import { loadPolicy } from '../../../../policy/loading/load.js';
import type { SourceAnswer } from '../../../../subgraphs/kit/serve/execute.js';
import { tries } from '../../../support/runner/tries.js';
import { createRandom, pick } from '../compiled/randomOperation.js';
import { countedLists, isPersonal, namedIn, openCountedScene } from './bruteForce.js';
import { expectedGroups, type Told } from './expectedGroups.js';
import { facetPaths, selectionOf, valuesAt } from './facetPaths.js';

/** Counts: 5,000 by `npm run fuzz -- counts`. */
const rounds = tries(50, 5000);

const policy = loadPolicy();
const counted = await openCountedScene(policy);

const count = '{ number atLeast }';

describe('a facet', () => {
  test(
    'is what paging to the end counts, for random viewers, filters and data, in both executions',
    async () => {
      const random = createRandom(82);
      const seen = { buckets: 0, more: 0, notShown: 0 };
      for (let index = 0; index < rounds; index += 1) {
        const list = pick(
          random,
          countedLists.filter(({ field }) => field !== 'jointOperations'),
        );
        const [by, path] = pick(random, Object.entries(facetPaths[list.field] ?? {}));
        const { session, filter, pageThrough, ask } = counted.anyone(random, list, 0.4);
        const shown = await pageThrough(`id ${selectionOf(path)}`);
        const first = 1 + Math.floor(random() * 12);
        const query = `query ($filter: ${list.filter}) { ${list.field}(filter: $filter) {
        facets(by: ${by}, first: ${first}) { buckets { value count ${count} } more none ${count} notShown ${count} } } }`;
        const answer = await ask(query);
        const at = JSON.stringify({ list: list.field, by, first, filter, session });
        expect([at, answer.errors]).toEqual([at, undefined]);
        const { none, notShown, ...facets } = facetsAt(answer, list.field);
        const personal = isPersonal(policy, list, filter) || isPersonal(policy, list, null, by);
        const values = shown.map((record) => valuesAt(record, path));
        const { groups, more } = expectedGroups(values, first, personal);
        const buckets = groups.map(({ value, count: told }) => ({ value, count: told }));
        expect([at, facets]).toEqual([at, { buckets, more }]);
        if (none?.number != null && notShown?.number != null)
          expect([at, none.number + notShown.number]).toEqual([at, values.filter(({ length }) => length === 0).length]);
        const named = new Set(namedIn(answer));
        for (const { value, count: told } of facets.buckets) {
          const ids = shown.flatMap(({ id }, row) => (values[row]?.includes(value) ? [String(id)] : []));
          if (told.number !== null && (personal || told.number <= 100))
            expect(ids.every((id) => named.has(id))).toBe(true);
        }
        expect(named.size).toBeLessThanOrEqual(1000);
        seen.buckets += Math.min(facets.buckets.length, 1);
        seen.more += facets.more ? 1 : 0;
        seen.notShown += notShown?.number ? 1 : 0;
      }
      expect(seen.buckets).toBeGreaterThan(rounds / 4);
      expect(seen.more).toBeGreaterThan(rounds / 25);
      expect(seen.notShown).toBeGreaterThan(0);
    },
    2_400 * rounds,
  );
});

function facetsAt({ data }: SourceAnswer, field: string): Answered {
  return (data as Record<string, { readonly facets: Answered }>)[field]?.facets as Answered;
}

interface Answered {
  readonly buckets: readonly { readonly value: string; readonly count: Told }[];
  readonly more: boolean;
  readonly none: Told | null;
  readonly notShown: Told | null;
}
