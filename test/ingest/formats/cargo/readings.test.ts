import { describe, expect, it } from '@jest/globals';
import {
  readAmount,
  readCommodityCode,
  readCount,
  readMass,
  readNumber,
  readTime,
} from '../../../../ingest/formats/cargo/readings.js';

/** What a reading gives, and the flags that it raised. */
function reading<Value>(read: (flag: (name: string) => void) => Value): { value: Value; flags: string[] } {
  const flags: string[] = [];
  return { value: read((name) => flags.push(name)), flags };
}

describe('readings of a declaration', () => {
  it.each([
    ['202611251400', '2026-11-25T00:00:00Z', '202611251400'],
    ['20261125140059', '2026-11-25T00:00:00Z', '20261125140059'],
    ['20261125', '2026-11-25T00:00:00Z', '20261125'],
    ['20261125140000Z', '2026-11-25T14:00:00Z', null],
    ['20261125003000+01', '2026-11-24T23:30:00Z', null],
    ['202611251400-0530', '2026-11-25T19:30:00Z', null],
    ['2026-11-25T14:00:00.5+01:00', '2026-11-25T13:00:00Z', null],
    ['2026-11-25T14:00:00', '2026-11-25T00:00:00Z', '2026-11-25T14:00:00'],
    ['2026-11-25', '2026-11-25T00:00:00Z', '2026-11-25'],
  ])('reads the time %s', (text, instant, stated) => {
    expect(reading((flag) => readTime(text, flag))).toEqual({ value: { instant, stated }, flags: [] });
  });

  it.each(['20261325', '20260230', '202611252460', '2026', 'tomorrow', '00001125', '99991231', '2026-11-25T25:00Z'])(
    'knows that %s is no time',
    (text) => {
      expect(reading((flag) => readTime(text, flag))).toEqual({
        value: { instant: null, stated: null },
        flags: ['DATE_IMPOSSIBLE'],
      });
    },
  );

  it('reads numbers with and without thousands set apart, and no others', () => {
    const values = ['1.000', '1,234.5', '12', '.5', '1e3', '1,23', '-1', '1 2', 'NaN', 'Infinity', '9e999'];
    expect(values.map((text) => readNumber(text, () => {}))).toEqual([
      ...[1, 1234.5, 12, 0.5, 1000],
      ...[null, null, null, null, null, null],
    ]);
    expect(reading((flag) => readCount('2147483648', flag))).toEqual({ value: null, flags: ['NUMBER_IMPOSSIBLE'] });
    expect(reading((flag) => readCount('1.5', flag))).toEqual({ value: null, flags: ['NUMBER_IMPOSSIBLE'] });
  });

  it('brings masses to kilograms and refuses what is no mass', () => {
    expect(readMass('2', 'TNE', () => {})).toBe(2000);
    expect(readMass('10', 'LBR', () => {})).toBeCloseTo(4.5359237, 9);
    expect(readMass('7', 'KGM#G', () => {})).toBe(7);
    expect(readMass('7', undefined, () => {})).toBe(7);
    expect(reading((flag) => readMass('7', 'LTR', flag))).toEqual({ value: null, flags: ['UNIT_UNKNOWN'] });
  });

  it('keeps amounts in the minor units that their currency has', () => {
    const amountOf = (text: string, currency?: string) => readAmount(text, currency, () => {});
    expect(amountOf('1.005', 'EUR')).toEqual({ minorUnits: 101, currency: 'EUR' });
    expect(amountOf('1000', 'JPY')).toEqual({ minorUnits: 1000, currency: 'JPY' });
    expect(amountOf('1.5', 'KWD')).toEqual({ minorUnits: 1500, currency: 'KWD' });
    expect(reading((flag) => readAmount('5', undefined, flag))).toEqual({ value: null, flags: ['CURRENCY_UNKNOWN'] });
    expect(reading((flag) => readAmount('1e15', 'EUR', flag))).toEqual({ value: null, flags: ['NUMBER_IMPOSSIBLE'] });
  });

  it.each([
    ['0803', { commodityCode: '0803', hs6: null, cn8: null }, ['HS_HEADING_ONLY']],
    ['0803.90', { commodityCode: '080390', hs6: '080390', cn8: null }, []],
    ['0803901000', { commodityCode: '0803901000', hs6: '080390', cn8: '08039010' }, []],
    ['08', { commodityCode: '08', hs6: null, cn8: null }, ['HS_FORM']],
    ['7799', { commodityCode: '7799', hs6: null, cn8: null }, ['HS_CHAPTER']],
    ['bananas', { commodityCode: null, hs6: null, cn8: null }, ['HS_FORM']],
  ])('reads the commodity code %s', (text, value, flags) => {
    expect(reading((flag) => readCommodityCode(text, flag))).toEqual({ value, flags });
  });
});
