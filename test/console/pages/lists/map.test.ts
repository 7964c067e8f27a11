import { describe, expect, test } from '@jest/globals';
import type { Place } from '../../../../console/pages/lists/asking/documents.js';
import { marksOf, stepOf, stepsOf } from '../../../../console/pages/lists/map/marks.js';
import { scaled, viewAround, wholeWorld } from '../../../../console/pages/lists/map/view.js';
import { countryName } from '../../../../console/parts/words.js';

const count = (number: number) => ({ number, atLeast: null });
const rotterdam: Place = { unlocode: 'NLRTM', name: 'Rotterdam', country: 'NL', latitude: 51.92, longitude: 4.48 };

describe('marks on the map', () => {
  test('stand where the directory says, and where it does not, they are named', () => {
    const buckets = [
      { value: 'NLRTM', count: count(4) },
      { value: 'XXAAA', count: count(1) },
      { value: 'NLVLI', count: count(2) },
    ];
    const nowhere = { ...rotterdam, unlocode: 'XXAAA', latitude: null, longitude: null };
    const { marks, unplaced } = marksOf(
      buckets,
      'unlocode',
      new Map([
        ['NLRTM', rotterdam],
        ['XXAAA', nowhere],
      ]),
    );
    expect(marks.map(({ code, rows }) => [code, rows])).toEqual([['NLRTM', 4]]);
    expect(unplaced).toEqual(['XXAAA']);
  });

  test('of countries need no position', () => {
    expect(marksOf([{ value: 'NL', count: { number: null, atLeast: 9 } }], 'country', new Map()).marks).toEqual([
      { code: 'NL', rows: 9, isLeast: true },
    ]);
  });
});

describe('steps of the legend', () => {
  test.each([1, 2, 7, 58, 314, 100_000])('reach from 1 to %i without a gap, and each number has one', (most) => {
    const steps = stepsOf(most);
    expect(steps[0]?.from).toBe(1);
    expect(steps.at(-1)?.to).toBe(most);
    for (const [index, { from }] of steps.entries()) if (index > 0) expect(from).toBe((steps[index - 1]?.to ?? 0) + 1);
    expect([stepOf(0, steps), stepOf(1, steps), stepOf(most, steps)]).toEqual([0, 1, steps.length]);
  });
});

describe('what is in sight of the map', () => {
  test('is the whole world where nothing has a place', () => {
    expect(viewAround([])).toEqual(wholeWorld);
  });

  test('is around the places, and no more than the world however far one goes', () => {
    const at = { name: 'Rotterdam', longitude: 4.48, latitude: 51.92 };
    const view = viewAround([{ code: 'NLRTM', rows: 1, isLeast: false, at }]);
    expect(view).toEqual({ south: 48.92, west: -0.52, north: 54.92, east: 9.48 });
    expect(scaled(view, 0.5)).toEqual({ south: 50.42, west: 1.98, north: 53.42, east: 6.98 });
    expect(scaled(wholeWorld, 2)).toEqual(wholeWorld);
  });
});

test('countries are named by the browser, and by their code where it has no name', () => {
  expect([countryName('NL'), countryName('QQ'), countryName('nl')]).toEqual(['Netherlands', 'QQ', 'nl']);
});
