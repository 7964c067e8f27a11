import { describe, expect, test } from '@jest/globals';
import { filterOf } from '../../../../console/pages/lists/filters/filterOf.js';
import { refusedPart } from '../../../../console/pages/lists/filters/refusedPart.js';
import { type Terms, toggled, withTerm } from '../../../../console/pages/lists/filters/terms.js';
import { termWords } from '../../../../console/pages/lists/filters/termWords.js';
import { readTyped, typedOf } from '../../../../console/pages/lists/filters/typed.js';
import { kindOf } from '../../../../console/pages/lists/kinds/index.js';
import type { FilterForm } from '../../../../console/pages/lists/kinds/kind.js';

const seizures = kindOf('seizures');
const persons = kindOf('persons');
if (!seizures || !persons) throw new RangeError('the lists have gone');
const text = { is: 'text', hasBeginning: true } as const;
const country = { is: 'text', hasBeginning: false, writing: 'country' } as const;

describe('the filter of a list', () => {
  test.each<readonly [string, Terms, unknown]>([
    ['nothing', {}, undefined],
    ['one value', { drugGroup: { is: 'values', values: ['COCAINE'] } }, { drugGroup: { eq: 'COCAINE' } }],
    ['several', { drugGroup: { is: 'values', values: ['ATS', 'NPS'] } }, { drugGroup: { in: ['ATS', 'NPS'] } }],
    ['a beginning', { caseReference: { is: 'begins', text: 'NLC' } }, { caseReference: { startsWith: 'NLC' } }],
    ['rows without a value', { legalStatus: { is: 'none' } }, { legalStatus: { isNull: true } }],
    ['at least so much', { normalisedKg: { is: 'range', least: 5 } }, { normalisedKg: { gte: 5, lte: undefined } }],
    ['a country', { within: { is: 'values', values: ['NL'] } }, { within: { place: 'NL' } }],
    [
      'two countries',
      { within: { is: 'values', values: ['NL', 'BE'] } },
      { or: [{ within: { place: 'NL' } }, { within: { place: 'BE' } }] },
    ],
    [
      'days, of which the last is whole',
      { seizedAt: { is: 'span', from: '2026-02-27', to: '2026-02-28' } },
      { seizedAt: { gte: '2026-02-27T00:00:00Z', lt: '2026-03-01T00:00:00Z' } },
    ],
    [
      'a country and a box, both of which are about the place',
      { within: { is: 'values', values: ['NL'] }, box: { is: 'box', box: { south: 50, west: 3, north: 54, east: 8 } } },
      { and: [{ within: { place: 'NL' } }, { within: { box: { south: 50, west: 3, north: 54, east: 8 } } }] },
    ],
    ['what is only counted, by nothing', { concealment: { is: 'values', values: ['IN_LOAD'] } }, undefined],
  ])('says %s', (_, terms, filter) => {
    expect(filterOf(seizures, terms)).toEqual(filter);
  });

  test('changes by clicks: a value comes to the others, and goes again', () => {
    const one = toggled(undefined, 'NL');
    expect(toggled(one, 'BE')).toEqual({ is: 'values', values: ['NL', 'BE'] });
    expect(toggled(one, 'NL')).toBeUndefined();
    expect(toggled({ is: 'none' }, 'NL')).toEqual({ is: 'values', values: ['NL'] });
    expect(withTerm({ a: { is: 'none' } }, 'a', undefined)).toEqual({});
  });
});

describe('what policy refused', () => {
  const terms: Terms = {
    drugGroup: { is: 'values', values: ['ATS'] },
    box: { is: 'box', box: { south: 50, west: 3, north: 54, east: 8 } },
  };

  test.each([
    ['SeizureFilter.drugGroup', { is: 'term', id: 'drugGroup', of: 'items' }],
    ['SeizureFilter.within', { is: 'term', id: 'box', of: 'place' }],
    ['SeizureWithin.box', { is: 'term', id: 'box', of: 'place' }],
    ['SeizureSortField.SEIZED_AT', { is: 'order', id: 'seizedAt', of: 'seizedAt' }],
    ['SeizureFilter.legalStatus', undefined],
    ['PersonFilter.name', undefined],
  ] as const)('at %s is found among what was chosen', (coordinate, part) => {
    expect(refusedPart(seizures, terms, [coordinate])).toEqual(part);
  });
});

