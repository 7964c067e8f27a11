import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { normaliseRecord } from '../../../ingest/records/normalise.js';
import type { PersonRecord } from '../../../ingest/records/persons.js';
import type { SourceRecord } from '../../../ingest/records/record.js';
import { findDefect } from '../../../ingest/records/validate.js';
import { analyseName } from '../../../matching/names/analysis/analyseName.js';

const person = (more: object): SourceRecord =>
  ({ kind: 'person', sourceRef: '1', names: [{ name: 'Fictius Exemplarov', kind: 'NAME' }], ...more }) as SourceRecord;

it('what was unseen in the name of a party is not flagged on its consignment, which others may see', () => {
  const consignment = (name: string): SourceRecord =>
    ({ kind: 'consignment', sourceRef: '1', parties: [{ role: 'CARRIER', name }] }) as unknown as SourceRecord;
  const found: string[] = [];
  const hidden = normaliseRecord(
    consignment('SPEC\u200bIMEN Ltd'),
    (flag, field) => void found.push(`${flag} ${field}`),
  );
  expect(hidden).toEqual(consignment('SPECIMEN Ltd'));
  expect(found).toEqual(['NAME_INVISIBLE name']);
});

describe('a date that only fills a field', () => {
  it.each(['9999-12-31', '2999-01-01', '0000-01-01', '0001-01-01', '2099-12-31', '9999', '2922-05-01'])(
    'is not kept, and flagged: %s',
    (date) => {
      expect(normaliseRecord(person({ birthDates: ['1970', date], deathDate: date }))).toEqual(
        person({ birthDates: ['1970'], deathDate: null, qualityFlags: ['DATE_PLACEHOLDER'] }),
      );
    },
  );

  it.each(['1900-01-01', '1970-01-01', '2056-01-01', '2099-12-30', '2100-01-01'])(
    'is not any that may be meant: %s',
    (date) => {
      const record = person({ deathDate: date });
      expect(normaliseRecord(record)).toBe(record);
    },
  );

  it('is taken out of listings and documents, which stay, and ends no listing', () => {
    const sanctions = [{ authority: 'X', programme: 'Y', startDate: '2001', endDate: '9999-12-31' }];
    const identifications = [{ type: 'PASSPORT', number: 'X1', country: null, expiresAt: '2099-12-31' }];
    expect(normaliseRecord(person({ sanctions, identifications, qualityFlags: ['COUNTRY_UNKNOWN'] }))).toMatchObject({
      sanctions: [{ startDate: '2001', endDate: null }],
      identifications: [{ number: 'X1', expiresAt: null }],
      qualityFlags: ['COUNTRY_UNKNOWN', 'DATE_PLACEHOLDER'],
    });
  });

  it('takes a span of births along that nothing is left of, and the precision of a time', () => {
    const periods = [
      { from: '1960', to: '9999-12-31' },
      { from: '1961', to: '1963' },
    ];
    expect(normaliseRecord(person({ birthPeriods: periods }))).toMatchObject({ birthPeriods: [periods[1]] });
    const incident = {
      kind: 'incident',
      sourceRef: '1',
      occurredAt: '9999-12-31T00:00:00Z',
      occurredAtPrecision: 'DAY',
    } as SourceRecord;
    expect(normaliseRecord(incident)).toMatchObject({ occurredAt: null, occurredAtPrecision: null });
  });

  it('makes a record no record where it has no other date', () => {
    const statistic = {
      kind: 'seizureStatistic',
      sourceRef: '1',
      periodFrom: '9999',
      periodTo: '9999',
    } as SourceRecord;
    expect(findDefect(normaliseRecord(statistic))).toEqual({ field: 'periodFrom', reason: 'date.placeholder' });
  });
});

describe('a name with characters that are not seen', () => {
  it.each([
    ['a right-to-left override', 'Fictius \u202eExemplarov\u202c'],
    ['isolates', '\u2066Fictius\u2069 Exemplarov'],
    ['marks of direction', '\u200eFictius Exemplarov\u200f\u061c'],
    ['a zero-width space, a word joiner and a byte order mark', '\ufeffFic\u200btius Exemp\u2060larov'],
    ['a soft hyphen', 'Fictius Exem\u00adplarov'],
    ['tags', 'Fictius Exemplarov\u{e0041}\u{e007f}'],
  ])('loses them, is flagged, and is found as the plain one: %s', (_, name) => {
    const record = person({ names: [{ name, kind: 'NAME' }], lastName: name });
    expect(normaliseRecord(record)).toEqual(
      person({ lastName: 'Fictius Exemplarov', qualityFlags: ['NAME_INVISIBLE'] }),
    );
    expect(analyseName(name, 'person')).toEqual(analyseName('Fictius Exemplarov', 'person'));
  });

  it.each(['علی\u200cرضا', 'क्\u200dष'])('keeps the joiners of its script: %s', (name) => {
    const record = person({ names: [{ name, kind: 'NAME' }] });
    expect(normaliseRecord(record)).toBe(record);
  });

  it('is that of a party, a vessel or a place as well, and never a narrative', () => {
    const consignment = {
      kind: 'consignment',
      sourceRef: '1',
      mrn: null,
      vesselName: 'MV \u202eSPECIMEN',
      parties: [{ role: 'CARRIER', name: 'SPEC\u200bIMEN Ltd' }],
      goodsItems: [],
      transportEquipment: [],
    } as unknown as SourceRecord;
    expect(normaliseRecord(consignment)).toMatchObject({
      vesselName: 'MV SPECIMEN',
      parties: [{ name: 'SPECIMEN Ltd' }],
      qualityFlags: ['NAME_INVISIBLE'],
    });
    const incident = { kind: 'incident', sourceRef: '1', narrative: 'قال\u200f: x' } as SourceRecord;
    expect(normaliseRecord(incident)).toBe(incident);
  });

  it('is no name where nothing else is in it', () => {
    const record = normaliseRecord(person({ names: [{ name: '\u202e\u200b', kind: 'NAME' }] }));
    expect(findDefect(record)).toMatchObject({ field: 'names', reason: 'name.missing' });
  });
});

describe('a record in its normal form', () => {
  const dates = fc.constantFrom('1970', '1970-02', '1970-02-03', '9999-12-31', '0001-01-01', '2999-01-01');
  const names = fc.constantFrom('Plain', 'Tur\u202ened', '\u200b', 'علی\u200cرضا', '\ufeffMarked');

  it('stays as it is, has no placeholder and nothing unseen, and keeps what was well', () => {
    const records = fc.record({
      names: fc.array(fc.record({ name: names, kind: fc.constant('NAME') }), { minLength: 1, maxLength: 3 }),
      birthDates: fc.array(dates, { maxLength: 3 }),
      deathDate: fc.option(dates),
      sanctions: fc.array(fc.record({ programme: names, endDate: fc.option(dates) }), { maxLength: 2 }),
    });
    fc.assert(
      fc.property(records, (stated) => {
        const record = person(stated);
        const normal = normaliseRecord(record) as PersonRecord;
        expect(normaliseRecord(normal)).toBe(normal);
        expect(JSON.stringify([normal.names, normal.birthDates, normal.deathDate])).not.toMatch(
          /[\u200b\u202e\ufeff]|9999|2999|0001/,
        );
        expect(normal.birthDates).toEqual(stated.birthDates.filter((date) => date.startsWith('1970')));
        expect(normal.sanctions?.map(({ programme }) => programme)).toEqual(
          stated.sanctions.map(({ programme }) => programme),
        );
        expect(normal === record).toBe(normal.qualityFlags === undefined);
      }),
    );
  });
});
