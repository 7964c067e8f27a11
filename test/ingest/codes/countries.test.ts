import { describe, expect, it } from '@jest/globals';
import { toCountryCode } from '../../../ingest/codes/countries.js';

describe('toCountryCode', () => {
  it.each([
    ['NL', 'NL'],
    ['nld', 'NL'],
    ['NAM', 'NA'],
    ['Korea, North', 'KP'],
    ["Democratic People's Republic of Korea", 'KP'],
    ['Burma', 'MM'],
    ['Turkey', 'TR'],
    ['Türkiye', 'TR'],
    ["Côte d'Ivoire", 'CI'],
    ['Cote d Ivoire', 'CI'],
    ['Congo, Democratic Republic of the', 'CD'],
    ['St. Kitts & Nevis', 'KN'],
    ['The Gambia', 'GM'],
    ['Man, Isle of', 'IM'],
    ['St. Kitts and Nevis', 'KN'],
    ['Union of the Comoros', 'KM'],
    ['Sultanate of Oman', 'OM'],
    ['Hong Kong Special Administrative Region', 'HK'],
    ['Libyan Arab Jamahiriya', 'LY'],
    ['PRC', 'CN'],
    ["People's Republic of China", 'CN'],
    ['Republic of Moldova', 'MD'],
    ['KOREA, REPUBLIC OF', 'KR'],
    ['Holy See (the) *', 'VA'],
    ['Philippines (the)', 'PH'],
    ['the Federal Republic of Germany', 'DE'],
    ['Turks and Caicos Islands', 'TC'],
    ['Sint Maarten (Dutch part)', 'SX'],
    ['Congo (Democratic Republic)', 'CD'],
  ])('knows %s as %s', (name, code) => {
    expect(toCountryCode(name)).toBe(code);
  });

  it('says null for what names no country', () => {
    expect(['undetermined', 'None Identified', '', null, undefined].map(toCountryCode)).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
  });
});
