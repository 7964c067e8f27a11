import { describe, expect, it } from '@jest/globals';
import { separatorOf } from '../../../../ingest/mapping/draft/sample/separator.js';
import { toCountry } from '../../../../ingest/mapping/transforms/countryNames.js';

const isCountry = (text: string) => toCountry(text) !== null;

describe('separatorOf', () => {
  it('finds what parts the values of a cell', () => {
    expect(separatorOf(['ru;tj', 'ru'], isCountry)).toBe(';');
    expect(separatorOf(['Afghanistan, Iran, Pakistan', 'Cuba'], isCountry)).toBe(', ');
    expect(separatorOf(['France/Italy'], isCountry)).toBe('/');
  });

  it('leaves a value that has the separator in it whole', () => {
    expect(separatorOf(['Korea, North', 'Cuba'], isCountry)).toBe(null);
    expect(separatorOf(['Extremist, Violence', 'Cuba'], isCountry)).toBe(null);
    expect(separatorOf([], isCountry)).toBe(null);
  });
});
