import { describe, expect, it } from '@jest/globals';
import type { SourceRecord } from '../../../ingest/records/record.js';
import { findDefect } from '../../../ingest/records/validate.js';

const consignment = (more: object): SourceRecord =>
  ({
    kind: 'consignment',
    sourceRef: 'c1',
    parties: [],
    goodsItems: [],
    transportEquipment: [],
    ...more,
  }) as SourceRecord;
const person = (more: object): SourceRecord =>
  ({ kind: 'person', sourceRef: 'p1', names: [{ name: 'Example', kind: 'NAME' }], ...more }) as SourceRecord;
const incident = (more: object): SourceRecord => ({ kind: 'incident', sourceRef: 'i1', ...more }) as SourceRecord;

describe('a country that is none', () => {
  const country = 'Nowhere land';
  it.each([
    ['countryOfExport', consignment({ countryOfExport: country })],
    ['countryOfDestination', consignment({ countryOfDestination: country })],
    ['nationality', consignment({ borderTransportMeans: { nationality: country } })],
    ['countryOfOrigin', consignment({ goodsItems: [{ sequence: 1, countryOfOrigin: country }] })],
    ['countriesOfRouting', consignment({ countriesOfRouting: ['DE', country] })],
    ['country', consignment({ parties: [{ role: 'CONSIGNOR', country }] })],
    ['countries', person({ countries: [country] })],
    ['nationalities', person({ nationalities: [country] })],
    ['country', person({ identifications: [{ type: 'PASSPORT', number: '1', country }] })],
    [
      'originCountry',
      { kind: 'seizure', sourceRef: 's', items: [], route: { originCountry: country } } as SourceRecord,
    ],
    [
      'transitCountries',
      { kind: 'seizure', sourceRef: 's', items: [], route: { transitCountries: [country] } } as SourceRecord,
    ],
    [
      'destinationCountry',
      { kind: 'seizure', sourceRef: 's', items: [], route: { destinationCountry: country } } as SourceRecord,
    ],
  ])(
    'is found by the kind of its field, whatever the name: %s (was stored where no pattern knew the name)',
    (field, record) => {
      expect(findDefect(record)).toEqual({ field, reason: 'country.unknown' });
    },
  );
  it('does not concern what is a text', () => {
    expect(findDefect(incident({ seaArea: country, vessels: [{ statedFlag: country }] }))).toBeNull();
  });
});

describe('a date or an instant', () => {
  it('is a date where papers expire (was never looked at), and an instant where an envelope does', () => {
    const expiring = (expiresAt: string) => person({ identifications: [{ type: 'PASSPORT', number: '1', expiresAt }] });
    expect(findDefect(expiring('2031-13'))).toEqual({ field: 'expiresAt', reason: 'date.impossible' });
    expect([findDefect(expiring('2031-12')), findDefect(expiring('2031'))]).toEqual([null, null]);
    expect(findDefect(person({ envelope: { expiresAt: '2031-12' } }))).toEqual({
      field: 'expiresAt',
      reason: 'instant.impossible',
    });
  });
  it.each(['1961-02-31', '1961-02-29', '1961-04-31', '1961-01-00', '1961-00-01', '0000-00-00'])(
    'is none where no calendar has the day: %s',
    (day) => {
      expect(findDefect(person({ birthDates: [day] }))).toEqual({ field: 'birthDates', reason: 'date.impossible' });
      expect(findDefect(incident({ occurredAt: `${day}T10:00:00Z` }))?.reason).toBe('instant.impossible');
    },
  );
  it('has the days of leap years', () => {
    const days = ['1960-02-29', '2000-02-29', '1961-02-28', '0099-12-31'];
    expect(findDefect(person({ birthDates: days }))).toBeNull();
    expect(findDefect(incident({ occurredAt: '1960-02-29T10:00:00Z' }))).toBeNull();
  });
  it('is none where PostgreSQL alone would read it', () => {
    expect(findDefect(incident({ occurredAt: 'yesterday' }))?.reason).toBe('instant.impossible');
    expect(findDefect(person({ birthDates: ['1970', '01.02.1970'] }))?.reason).toBe('date.impossible');
  });
});

describe('a number', () => {
  it('lies on Earth, is finite, and not below zero where it is a mass or a share', () => {
    expect(findDefect(incident({ latitude: 91 }))).toEqual({ field: 'latitude', reason: 'coordinate.impossible' });
    expect(findDefect(incident({ longitude: -181 }))?.reason).toBe('coordinate.impossible');
    expect(findDefect(consignment({ grossMassKg: -1 }))).toEqual({ field: 'grossMassKg', reason: 'number.negative' });
    expect(findDefect(consignment({ invoiceAmount: { minorUnits: Number.NaN, currency: 'EUR' } }))).toEqual({
      field: 'minorUnits',
      reason: 'number.impossible',
    });
  });
});

describe('a text', () => {
  it('that PostgreSQL cannot hold is found wherever it stands', () => {
    expect(findDefect(person({ notes: 'a\u0000' }))).toEqual({ field: 'notes', reason: 'text.nulCharacter' });
    expect(findDefect(person({ envelope: { handlingNote: '\ud800' } }))).toEqual({
      field: 'handlingNote',
      reason: 'text.notWellFormed',
    });
    expect(findDefect(incident({ containers: ['\u0000'] }))?.field).toBe('containers');
    expect(findDefect(incident({ unheardOf: { deep: ['\u0000'] } }))?.field).toBe('deep');
  });
});

describe('what an index holds', () => {
  const longest = 'x'.repeat(100);
  it('has a hundred characters where it is a code or an identifier', () => {
    for (const field of ['crimeArea', 'status', 'unlocode'] as const) {
      expect(findDefect(incident({ [field]: longest }))).toBeNull();
      expect(findDefect(incident({ [field]: `${longest}x` }))).toEqual({ field, reason: 'field.tooLong' });
    }
    expect(findDefect(consignment({ mrn: `${longest}x` }))).toEqual({ field: 'mrn', reason: 'field.tooLong' });
  });
  it('has a hundred too where an identifier alone stands for the whole entry', () => {
    expect(findDefect(incident({ containers: [longest] }))).toBeNull();
    expect(findDefect(incident({ containers: [`${longest}x`] }))).toEqual({
      field: 'containers',
      reason: 'field.tooLong',
    });
  });
  it('has four hundred where it is a name or a number in no form, and every other text as many as it has', () => {
    const name = longest.repeat(4);
    expect(findDefect(person({ sourceRef: name, names: [{ name, kind: 'NAME' }] }))).toBeNull();
    expect(findDefect(person({ sourceRef: `${name}x` }))).toEqual({ field: 'sourceRef', reason: 'field.tooLong' });
    expect(findDefect(person({ names: [{ name: `${name}x`, kind: 'NAME' }] }))?.reason).toBe('field.tooLong');
    expect(findDefect(incident({ seaArea: longest.repeat(100), narrative: longest.repeat(100) }))).toBeNull();
  });
});

it('a record without key or name is unfit', () => {
  expect(findDefect(person({ sourceRef: '' }))).toEqual({ field: 'sourceRef', reason: 'key.missing' });
  expect(findDefect(person({ names: [] }))).toEqual({ field: 'names', reason: 'name.missing' });
});
