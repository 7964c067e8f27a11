import { describe, expect, it } from '@jest/globals';
import { compactNumber, identificationKey, identificationKeys } from '../../../schema/identifiers/documentNumber.js';

describe('compactNumber', () => {
  it('does not see spaces, dashes of any kind, dots, slashes and case', () => {
    expect(['xx 00-11/22', 'XX.001122', 'XX–00—1122', 'ＸＸ001122'].map(compactNumber)).toEqual(
      Array(4).fill('XX001122'),
    );
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
  it('are those of its country and of none; of every country where none is stated', () => {
    expect(identificationKeys({ type: 'PASSPORT', country: 'nl', number: 'xa 1' })).toEqual([
      'PASSPORT:NL:XA1',
      'PASSPORT::XA1',
    ]);
    expect(identificationKeys({ type: 'PASSPORT', country: ' ', number: 'xa 1' })).toHaveLength(677);
  });

  it('are none for a text that is longer than any number: a key for each country would hold it 677 times', () => {
    expect(identificationKeys({ type: 'PASSPORT', number: 'x'.repeat(201) })).toEqual([]);
    expect(identificationKeys({ type: 'PASSPORT', country: 'NL', number: 'x'.repeat(900_000) })).toEqual([]);
  });
});
