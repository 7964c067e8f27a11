import { describe, expect, it } from '@jest/globals';
import { type Converter, WithSiblings } from '../../../../ingest/mapping/transforms/converter.js';
import {
  degreesConverter,
  integerConverter,
  massConverter,
  moneyConverter,
  numberConverter,
  percentageConverter,
  quantityConverter,
} from '../../../../ingest/mapping/transforms/numbers.js';

const point = { decimal: '.' } as const;
const comma = { decimal: ',' } as const;

function read(convert: Converter, text: string, others: Record<string, string> = {}): unknown {
  const reasons: string[] = [];
  const value = convert(
    text,
    (reason) => reasons.push(reason),
    (name) => others[name] ?? null,
  );
  if (reasons.length > 0) return [value, ...reasons];
  return value instanceof WithSiblings ? { value: value.value, ...value.siblings } : value;
}

describe('numbers', () => {
  it.each([
    [point, '1234.5', 1234.5],
    [point, '1,234.5', 1234.5],
    [point, '1 234', 1234],
    [point, "1'234'567", 1234567],
    [point, '-.5', -0.5],
    [point, '3e5', 300000],
    [comma, '1.234,5', 1234.5],
    [comma, '1234,5', 1234.5],
    [comma, '-12', -12],
  ])('reads %j %s', (form, text, expected) => {
    expect(read(numberConverter(form), text)).toBe(expected);
  });

  it.each(['1,5', '12,34,567', '1.2.3', 'abc', '12abc', '-', '.', '1,234,5'])(
    'takes %s for no number under a decimal point',
    (text) => {
      expect(read(numberConverter(point), text)).toEqual([null, 'number.impossible']);
    },
  );

  it('holds numbers to their range', () => {
    expect(read(integerConverter(point), '2.5')).toEqual([null, 'number.notInteger']);
    expect(read(integerConverter(point), '99999999999')).toEqual([null, 'number.notInteger']);
    expect(read(percentageConverter(point), '45 %')).toBe(45);
    expect(read(percentageConverter(point), '101')).toEqual([null, 'number.range']);
  });

  it('turns masses into kilograms, by a constant unit, a column, or the unit behind the number', () => {
    expect(read(massConverter(point, undefined), '12.5')).toBe(12.5);
    expect(read(massConverter(point, 'lb'), '10')).toBe(4.5359237);
    expect(read(massConverter(point, { column: 'u' }), '2', { u: 'tonne' })).toBe(2000);
    expect(read(massConverter(point, undefined), '500 g')).toBe(0.5);
    expect(read(massConverter(point, 'litre'), '5')).toEqual([null, 'unit.noMass']);
  });

  it('fills unit and kilograms beside a quantity; a unit that is none is flagged and the amount kept', () => {
    expect(read(quantityConverter(point, { column: 'u' }), '3', { u: 'lbs' })).toEqual({
      value: 3,
      unit: 'LBR',
      normalisedKg: 1.36077711,
    });
    expect(read(quantityConverter(point, 'litre'), '3')).toEqual({ value: 3, unit: 'LTR', normalisedKg: null });
    const [value, reason] = read(quantityConverter(point, { column: 'u' }), '3', { u: 'blobs' }) as [
      WithSiblings,
      string,
    ];
    expect([value.value, reason]).toEqual([3, 'unit.unknown']);
  });

  it('makes minor units of money by the currency', () => {
    expect(read(moneyConverter(point, { currency: 'EUR' }), '19.99')).toEqual({ minorUnits: 1999, currency: 'EUR' });
    expect(read(moneyConverter(comma, { currency: { column: 'c' } }), '1.500', { c: 'jpy' })).toEqual({
      minorUnits: 1500,
      currency: 'JPY',
    });
    expect(read(moneyConverter(point, { currency: 'KWD' }), '1.005')).toEqual({ minorUnits: 1005, currency: 'KWD' });
    expect(read(moneyConverter(point, { currency: 'EUR', minor: true }), '250')).toEqual({
      minorUnits: 250,
      currency: 'EUR',
    });
    expect(read(moneyConverter(point, { currency: { column: 'c' } }), '5', { c: '$' })).toEqual([
      null,
      'currency.unknown',
    ]);
  });

  it.each([
    ['52.5', 52.5],
    ['4.9 W', -4.9],
    ['S 12.25', -12.25],
    [`52°30'00"N`, 52.5],
    ["4°54'W", -4.9],
  ])('reads degrees from %s', (text, expected) => {
    expect(read(degreesConverter(point, 180), text)).toBeCloseTo(expected, 6);
  });

  it('refuses degrees beyond the pole', () => {
    expect(read(degreesConverter(point, 90), '91')).toEqual([null, 'coordinate.impossible']);
  });
});
