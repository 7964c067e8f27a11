import { describe, expect, test } from '@jest/globals';
import { loadPolicy } from '../../../../policy/loading/load.js';
import { tries } from '../../../support/runner/tries.js';
import { createRandom, pick } from '../compiled/randomOperation.js';
import { countedLists, isPersonal, namedIn, openCountedScene } from './bruteForce.js';
import { expectedGroups, type Told } from './expectedGroups.js';
import { facetPaths, selectionOf, valuesAt } from './facetPaths.js';

/** Edges: 1,000 by `npm run fuzz -- counts`. */
const rounds = tries(15, 1000);

/** Every edge to records, with the list of their kind, and whether its datum is of a `personal` category. */
const edges: readonly (readonly [type: string, field: string, list: string, personal?: true])[] = [
  ['Container', 'consignments', 'consignments'],
  ['Vessel', 'consignments', 'consignments'],
  ['EconomicOperator', 'organizations', 'organizations'],
  ['EconomicOperator', 'persons', 'persons', true],
  ['Vessel', 'records', 'vessels'],
  ['JointOperation', 'incidents', 'incidents'],
];

const policy = loadPolicy();
const counted = await openCountedScene(policy);

const count = '{ number atLeast }';

describe('what is counted under parents', () => {
  test(
    'is what their pages show, for random viewers and every edge to records, in both executions',
    async () => {
      const random = createRandom(1703);
      const seen = { rows: 0, buckets: 0 };
      for (let index = 0; index < rounds; index += 1) {
        const [type, field, of, byPersons = false] = pick(random, edges);
        const list = countedLists.find((each) => each.field === of);
        if (!list) throw new Error('no such list');
        const [by, path] = pick(random, Object.entries(facetPaths[of] ?? {}));
        const { session, ask } = counted.anyone(random, list);
        const representations = counted.scene
          .representations(list.source)
          .filter(
            (each) => Object.values(each).every((part) => typeof part === 'string') && Object.values(each)[0] === type,
          );
        const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on ${type} {
          ${field}(first: 100) { edges { node { id ${selectionOf(path)} } } totalCount ${count}
            facets(by: ${by}, first: 3) { buckets { value count ${count} } more none ${count} notShown ${count} } } } } }`;
        const answer = await ask(query, { representations });
        const at = JSON.stringify({ type, field, by, session });
        expect([at, answer.errors]).toEqual([at, undefined]);
        const personal = byPersons || isPersonal(policy, list, null, by);
        const ids = new Set<string>();
        for (const entity of (answer.data?._entities ?? []) as (Record<string, Answered | null> | null)[]) {
          const { edges: page, totalCount, facets } = entity?.[field] ?? {};
          if (!page || !facets) continue;
          const values = page.map(({ node }) => valuesAt(node, path));
          const { groups, more } = expectedGroups(values, 3, personal);
          const buckets = groups.map(({ value, count: told }) => ({ value, count: told }));
          expect([at, totalCount]).toEqual([at, { number: page.length, atLeast: null }]);
          expect([at, facets.buckets, facets.more]).toEqual([at, buckets, more]);
          const without = values.filter(({ length }) => length === 0).length;
          expect([at, Number(facets.none?.number) + Number(facets.notShown?.number)]).toEqual([at, without]);
          for (const { node } of page) ids.add(String(node.id));
          seen.rows += page.length;
          seen.buckets += buckets.length;
        }
        const named = new Set(namedIn(answer));
        expect([at, [...ids].filter((id) => !named.has(id))]).toEqual([at, []]);
      }
      expect(seen.rows).toBeGreaterThan(rounds);
      expect(seen.buckets).toBeGreaterThan(rounds / 2);
    },
    60_000 + 2_400 * rounds,
  );
});

interface Answered {
  readonly edges: readonly { readonly node: Readonly<Record<string, unknown>> }[];
  readonly totalCount: Told;
  readonly facets: {
    readonly buckets: readonly { readonly value: string; readonly count: Told }[];
    readonly more: boolean;
    readonly none: Told | null;
    readonly notShown: Told | null;
  };
}
