import { describe, expect, test } from '@jest/globals';
import { buildSchema, parseValue } from 'graphql';
import { scalars, teachScalars } from '../../schema/scalars.js';

const { DateTime, PartialDate } = scalars;

describe('an instant', () => {
  test.each([
    ['2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z'],
    ['2026-01-01T00:00:00+02:00', '2025-12-31T22:00:00Z'],
    ['2026-01-01T00:00:00-05:30', '2026-01-01T05:30:00Z'],
    ['2026-01-01T00:00:00-00:00', '2026-01-01T00:00:00Z'],
    ['2026-01-01t00:00:00z', '2026-01-01T00:00:00Z'],
    ['2026-01-01T00:00:00.5+01:00', '2025-12-31T23:00:00.5Z'],
    ['2026-01-01T00:00:00.123456789Z', '2026-01-01T00:00:00.123456Z'],
    ['2026-01-01T00:00:00.000000Z', '2026-01-01T00:00:00Z'],
    ['2024-02-29T23:59:59+14:00', '2024-02-29T09:59:59Z'],
    ['2000-02-29T00:00:00Z', '2000-02-29T00:00:00Z'],
  ])('is taken with any offset of RFC 3339, and is the same in UTC: %s', (text, utc) => {
    expect(DateTime.parseValue(text)).toBe(utc);
    expect(DateTime.parseLiteral(parseValue(JSON.stringify(text)))).toBe(utc);
  });

  test.each([
    'abc',
    '',
    '2026-01-01',
    '2026-01-01T00:00:00',
    '2026-01-01 00:00:00Z',
    '2026-01-01T00:00Z',
    '2026-01-01T00:00:00+02',
    '2026-01-01T00:00:00+0200',
    '2026-01-01T00:00:00+24:00',
    '2026-01-01T00:00:00+02:60',
    '2026-02-30T00:00:00Z',
    '1900-02-29T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-01-01T24:00:00Z',
    '2026-01-01T00:00:60Z',
    '0000-01-01T00:00:00Z',
    '0001-01-01T00:00:00+01:00',
    '9999-12-31T23:59:59-01:00',
    '+002026-01-01T00:00:00Z',
    ' 2026-01-01T00:00:00Z',
    7,
    true,
    null,
    ['2026-01-01T00:00:00Z'],
    { at: '2026-01-01T00:00:00Z' },
  ])('is nothing else: %j', (value) => {
    const refused = expect.objectContaining({ code: 'BAD_USER_INPUT', message: expect.stringContaining('RFC 3339') });
    expect(() => DateTime.parseValue(value)).toThrow(refused);
    expect(() => DateTime.parseLiteral(parseValue(JSON.stringify(value).replace(/"at":/, 'at:')))).toThrow(refused);
  });

  test('is never repeated where it is refused', () => {
    expect(() => DateTime.parseValue('Jan Jansen')).toThrow(expect.not.objectContaining({ message: /Jansen/ }));
  });
});

describe('a date as precise as it is known', () => {
  test.each(['1961', '1961-04', '1961-04-12', '2024-02-29'])('is taken: %s', (text) => {
    expect(PartialDate.parseValue(text)).toBe(text);
  });

  test.each(['20x5', '0000', '1961-13', '1961-02-29', '1961-04-31', '1961-4', '1961-04-12T00:00:00Z', 1961, null])(
    'is nothing else: %j',
    (value) => {
      expect(() => PartialDate.parseValue(value)).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
    },
  );
});

test('a schema made of an SDL text reads them once it was taught, and no others', () => {
  const schema = buildSchema('scalar DateTime scalar Other type Query { a(at: DateTime, b: Other): Int }');
  teachScalars(schema);
  const read = (name: string) => (schema.getType(name) as typeof DateTime).parseValue('abc');
  expect(() => read('DateTime')).toThrow();
  expect(read('Other')).toBe('abc');
});
