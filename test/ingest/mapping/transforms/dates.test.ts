import { describe, expect, it } from '@jest/globals';
import { WithSiblings } from '../../../../ingest/mapping/transforms/converter.js';
import { dateConverter, instantConverter } from '../../../../ingest/mapping/transforms/dates.js';
import { toInstant } from '../../../../ingest/mapping/transforms/zone.js';

function read(convert: ReturnType<typeof dateConverter>, text: string): { value: unknown; reasons: string[] } {
  const reasons: string[] = [];
  const value = convert(
    text,
    (reason) => reasons.push(reason),
    () => null,
  );
  return { value: value instanceof WithSiblings ? [value.value, value.siblings] : value, reasons };
}

describe('dates by pattern', () => {
  it.each([
    ['dd.MM.yyyy', '31.01.1970', '1970-01-31'],
    ['d.M.yyyy', '1.2.1970', '1970-02-01'],
    ['MM/dd/yyyy', '06/19/2003', '2003-06-19'],
    ['d-MMM-yy', '2-Jun-06', '2006-06-02'],
    ['d-MMM-yy', '2-Jun-64', '1964-06-02'],
    ['d MMMM yyyy', '3 août 1999', '1999-08-03'],
    ['d. MMMM yyyy', '3. März 1999', '1999-03-03'],
    ['d MMM yyyy', '10 sty 2001', '2001-01-10'],
    ['MMM yyyy', 'APR 2019', '2019-04'],
    ['yyyy', '1964', '1964'],
    ['yyyyMMdd', '19640229', '1964-02-29'],
    ['DD/MM/YYYY', '01/12/2000', '2000-12-01'],
    ['dd.MM.yyyy', '00.00.1964', '1964'],
    ['dd.MM.yyyy', '00.05.1964', '1964-05'],
  ])('reads %s from %s as %s, as exact as it is', (pattern, text, expected) => {
    expect(read(dateConverter([pattern]), text)).toEqual({ value: expected, reasons: [] });
  });

  it('tries patterns in order, and tells another form from a date that does not exist', () => {
    const convert = dateConverter(['dd.MM.yyyy', 'yyyy']);
    expect(read(convert, '1964').value).toBe('1964');
    expect(read(convert, '31.02.1964')).toEqual({ value: null, reasons: ['date.impossible'] });
    expect(read(convert, 'around 1964')).toEqual({ value: null, reasons: ['date.form'] });
    expect(read(dateConverter(undefined), '1900-02-29')).toEqual({ value: null, reasons: ['date.impossible'] });
  });
});

describe('instants', () => {
  const iso = instantConverter(undefined, { precisionField: 'precision', statedField: null });

  it('reads ISO 8601 with its zone, and says how exact it is', () => {
    expect(read(iso, '2026-01-31T12:30:00+02:00').value).toEqual(['2026-01-31T10:30:00Z', { precision: 'INSTANT' }]);
    expect(read(iso, '2026-01-31').value).toEqual(['2026-01-31T00:00:00Z', { precision: 'DAY' }]);
    expect(read(iso, '2026-01').value).toEqual(['2026-01-01T00:00:00Z', { precision: 'MONTH' }]);
    expect(read(iso, '2026').value).toEqual(['2026-01-01T00:00:00Z', { precision: 'YEAR' }]);
  });

  it('keeps the day alone of a time whose zone nobody states', () => {
    expect(read(iso, '2026-01-31 23:30')).toEqual({
      value: ['2026-01-31T00:00:00Z', { precision: 'DAY' }],
      reasons: ['note.timeZoneUnknown'],
    });
  });

  it('keeps the text beside the instant where a field is there for it', () => {
    const stated = instantConverter(['dd.MM.yyyy HH:mm'], { precisionField: null, statedField: 'departureStated' });
    expect(read(stated, '31.01.2026 23:30').value).toEqual([
      '2026-01-31T00:00:00Z',
      { departureStated: '31.01.2026 23:30' },
    ]);
  });

  it('turns the clock of a zone into UTC, in summer and winter, before 1970 too', () => {
    const local = instantConverter(['yyyy-MM-dd HH:mm', 'd/M/yyyy h:mm a'], {
      zone: 'Europe/Amsterdam',
      precisionField: null,
      statedField: null,
    });
    expect(read(local, '2026-01-15 12:00').value).toBe('2026-01-15T11:00:00Z');
    expect(read(local, '2026-07-15 12:00').value).toBe('2026-07-15T10:00:00Z');
    expect(read(local, '15/7/2026 1:05 pm').value).toBe('2026-07-15T11:05:00Z');
    const lima = instantConverter(['yyyy-MM-dd HH:mm'], {
      zone: 'America/Lima',
      precisionField: null,
      statedField: null,
    });
    expect(read(lima, '1969-12-31 20:00').value).toBe('1970-01-01T01:00:00Z');
  });

  it('says so where clocks skip an hour or show it twice', () => {
    const local = instantConverter(['yyyy-MM-dd HH:mm'], {
      zone: 'Europe/Amsterdam',
      precisionField: null,
      statedField: null,
    });
    expect(read(local, '2026-03-29 02:30').reasons).toEqual(['time.impossible']);
    expect(read(local, '2026-10-25 02:30')).toEqual({ value: '2026-10-25T00:30:00Z', reasons: ['note.timeAmbiguous'] });
  });

  it('finds for every hour of a year the clock that it came from', () => {
    const zone = 'America/New_York';
    const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
    for (let hour = 0; hour < 8760; hour += 5) {
      const time = Date.UTC(2026, 0, 1) + hour * 3_600_000;
      const [date = '', clock = ''] = format.format(time).split(' ');
      const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
      const { time: found, ambiguous } = toInstant(
        { year, month, day, hour: Number(clock.slice(0, 2)), minute: 0 },
        zone,
      );
      expect(ambiguous ? [found, found + 3_600_000] : [found]).toContain(time);
    }
  });
});
