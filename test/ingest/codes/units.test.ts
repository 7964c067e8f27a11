import { describe, expect, it } from '@jest/globals';
import { toUnit } from '../../../ingest/codes/units.js';

describe('toUnit', () => {
  it.each([
    ['KGM', 'KGM', 1],
    ['kgs', 'KGM', 1],
    ['Kilograms', 'KGM', 1],
    ['GRM', 'GRM', 0.001],
    ['gm', 'GRM', 0.001],
    ['MGM', 'MGM', 0.000001],
    ['µg', 'MC', 0.000000001],
    ['LBR', 'LBR', 0.45359237],
    ['lbs.', 'LBR', 0.45359237],
    ['ONZ', 'ONZ', 0.02834952],
    ['ounces', 'ONZ', 0.02834952],
    ['TNE', 'TNE', 1000],
    ['mt', 'TNE', 1000],
    ['short tons', 'STN', 907.1847],
    ['DTN', 'DTN', 100],
    ['CTM', 'CTM', 0.0002],
    ['DWT', 'DWT', 0.001555174],
    ['troy ounce', 'APZ', 0.03110348],
    ['net kilogram', '58', 1],
  ])('reads %s as the mass %s of %d kg', (text, code, toKg) => {
    expect(toUnit(text)).toEqual({ code, toKg });
  });

  it.each([
    ['LTR', 'LTR'],
    ['litres', 'LTR'],
    ['MLT', 'MLT'],
    ['m³', 'MTQ'],
    ['gallon (US)', 'GLL'],
    ['H87', 'H87'],
    ['pcs', 'H87'],
    ['NAR', 'NAR'],
    ['MIL', 'MIL'],
    ['doses', 'E27'],
    ['tablets', 'U2'],
    ['GM', 'GRM'],
    ['kilogram per second', 'KGS'],
  ])('reads %s as %s', (text, code) => {
    expect(toUnit(text)?.code).toBe(code);
  });

  it('knows deleted codes, but not their names', () => {
    expect(toUnit('BX')).toEqual({ code: 'BX', toKg: null });
    expect(toUnit('box')).toBeNull();
    expect(toUnit('TV')).toEqual({ code: 'TV', toKg: 1000 });
  });

  it('says null for what names no unit, or several', () => {
    expect(['', ' ', null, undefined, 'ZZZZ', 'ton', 'gallon', '12 kg'].map(toUnit)).toEqual(Array(8).fill(null));
  });
});
