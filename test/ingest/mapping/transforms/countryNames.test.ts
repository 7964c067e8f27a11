import { describe, expect, it } from '@jest/globals';
import { toCountry } from '../../../../ingest/mapping/transforms/countryNames.js';

describe('toCountry', () => {
  it.each([
    ['Egyptian', 'EG'],
    ['south african', 'ZA'],
    ['NIGERIEN', 'NE'],
    ['Nigerian', 'NG'],
  ])('reads the word for who is of a country: %s', (word, code) => {
    expect(toCountry(word)).toBe(code);
  });

  it.each(['Congolese', 'Korean', 'Dominican', 'Samoan', 'Utopian'])(
    'does not guess %s, of several or none',
    (word) => {
      expect(toCountry(word)).toBe(null);
    },
  );

  it.each([
    ['Curazao', 'CW'],
    ['Eesti', 'EE'],
    ['روسيا', 'RU'],
    ['中国', 'CN'],
    ['Iran (Islamic Republic of)', 'IR'],
  ])('reads %s in its own language, never as a code that is no more', (name, code) => {
    expect(toCountry(name)).toBe(code);
  });
});
