import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { planNames } from '../../../../subgraphs/kit/counting/namedGroups.js';

test('a number over more than a hundred rows stands, smaller ones are named, a thousand rows at most', () => {
  expect(planNames([500, 100, 90], [101, 3], false)).toEqual({
    values: ['STANDS', 'NAMED', 'NAMED'],
    others: ['STANDS', 'NAMED'],
  });
  const many = Array.from({ length: 15 }, () => 90);
  expect(planNames(many, [], false).values).toEqual(many.map((_, at) => (at < 11 ? 'NAMED' : 'LEFT')));
});

test('by data of persons no number stands, and one over a thousand rows says only that', () => {
  expect(planNames([5000, 40], [7], true)).toEqual({ values: ['AT_LEAST', 'LEFT'], others: ['LEFT'] });
  expect(planNames([600, 500, 1], [2], true)).toEqual({ values: ['NAMED', 'LEFT', 'LEFT'], others: ['NAMED'] });
});

test('whatever the numbers, at most a thousand rows are named, and what is told of fewer than a hundred is named', () => {
  const numbers = fc.array(fc.integer({ min: 1, max: 3000 })).map((all) => all.sort((left, right) => right - left));
  fc.assert(
    fc.property(
      numbers,
      fc.array(fc.integer({ min: 1, max: 3000 }), { maxLength: 2 }),
      fc.boolean(),
      (values, others, isPersonal) => {
        const planned = planNames(values, others, isPersonal);
        const fates = [...planned.values, ...planned.others];
        const named = [...values, ...others].map((number, at) => {
          if (fates[at] === 'NAMED') return number;
          return fates[at] === 'AT_LEAST' ? 1000 : 0;
        });
        expect(named.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(1000);
        for (const [at, number] of [...values, ...others].entries())
          if (fates[at] === 'STANDS') expect(number > 100 && !isPersonal).toBe(true);
      },
    ),
  );
});
