import { describe, expect, it } from '@jest/globals';
import { toHs } from '../../../ingest/codes/hs.js';

describe('toHs', () => {
  it.each([
    ['847130', '8471', '847130', null, null],
    ['8471.30', '8471', '847130', null, null],
    ['8471 30 00', '8471', '847130', '84713000', null],
    ['0101210010', '0101', '010121', '01012100', '0101210010'],
    ['2402.20-90', '2402', '240220', '24022090', null],
  ])('reads %s level by level', (text, heading, hs6, cn8, taric10) => {
    expect(toHs(text)).toEqual({ heading, hs6, cn8, taric10, flag: null });
  });

  it('says that a heading alone is one', () => {
    expect(toHs('8471')).toMatchObject({ heading: '8471', hs6: null, flag: 'HS_HEADING_ONLY' });
  });

  it('keeps national chapters apart from the Harmonized System', () => {
    expect(toHs('99050000')).toEqual({ heading: null, hs6: null, cn8: '99050000', taric10: null, flag: null });
    expect(toHs('999999')).toMatchObject({ hs6: null, flag: 'HS_CHAPTER' });
  });

  it.each(['000000', '770100', '77010000'])('knows no chapter of %s', (text) => {
    expect(toHs(text)).toEqual({ heading: null, hs6: null, cn8: null, taric10: null, flag: 'HS_CHAPTER' });
  });

  it.each(['', null, undefined, '84713', '847130001', '84713000100', 'abcdef'])('guesses nothing from %s', (text) => {
    expect(toHs(text)).toEqual({ heading: null, hs6: null, cn8: null, taric10: null, flag: 'HS_FORM' });
  });
});
