import { describe, expect, it } from '@jest/globals';
import {
  compactNumber,
  countriesOf,
  identificationKey,
  lookUpKeys,
  storedKeys,
} from '../../../schema/identifiers/documentNumber.js';

describe('compactNumber', () => {
  it('does not see spaces, dashes of any kind, dots, slashes and case', () => {
    expect(['xx 00-11/22', 'XX.001122', 'XX–00—1122', 'ＸＸ001122'].map(compactNumber)).toEqual(
      Array(4).fill('XX001122'),
    );
  });

  it('leaves as it is what is longer than any number, since one sign may be eighteen in plain', () => {
    for (const long of ['\ufdfa'.repeat(501), '\ufdfa'.repeat(40), 'x'.repeat(501)])
      expect(compactNumber(long)).toBe(long);
  });
});

describe('identificationKey', () => {
  it('tells documents apart by type and country', () => {
    expect(identificationKey('PASSPORT', 'nl', 'xa 1')).toBe('PASSPORT:NL:XA1');
    expect(identificationKey('PASSPORT', null, 'XA1')).not.toBe(identificationKey('PASSPORT', 'NL', 'XA1'));
    expect(identificationKey('NATIONAL_ID', 'NL', 'XA1')).not.toBe(identificationKey('PASSPORT', 'NL', 'XA1'));
  });
});

describe('the keys of a document that is asked for', () => {
  it('are those of its country and of none; that of any where none is stated, or the sign for any', () => {
    const document = { type: 'PASSPORT', number: 'xa 1' };
    expect(lookUpKeys({ ...document, country: 'nl' })).toEqual(['PASSPORT:NL:XA1', 'PASSPORT::XA1']);
    for (const country of [' ', '*', null, undefined]) {
      expect(lookUpKeys({ ...document, country })).toEqual(['PASSPORT:*:XA1']);
    }
  });

  it('are none for a text that is longer than any number', () => {
    expect(lookUpKeys({ type: 'PASSPORT', number: 'x'.repeat(201) })).toEqual([]);
    expect(lookUpKeys({ type: 'PASSPORT', country: 'NL', number: 'x'.repeat(900_000) })).toEqual([]);
  });

  it('are among those that are stored, which tell the countries of a number', () => {
    const stored = [
      ...storedKeys({ type: 'PASSPORT', country: 'NL', number: 'A:1' }),
      ...storedKeys({ type: 'PASSPORT', country: null, number: 'A:1' }),
      ...storedKeys({ type: 'NATIONAL_ID', country: 'DE', number: 'A:1' }),
    ];
    expect(stored).toEqual(expect.arrayContaining([...lookUpKeys({ type: 'PASSPORT', number: 'a:1' })]));
    expect(countriesOf(stored, { type: 'PASSPORT', number: 'a: 1' })).toEqual(['NL']);
  });
});