describe('what is typed', () => {
  test.each([
    ['  ', text, { term: undefined }],
    ['8471*', text, { term: { is: 'begins', text: '8471' } }],
    ['84; 85\n85', text, { term: { is: 'values', values: ['84', '85'] } }],
    ['*', text, { term: { is: 'values', values: ['*'] } }],
    ['nl; be', country, { term: { is: 'values', values: ['NL', 'BE'] } }],
    ['Holland', country, { fault: 'country' }],
    ['nl rtm', { ...country, writing: 'place' }, { term: { is: 'values', values: ['NLRTM'] } }],
    ['NL', { ...country, writing: 'place' }, { fault: 'place' }],
    ['NL', { is: 'stood' }, { term: { is: 'values', values: ['NL'] } }],
    ['NLRTM', { is: 'stood' }, { term: { is: 'values', values: ['NLRTM'] } }],
    ['DOE, Jane; Roe', { is: 'oneOf', isName: true }, { term: { is: 'values', values: ['DOE, Jane', 'Roe'] } }],
    ['1961', { is: 'dateBeginning' }, { term: { is: 'begins', text: '1961' } }],
    ['1961-13', { is: 'dateBeginning' }, { fault: 'date' }],
  ] as const)('%j is read by its form', (typed, form, read) => {
    expect(readTyped([typed], form)).toEqual(read);
  });

  test('as days: either may be missing, both have to exist, in their order', () => {
    expect(readTyped(['2026-02-01', ''], { is: 'instants' })).toEqual({
      term: { is: 'span', from: '2026-02-01', to: undefined },
    });
    expect(readTyped(['2026-02-30', ''], { is: 'instants' })).toEqual({ fault: 'date' });
    expect(readTyped(['2026-02-02', '2026-02-01'], { is: 'instants' })).toEqual({ fault: 'order' });
    expect(readTyped(['', ''], { is: 'instants' })).toEqual({ term: undefined });
  });

  test('as numbers, with a point', () => {
    expect(readTyped(['1.5', ''], { is: 'numbers' })).toEqual({ term: { is: 'range', least: 1.5, most: undefined } });
    expect(readTyped(['1,5', ''], { is: 'numbers' })).toEqual({ fault: 'number' });
    expect(readTyped(['3', '2'], { is: 'numbers' })).toEqual({ fault: 'order' });
  });

  test('as a box: all four edges, within the world', () => {
    const box = { is: 'box' } as const;
    const read = readTyped(['54', '170', '-170', '50'], box);
    expect(read).toEqual({ term: { is: 'box', box: { south: 50, west: 170, north: 54, east: -170 } } });
    for (const edges of [
      ['', '170', '-170', '50'],
      ['49', '170', '-170', '50'],
      ['54', '181', '-170', '50'],
    ])
      expect(readTyped(edges, box)).toEqual({ fault: 'box' });
  });
});

describe('a term in words', () => {
  const wordsOf = (id: string, term: Terms[string]) => {
    const datum = [...persons.data, ...seizures.data].find((each) => each.id === id);
    return datum && term && termWords(term, datum);
  };

  test('names countries, and constants without their capitals', () => {
    expect(wordsOf('nationality', { is: 'values', values: ['NL', 'BE'] })).toBe('Netherlands, Belgium');
    expect(wordsOf('itemCategory', { is: 'values', values: ['DRUGS'] })).toMatch(/^drugs$/i);
  });

  test('counts values that it does not name', () => {
    expect(wordsOf('nationality', { is: 'values', values: ['NL', 'BE', 'DE', 'FR', 'ES'] })).toMatch(
      /Germany, and 2 more$/,
    );
  });

  test('says open ends', () => {
    expect(wordsOf('seizedAt', { is: 'span', to: '2026-01-01' })).toBe('until 2026-01-01');
    expect(wordsOf('normalisedKg', { is: 'range', least: 1000 })).toBe('at least 1,000');
    expect(wordsOf('box', { is: 'box', box: { south: 50, west: 3.1234, north: 54, east: 8 } })).toBe(
      '50°, 3.12° to 54°, 8°',
    );
  });

  test.each<readonly [Terms[string], FilterForm]>([
    [{ is: 'begins', text: '8471' }, text],
    [{ is: 'begins', text: '1961' }, { is: 'dateBeginning' }],
    [{ is: 'values', values: ['NL', 'BE'] }, country],
    [{ is: 'span', from: '2026-02-01', to: undefined }, { is: 'instants' }],
    [{ is: 'range', least: undefined, most: 2.5 }, { is: 'numbers' }],
    [{ is: 'box', box: { south: -1, west: 2, north: 3, east: 4 } }, { is: 'box' }],
  ])('%j is typed as it is read', (term, form) => {
    expect(readTyped(typedOf(term, form), form)).toEqual({ term });
  });
});
