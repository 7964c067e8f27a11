import { describe, expect, test } from '@jest/globals';
import { constantWords, valueWords } from '../../console/parts/words.js';
import { takeLinkCode } from '../../console/signIn/takeLinkCode.js';

describe('values in words', () => {
  test.each([
    ['2026-12-01T06:24:00Z', '1 Dec 2026, 06:24 UTC'],
    ['1979-06', '1979-06'],
    [1234567.5, '1,234,567.5'],
    [true, 'yes'],
    [['NL', 'BE'], 'NL, BE'],
    ['=cmd|calc', '=cmd|calc'],
    ['<b>bold</b>', '<b>bold</b>'],
  ])('%s is written as %s', (value, words) => expect(valueWords(value, 'yes', 'no')).toBe(words));

  test.each([
    ['RIP_OFF_LOAD', 'Rip off load'],
    ['IPR_COUNTERFEIT', 'IPR counterfeit'],
    ['SCANNER_XRAY', 'Scanner X-ray'],
  ])('%s is the phrase %s', (constant, words) => expect(constantWords(constant)).toBe(words));

  test('a marking reads as it is written on paper', () => {
    expect(constantWords('RESTREINT_UE')).toBe('RESTREINT UE/EU RESTRICTED');
  });
});

describe('the code of a link', () => {
  const visit = (hash: string) => {
    const addresses: unknown[] = [];
    const replaceState = (_data: unknown, _title: string, address?: string | URL | null) => addresses.push(address);
    return { code: takeLinkCode({ hash, pathname: '/' }, { replaceState }), addresses };
  };
  test('leaves the address as it is taken, also where it is empty', () => {
    expect(visit('#/sign-in?code=abc')).toEqual({ code: 'abc', addresses: ['/#/'] });
    expect(visit('#/sign-in')).toEqual({ code: undefined, addresses: ['/#/'] });
  });
  test('is taken from no other page', () => {
    expect(visit('#/record/person_1?code=abc')).toEqual({ code: undefined, addresses: [] });
  });
});
