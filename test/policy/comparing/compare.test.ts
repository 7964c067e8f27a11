import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Difference, differences } from '../../../policy/comparing/compare.js';
import { decide } from '../../../policy/decide.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import type { Agency, CategoryRow, Policy } from '../../../policy/policy.js';
import { differingLinks, recordClasses } from '../../../policy/space/records.js';
import { factsUnder, instantIn } from '../../../policy/space/requests.js';
import { mutantsOf } from '../../../policy/testing/mutations/mutants.js';
import { rank } from '../../../policy/types.js';
import { tries } from '../../support/runner/tries.js';
import { anySample, riseOf, type Sample } from './bruteForce.js';

const policy = loadPolicy();
/** Edits that are compared: 500 by `npm run fuzz -- policies`. */
const edits = tries(30, 500);

/** Edits of what `mutantsOf` leaves alone. */
function moreEdits(): readonly Policy[] {
  const { categories, agencies, linkSubjects, sources } = policy;
  const row = (category: string, change: Partial<CategoryRow>): Policy => {
    return {
      ...policy,
      categories: { ...categories, [category]: { ...(categories[category] as CategoryRow), ...change } },
    };
  };
  const agency = (id: string, change: Partial<Agency>): Policy => {
    return { ...policy, agencies: { ...agencies, [id]: { ...(agencies[id] as Agency), ...change } } };
  };
  const { 'ES-TAX': _gone, ...withoutTax } = agencies;
  const { 'cargo.goods': _row, ...withoutGoods } = categories;
  const links = (change: Partial<Policy['linkSubjects']>): Policy => ({
    ...policy,
    linkSubjects: { ...linkSubjects, ...change },
  });
  return [
    row('cargo.goods', { validity: { from: '2024-01-01T00:00:00Z', to: '2040-01-01T00:00:00Z' } }),
    row('persons.identity', { validity: { from: '2027-01-01T00:00:00Z', to: '2028-01-01T00:00:00Z' } }),
    row('handling.subject', { needs: 'persons.documents' }),
    agency('XA-CUSTOMS', { country: 'XB' }),
    agency('XA-CUSTOMS', { kind: 'CUSTOMS_MS' }),
    agency('NL-CUSTOMS', { kind: 'PARTNER_THIRD_COUNTRY' }),
    agency('EU-SUPERVISOR', { overseesNobody: false, mandate: ['NL-CUSTOMS'] }),
    agency('ES-TAX', { clearance: 'SECRET_UE', country: 'PT' }),
    links({ roles: { ...linkSubjects.roles, VICTIM: 'OTHER' } }),
    links({ roles: { ...linkSubjects.roles, DRIVER: 'SUSPECT' } }),
    links({ publicLists: [] }),
    links({ untold: {} }),
    ...(['OWN', 'CATEGORY'] as const).map((are) =>
      links({
        untold: { TradeParty: { are, reason: 'a word of a test' }, SeizurePerson: { are, reason: 'another word' } },
      }),
    ),
    { ...policy, agencies: withoutTax },
    { ...policy, categories: withoutGoods },
    {
      ...policy,
      agencies: { ...agencies, 'PT-TAX': { ...(agencies['ES-TAX'] as Agency), id: 'PT-TAX', country: 'PT' } },
    },
    { ...policy, sources: { ...sources, 'demo-persons': ['persons', 'cargo'] } },
  ];
}

// Why without: one row alone is public, and no policy loads that has another.
const mutants = mutantsOf(policy).filter(({ name }) => !/: public (true|false)$/.test(name));
const single = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom(...moreEdits()) },
  { weight: 12, arbitrary: fc.constantFrom(...mutants).map((mutant) => mutant.policy) },
);
/** Parts of two edits in one. */
const edit = fc.oneof(
  { weight: 3, arbitrary: single },
  {
    weight: 1,
    arbitrary: fc.tuple(single, single).map(([one, other]): Policy => ({ ...one, agencies: other.agencies })),
  },
  { weight: 1, arbitrary: fc.tuple(single, single).map(([one, other]): Policy => ({ ...one, roles: other.roles })) },
  {
    weight: 1,
    arbitrary: fc.tuple(single, single).map(([one, other]): Policy => ({ ...one, operations: other.operations })),
  },
);
/** The edit, or that it is taken back. */
const pairs = fc
  .tuple(edit, fc.boolean())
  .map(([edited, back]) => (back ? ([edited, policy] as const) : ([policy, edited] as const)));
const samples = fc.sample(
  fc.constantFrom(...moreEdits()).chain((other) => anySample(policy, other)),
  { numRuns: 8_000, seed: 3 },
);

const keyOf = ({
  agency,
  role,
  purpose,
  hasCase,
  category,
}: Pick<Sample, 'agency' | 'role' | 'purpose' | 'hasCase' | 'category'>) =>
  `${agency} ${role} ${purpose} ${hasCase} ${category}`;

