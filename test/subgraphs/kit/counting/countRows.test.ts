import { describe, expect, test } from '@jest/globals';
import { loadPolicy } from '../../../../policy/loading/load.js';
import { tries } from '../../../support/runner/tries.js';
import { createRandom, pick } from '../compiled/randomOperation.js';
import { countedLists, isPersonal, namedIn, openCountedScene } from './bruteForce.js';

/** Counts: 5,000 by `npm run fuzz -- counts`. */
const rounds = tries(100, 5000);

const policy = loadPolicy();
const counted = await openCountedScene(policy);

describe('a count', () => {
  test(
    'is what paging to the end counts, for random viewers and filters, and names those rows up to a hundred',
    async () => {
      const random = createRandom(28);
      const seen = { some: 0, named: 0, over: 0 };
      for (let index = 0; index < rounds; index += 1) {
        const list = pick(random, countedLists);
        const { session, filter, pageThrough, ask } = counted.anyone(random, list, 0.7);
        const shown = await pageThrough();
        const query = `query ($filter: ${list.filter}) { ${list.field}(filter: $filter) { totalCount { number atLeast } } }`;
        const answer = await ask(query);
        const at = JSON.stringify({ list, filter, session });
        const personal = isPersonal(policy, list, filter);
        const totalCount =
          personal && shown.length > 1000 ? { number: null, atLeast: 1000 } : { number: shown.length, atLeast: null };
        expect([at, answer.errors, answer.data?.[list.field]]).toEqual([at, undefined, { totalCount }]);
        const named = namedIn(answer);
        const ids = shown.map(({ id }) => id).sort();
        if (shown.length <= (personal ? 1000 : 100)) expect([at, named]).toEqual([at, ids]);
        else expect([at, named.length, named.every((id) => ids.includes(id))]).toEqual([at, personal ? 1000 : 0, true]);
        seen.some += Math.min(shown.length, 1);
        seen.named += Math.min(named.length, 1);
        seen.over += shown.length > 100 ? 1 : 0;
      }
      expect(seen.some).toBeGreaterThan(rounds / 8);
      expect(seen.named).toBeGreaterThan(rounds / 16);
      expect(seen.over).toBeGreaterThan(0);
    },
    1_200 * rounds,
  );
});
