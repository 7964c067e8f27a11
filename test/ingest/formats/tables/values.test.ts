import { describe, expect, it } from '@jest/globals';
import { toCount, toFigure, toText } from '../../../../ingest/formats/tables/values.js';

describe('values of tables', () => {
  it.each([
    ['12.5', 12.5],
    ['1,234,567.25', 1_234_567.25],
    ['1\u00A0234', 1234],
    ['2.2e-05', 0.000022],
    ['.5', 0.5],
    ['+3', 3],
    ['0', 0],
    [null, null],
    ['1,23', 'number.impossible'],
    ['12,5', 'number.impossible'],
    ['0,971', 'number.impossible'],
    ['-1', 'number.negative'],
    ['-0', 0],
    ['1e400', 'number.impossible'],
    ['NaN', 'number.impossible'],
    ['0x10', 'number.impossible'],
    ['', 'number.impossible'],
  ])('reads the figure %j as %j', (text, figure) => {
    expect(toFigure(text)).toBe(figure);
  });

  it.each([
    ['3', 3],
    ['3.0', 3],
    ['1,000', 1000],
    ['2.5', 'number.impossible'],
    ['2147483648', 'number.impossible'],
    [null, null],
  ])('reads the count %j as %j', (text, count) => {
    expect(toCount(text)).toBe(count);
  });

  it('reads the words of tables for nothing as nothing', () => {
    expect(['', '  ', 'NA', 'n/a', 'NULL', 'NaN', '-', '..', undefined].map(toText)).toEqual(Array(9).fill(null));
    expect([' NAM ', '0', 'None Identified'].map(toText)).toEqual(['NAM', '0', 'None Identified']);
  });
});
