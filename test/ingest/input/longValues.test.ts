import { describe, expect, it } from '@jest/globals';
import { toCountryCode } from '../../../ingest/codes/countries.js';
import { toFigure } from '../../../ingest/formats/tables/values.js';
import { parseOfacDate } from '../../../ingest/formats/watchlists/dates.js';
import type { FieldEntry, FieldType } from '../../../ingest/mapping/catalogue/types.js';
import { toConverter } from '../../../ingest/mapping/compile/converters.js';

/** As long as a field of a file may be. Read by trying each of its parts, it would take minutes. */
const long = (unit: string): string => `1${unit.repeat(262_000 / unit.length)}x`;

const types: readonly FieldType[] = [
  ...([
    'number',
    'integer',
    'kg',
    'quantity',
    'money',
    'percentage',
    'latitude',
    'longitude',
    'date',
    'instant',
  ] as const),
  ...(['boolean', 'country', 'imo', 'mrn', 'container', 'eori', 'unlocode', 'hs6', 'unit', 'package'] as const),
];

describe('a field that is as long as a field may be', () => {
  it.each(types)('is no %s, and is not tried as one: white space in it was read from each of its places', (type) => {
    const converter = toConverter({ money: { currency: 'EUR' } }, { type, about: '' } as FieldEntry, {
      decimal: '.',
    });
    for (const unit of [' ', '*', '\t']) {
      const reasons: string[] = [];
      expect(
        converter(
          long(unit),
          (reason) => void reasons.push(reason),
          () => null,
        ),
      ).toBeNull();
      expect(reasons).toEqual(['value.tooLong']);
    }
  });

  it('of digits is read once, not from each of them', () => {
    expect(toFigure(`${'1'.repeat(262_000)}x`)).toBe('number.impossible');
  });

  it('is no country and no date of a list', () => {
    for (const unit of [' ', '*', '. ', ')']) {
      expect(toCountryCode(long(unit))).toBeNull();
      expect(parseOfacDate(long(unit))).toBeNull();
    }
  });
});
