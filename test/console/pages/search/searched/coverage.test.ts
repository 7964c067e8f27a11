import { describe, expect, test } from '@jest/globals';
import type { Answered } from '../../../../../client/index.js';
import type { SearchQuery } from '../../../../../console/pages/search/search.gql.js';
import { coverageOf, kindsFound, limitsOf, totalsOf } from '../../../../../console/pages/search/searched/coverage.js';
import { limitWords } from '../../../../../console/pages/search/searched/limitWords.js';

type Search = NonNullable<SearchQuery['search']>;
const hit = `consignment_${'Zyg1TuQscxD85d2k'.repeat(5)}`;
const id = `consignment_${'a'.repeat(24)}`;

const ok = { state: 'OK', feeds: ['demo'], lookedUp: [] } as const;
const named = { ...ok, hitState: 'NOT_ASKED', exact: [], similar: [] } as const;
const worded = {
  ...ok,
  hitState: 'NOT_ASKED',
  exact: [],
  words: [],
} as const;
const nothing: Search = {
  recognised: [
    { form: 'NAME', value: 'Nobody Atall' },
    { form: 'WORDS', value: 'Nobody Atall' },
  ],
  persons: named,
  organizations: named,
  vessels: named,
  aircraft: named,
  consignments: worded,
  seizures: { ...worded, near: null, nearKm: null },
  incidents: { ...worded, similar: [], near: null, nearKm: null },
  jointOperations: { state: 'OK', feeds: [], words: [] },
};

function answer(search: Partial<Search>, errors?: Answered['errors']): Answered<SearchQuery> {
  const data = { search: { ...nothing, ...search } };
  return { data, extensions: { requestId: '1' }, ...(errors && { errors }) };
}
const limitsIn = (search: Partial<Search>) =>
  limitsOf(coverageOf(answer(search))).map(({ of, why, kinds }) => [`${of} ${why}`, ...kinds]);

describe('what a search covered', () => {
  test('is without limits where each kind was searched as the text allows', () => {
    expect(limitsIn({})).toEqual([]);
    expect(kindsFound(coverageOf(answer({})))).toEqual([]);
  });

  test('never lets "nobody" stand where names were not compared', () => {
    const denied = { ...named, state: 'DENIED', similar: null } as const;
    expect(limitsIn({ persons: denied, vessels: denied })).toEqual([['similar notLent', 'persons', 'vessels']]);
    const [limit] = limitsOf(coverageOf(answer({ persons: denied })));
    expect(limit && limitWords(limit)).toBe('Persons: names not compared: not lent to you. Nobody is ruled out.');
  });

  test('tells a name that was not compared in time, and one that was compared in part', () => {
    expect(limitsIn({ persons: { ...named, state: 'TIMEOUT', similar: null } })).toEqual([
      ['similar noTime', 'persons'],
    ]);
    expect(limitsIn({ persons: { ...named, state: 'PARTIAL' } })).toEqual([['similar inPart', 'persons']]);
  });

  test('counts no limit where the text is no name: nothing was to be compared', () => {
    const recognised = [{ form: 'CONTAINER', value: 'ZZZU2601176' }] as const;
    const none = { ...named, similar: null };
    const found = { persons: none, organizations: none, vessels: none, aircraft: none };
    const rows = coverageOf(answer({ recognised, ...found, consignments: { ...worded, lookedUp: ['CONTAINER'] } }));
    expect(rows.find(({ kind }) => kind === 'persons')?.reach).toEqual({ exact: 'notAsked', similar: 'notAsked' });
    expect(limitsOf(rows).filter(({ of }) => of === 'similar')).toEqual([]);
  });

  test('names the forms by which a kind may not be looked up', () => {
    const recognised = [
      { form: 'CONTAINER', value: 'ZZZU2601176' },
      { form: 'DOCUMENT_NUMBER', value: 'ZZZU2601176' },
    ] as const;
    const rows = coverageOf(answer({ recognised, consignments: { ...worded, lookedUp: ['CONTAINER'] } }));
    const limits = limitsOf(rows);
    expect(limits.find(({ of, why }) => of === 'exact' && why === 'inPart')).toMatchObject({
      kinds: ['consignments'],
      forms: ['DOCUMENT_NUMBER'],
    });
    expect(limits.find(({ of, why }) => of === 'exact' && why === 'notLent')?.kinds).toEqual(
      expect.arrayContaining(['persons', 'seizures', 'incidents']),
    );
  });

  test('tells look-ups that ended for want of time', () => {
    const recognised = [{ form: 'MRN', value: '26NLDEMO26001117R8' }] as const;
    const consignments = { ...worded, lookedUp: ['MRN'], exact: null } as const;
    const rows = coverageOf(answer({ recognised, consignments }));
    expect(rows.find(({ kind }) => kind === 'consignments')?.reach.exact).toBe('noTime');
  });

  test('tells hits that were not looked for', () => {
    expect(limitsIn({ consignments: { ...worded, hitState: 'LIMITED' } })).toEqual([['hits LIMITED', 'consignments']]);
    expect(limitsIn({ seizures: { ...worded, near: null, nearKm: null, hitState: 'UNAVAILABLE' } })).toEqual([
      ['hits UNAVAILABLE', 'seizures'],
    ]);
  });

  test('says of a source that did not answer that nothing is known, and of a part that failed', () => {
    const extensions = { code: 'SOURCE_UNAVAILABLE', source: 'persons' };
    const dead = answer({ persons: null }, [{ message: '', path: ['search', 'persons'], extensions }]);
    expect(limitsOf(coverageOf(dead))).toEqual([
      { of: 'unanswered', why: 'unanswered', kinds: ['persons'], forms: [] },
    ]);
    const half = answer({ persons: { ...named, similar: null } }, [
      { message: '', path: ['search', 'persons', 'similar'], extensions },
    ]);
    expect(limitsOf(coverageOf(half)).map(({ of, why }) => [of, why])).toEqual([['similar', 'failed']]);
  });

  test('has a sentence for each limit that there can be', () => {
    const reaches = ['inPart', 'notLent', 'noTime', 'failed'] as const;
    const ways = ['exact', 'similar', 'words', 'near'] as const;
    const limits = [
      ...ways.flatMap((of) => reaches.map((why) => ({ of, why }))),
      ...(['LIMITED', 'UNAVAILABLE'] as const).map((why) => ({ of: 'hits' as const, why })),
      { of: 'unanswered', why: 'unanswered' } as const,
    ];
    for (const { of, why } of limits) {
      const forms = of === 'exact' && (why === 'notLent' || why === 'inPart') ? (['MRN'] as const) : [];
      const words = limitWords({ of, why, kinds: ['persons'], forms });
      expect(words).toMatch(/^Persons: \w.{10,}\.$/);
      expect(words).not.toMatch(/undefined|: \./);
    }
  });

  test('counts hits apart from what is shown, and what the text names before what is alike', () => {
    const rows = coverageOf(
      answer({
        consignments: { ...worded, exact: [{ id }, { id: hit }] },
        persons: { ...named, similar: [{}, {}] },
        seizures: { ...worded, words: [{ id }], near: null, nearKm: null },
      }),
    );
    expect(totalsOf(rows)).toEqual({ exact: 1, hits: 1, near: 0, similar: 2, words: 1 });
    expect(kindsFound(rows)).toEqual(['consignments', 'persons', 'seizures']);
  });
});
