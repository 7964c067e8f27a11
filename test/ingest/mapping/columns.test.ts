import { describe, expect, it } from '@jest/globals';
import { toCsvColumns, toJsonColumns } from '../../../ingest/mapping/columns.js';

const input = { nullValues: ['NA', '-'] };

describe('columns of a file of separated values', () => {
  const columns = toCsvColumns(['Name', ' Date  of Birth ', 'Name', '', 'alias_10', 'alias_2', 'alias_x'], input);
  const row = ['A', ' 1970 ', 'B', 'NA', 'ten', 'two', 'x'];

  it('are found by name, whatever the case and the spaces; a repeated name has a number, a position too', () => {
    expect(columns.names).toEqual(['Name', 'Date  of Birth', 'Name#2', '#4', 'alias_10', 'alias_2', 'alias_x']);
    expect(columns.find('NAME')?.(row)).toBe('A');
    expect(columns.find('date of birth')?.(row)).toBe('1970');
    expect(columns.find('Name#2')?.(row)).toBe('B');
    expect(columns.find('#2')?.(row)).toBe('1970');
    expect(columns.find('#8')).toBeNull();
    expect(columns.find('nobody')).toBeNull();
  });

  it('hold nothing where there is a text that means nothing; white space stays where it is wanted', () => {
    expect(columns.find('#4')?.(row)).toBeNull();
    expect(columns.find('date of birth', false)?.(row)).toBe(' 1970 ');
  });

  it('are a list in the order of their numbers', () => {
    expect(columns.findNumbered('alias_*')?.(row)).toEqual(['two', 'ten']);
    expect(columns.findNumbered('other_*')).toBeNull();
  });
});

describe('columns of JSON', () => {
  const columns = toJsonColumns(input);
  const row = {
    'a.b': 1,
    a: { b: 2, c: [{ d: 'x' }, {}, { d: ['y', '-'] }] },
    n: false,
    o: { p: 1 },
    q_2: 'b',
    q_1: 'a',
  };

  it.each([
    ['a.b', '1'],
    ['a.c[].d', ['x', null, ['y', null]]],
    ['a.c.d', ['x', null, ['y', null]]],
    ['a.c[0].d', 'x'],
    ['a.c[7].d', null],
    ['n', 'false'],
    ['o', '{"p":1}'],
    ['toString', null],
    ['a.constructor', null],
  ])('are found by the path %s', (path, expected) => {
    expect(columns.find(path)?.(row)).toEqual(expected);
  });

  it('are a list in the order of their numbers', () => {
    expect(columns.findNumbered('q_*')?.(row)).toEqual(['a', 'b']);
  });
});
