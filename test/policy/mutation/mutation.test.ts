import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { loadPolicy } from '../../../policy/loading/load.js';
import { wordsFile, wordsText } from '../cases/words.js';
import { listFile, listOf, mutate, type Seen } from './mutation.js';

/*
 * Each cell and flag of the policy, changed to every other value in memory: 419 of 468 cells could be changed without a
 * red case. After a change on purpose: `npm run policy:words`.
 */
const policy = loadPolicy();
let seen: Seen;

beforeAll(() => {
  seen = mutate(policy);
}, 120_000);

const cellsAndFlags = (list: Seen['byCases']): number =>
  list.filter(({ kind }) => kind === 'cell' || kind === 'flag' || kind === 'role').length;

describe('a wrong word in the policy', () => {
  it('is seen, or stands in the list of what is not', () => {
    expect(readFileSync(listFile, 'utf8')).toBe(listOf(seen));
  });

  it('is seen by a written case in all but a few places of the matrix', () => {
    const inMatrix = [seen.byCases, seen.byWords, seen.unseen].map(cellsAndFlags);
    const all = inMatrix.reduce((sum, count) => sum + count, 0);
    expect(all).toBeGreaterThan(2_000);
    expect((inMatrix[0] ?? 0) / all).toBeGreaterThan(0.95);
  });

  it('is seen in the sentences alone in less than three of ten places', () => {
    const all = seen.byCases.length + seen.byWords.length;
    expect(seen.byWords.length / all).toBeLessThan(0.3);
  });
});

describe('the sentences of the policy', () => {
  it('are those that it decides', () => {
    expect(readFileSync(wordsFile, 'utf8')).toBe(wordsText(policy));
  });
});
