import { describe, expect, it } from '@jest/globals';
import { compactNumber, identificationKey } from '../../../schema/identifiers/documentNumber.js';

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
