import { beforeAll, describe, expect, it } from '@jest/globals';
import { loadPolicy } from '../../../policy/loading/load.js';
import { compareSnapshot } from '../../../policy/testing/snapshot.js';
import { type TriedMutations, tryCases, tryMutations } from '../../../policy/testing/testPolicy.js';
import { readWritten } from '../../../policy/testing/written.js';

/*
 * The product's own policy is tested as any other directory is. 419 of its 468 cells could once be changed without a red case.
 * After a change on purpose: `npm run policy:words`.
 */
const policy = loadPolicy();
const written = readWritten(undefined);
const tried = tryCases(policy, written);

describe('what is written of the product’s policy', () => {
  it('holds, every sentence and case', () => {
    expect(tried.failed).toEqual([]);
  });

  it('is at least sixty cases beside a sentence for each category and role', () => {
    expect(written.cases.length).toBeGreaterThanOrEqual(60);
    expect(new Set(written.rights.map(({ category }) => category))).toEqual(new Set(Object.keys(policy.categories)));
  });

  it('is in decisions.txt in the sentences that it decides', () => {
    expect(compareSnapshot(policy, undefined)).toMatchObject({ state: 'PROPOSAL', added: [], gone: [] });
  });
});

describe('a wrong word in the policy', () => {
  let mutations: TriedMutations;
  beforeAll(() => {
    mutations = tryMutations(policy, tried, written);
  });

  it('is noticed wherever it gives somebody more or less', () => {
    expect(mutations).toMatchObject({ survivors: [], stale: [] });
  });

  it('is noticed by a written case, not by the sentences alone, in all the matrix and most of the rest', () => {
    const { CASES, SENTENCES, HARMLESS } = mutations.counts;
    const ofRights = mutations.mutations.filter(({ kind }) => kind === 'cell' || kind === 'flag' || kind === 'role');
    expect(ofRights.length).toBeGreaterThan(2_000);
    expect(ofRights.filter(({ notice }) => notice === 'SENTENCES')).toEqual([]);
    expect(SENTENCES / (CASES + SENTENCES)).toBeLessThan(0.3);
    expect(HARMLESS).toBeLessThan(250);
  });

  it('leaves no cell that no case decides, but where nobody could get more or less', () => {
    const open = mutations.coverage.filter(({ changes, noticed }) => noticed < changes);
    const kinds = ['TAX_MS', 'FRONTEX', 'EUROJUST', 'PARTNER_THIRD_COUNTRY', 'SUPERVISOR', 'INTERNAL_AUDIT'];
    expect(open.map(({ category, kind }) => `${category} ${kind}`)).toEqual([
      'cargo.risk CUSTOMS_MS',
      ...kinds.map((kind) => `handling.subject ${kind}`),
    ]);
  });
});
