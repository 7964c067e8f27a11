import { describe, expect, it } from '@jest/globals';
import { toCurrency } from '../../../ingest/codes/currency.js';

describe('toCurrency', () => {
  it.each([
    ['EUR', 'EUR', 2],
    ['eur', 'EUR', 2],
    ['978', 'EUR', 2],
    ['US Dollar', 'USD', 2],
    ['JPY', 'JPY', 0],
    ['KWD', 'KWD', 3],
    ['DEM', 'DEM', 2],
    ['XAU', 'XAU', null],
  ])('reads %s as %s', (text, code, decimals) => {
    expect(toCurrency(text)).toEqual({ code, decimals });
  });

  it('says null for what is no currency, or several', () => {
    expect(['', null, undefined, '$', 'ZZZ', '000'].map(toCurrency)).toEqual(Array(6).fill(null));
  });
});