/** Samples at what an edit may touch: where a category or an agency differs, more of them. */
function focused([one, other]: readonly [Policy, Policy], from: number): readonly Sample[] {
  const differing = <Value>(a: Readonly<Record<string, Value>>, b: Readonly<Record<string, Value>>) =>
    [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((key) => a[key] !== b[key]);
  const categories = differing(one.categories, other.categories);
  const agencies = differing(one.agencies, other.agencies);
  return Array.from({ length: 300 }, (_, n) => {
    const sample = samples[(from + n) % samples.length] as Sample;
    return {
      ...sample,
      category: categories[n % Math.max(1, categories.length)] ?? sample.category,
      agency: agencies[n % Math.max(1, agencies.length)] ?? sample.agency,
    };
  }).filter(({ agency }) => one.agencies[agency] ?? other.agencies[agency]);
}

/** Whether a record of the class that a difference names is decided so by `decide`. */
function isSo(both: readonly [Policy, Policy], links: ReturnType<typeof differingLinks>, one: Difference): boolean {
  const facts = factsUnder(both, one, instantIn(one.interval));
  const record = recordClasses(both, facts, one.category, links).find(
    ({ words }) => words.join() === one.records.join(),
  );
  if (!record) return false;
  const [was, is] = both.map((each, n) =>
    decide(each, facts[n] as never, one.category, record.envelope, record.subjects[n] as never),
  );
  return (
    was?.effect === one.was && is?.effect === one.is && rank[one.is] > rank[one.was] === (one.direction === 'GAINS')
  );
}

describe('the comparison of two policies', () => {
  it('tells of a gain, and of a loss, if and only if some decision rises, or falls: of any edit', () => {
    let rises = 0;
    let told = 0;
    fc.assert(
      fc.property(pairs, fc.nat(8_000), (both, from) => {
        const found = [...differences(both)];
        told += found.length > 0 ? 1 : 0;
        const links = differingLinks(both);
        const stride = Math.max(1, Math.floor(found.length / 8));
        for (const one of found.filter((_, n) => n % stride === 0))
          if (!isSo(both, links, one)) throw new Error(`told and not so: ${JSON.stringify(one)}`);
        const byRequest = new Map<string, Difference[]>();
        for (const one of found) byRequest.set(keyOf(one), [...(byRequest.get(keyOf(one)) ?? []), one]);
        for (const sample of focused(both, from)) {
          const rise = riseOf(both[0], both[1], sample);
          if (rise === 0) continue;
          rises += 1;
          const at = Date.parse(sample.asOf);
          const isTold = byRequest
            .get(keyOf(sample))
            ?.some(
              ({ direction, interval }) =>
                direction === (rise > 0 ? 'GAINS' : 'LOSES') && interval.from <= at && at < interval.until,
            );
          if (!isTold) throw new Error(`not told: by ${rise} in ${JSON.stringify(sample)}`);
        }
      }),
      { numRuns: edits, seed: 7 },
    );
    // Why: a comparison that says nothing agrees with edits that change nothing.
    expect(told).toBeGreaterThan(0.6 * edits);
    expect(rises).toBeGreaterThan(0.5 * edits);
  }, 600_000);

  it('names the agency that asks, where another one is alike in all but its name', () => {
    const partner = policy.agencies['XA-CUSTOMS'] as Agency;
    const agencies = { ...policy.agencies, 'XA-COAST': { ...partner, id: 'XA-COAST' } };
    const row = policy.categories['cargo.goods'] as CategoryRow;
    const cells = { ...row.cells, PARTNER_THIRD_COUNTRY: { ...row.cells.CUSTOMS_MS, effect: 'FULL' as const } };
    const none = { ...row.cells, PARTNER_THIRD_COUNTRY: { ...row.cells.CUSTOMS_MS, effect: 'HIT' as const } };
    const under = (each: CategoryRow['cells']): Policy => ({
      ...policy,
      agencies,
      categories: { ...policy.categories, 'cargo.goods': { ...row, cells: each } },
    });
    const named = [...differences([under(none), under(cells)])].flatMap(({ agency, records }) =>
      records.flatMap((words) => [...words.matchAll(/agency:([\w-]+)/g)].map(([, name]) => [agency, name])),
    );
    expect(new Set(named.map(([agency]) => agency))).toEqual(new Set(['XA-CUSTOMS', 'XA-COAST']));
    expect(named.filter(([agency, name]) => agency !== name)).toEqual([]);
  });

  it('finds nothing between a policy and itself, or one that is worded otherwise', () => {
    const reworded = Object.entries(policy.categories).map(([name, row]) => [
      name,
      { ...row, meaning: 'In other words.' },
    ]);
    expect([...differences([policy, policy])]).toEqual([]);
    expect([...differences([policy, { ...policy, categories: Object.fromEntries(reworded) }])]).toEqual([]);
  });
});
