import { describe, expect, it } from '@jest/globals';
import { closedAfter } from '../../support/runner/closedAfter.js';
import { attackAll, isThrough } from './attackAll.js';
import { compareOnce, nothingCompared } from './oracle.js';
import { openWorlds } from './worlds.js';

/* `npm run fuzz -- oracle` asks thousands of questions, and has the attackers of every kind of agency try. */
const seed = 'oracle';
const worlds = closedAfter(await openWorlds(seed));

describe('two worlds that differ in a datum of records that somebody may not see', () => {
  it('answer alike, whatever is asked that does not state it whole: a date was found by halving, in 15 questions', async () => {
    const compared = nothingCompared();
    for (let number = 1; number <= 30; number += 1) await compareOnce(worlds, seed, number, compared);
    expect(compared.leaks).toEqual([]);
    expect(compared.told).toBeGreaterThan(0);
  });
});

describe('who knows some of a person of whom no more may be known', () => {
  it('learns nothing by ten ways of asking: the days of a year were tried in 12 seconds', async () => {
    const outcomes = await attackAll(worlds, 1);
    expect(outcomes.filter(isThrough)).toEqual([]);
    expect(outcomes.length).toBeGreaterThanOrEqual(30);
  });
});
