import { describe, expect, it } from '@jest/globals';
import { type PersonFacts, tellTwins } from '../../../../subgraphs/persons/subject/twins.js';

const unknown: PersonFacts = { gender: null, birthPlace: null, birthCountry: null, nationalities: [], documents: [] };
const one = (facts: Partial<PersonFacts> = {}): PersonFacts => ({ ...unknown, ...facts });
const numbered = (type: string, country: string | null, number: string) =>
  one({ documents: [{ type, country, number }] });

describe('people of one name and date of birth', () => {
  it.each([
    ['sex', one({ gender: 'male' }), one({ gender: 'female' })],
    ['country of birth', one({ birthCountry: 'NL' }), one({ birthCountry: 'BE' })],
    ['place of birth, without a word in common', one({ birthPlace: 'Aalst' }), one({ birthPlace: 'Zwolle, NL' })],
    ['nationalities, none in common', one({ nationalities: ['NL', 'BE'] }), one({ nationalities: ['DE'] })],
    [
      'a personal number of one country',
      numbered('NATIONAL_ID', 'NL', '123456782'),
      numbered('NATIONAL_ID', 'NL', '111222333'),
    ],
  ])('are told apart by %s', (_, first, second) => {
    expect(tellTwins([first, second])).toEqual([1, 2]);
    expect(tellTwins([first, first])).toEqual([null, null]);
  });

  it.each([
    ['passports, which are renewed', numbered('PASSPORT', 'NL', 'XA1'), numbered('PASSPORT', 'NL', 'XA2')],
    ['personal numbers of two countries', numbered('TAX_NUMBER', 'NL', '1'), numbered('TAX_NUMBER', 'DE', '2')],
    ['a place in more words', one({ birthPlace: 'Zwolle' }), one({ birthPlace: 'Zwolle, Overijssel' })],
    ['what one leaves out', one({ gender: 'male' }), one({ birthCountry: 'NL' })],
  ])('are not told apart by %s', (_, first, second) => {
    expect(tellTwins([first, second])).toEqual([null, null]);
  });

  it('are told apart but for records that may be of several of them', () => {
    const [man, woman] = [one({ gender: 'male' }), one({ gender: 'female' })];
    expect(tellTwins([man, one(), woman, one({ gender: 'male', birthPlace: 'Zwolle' })])).toEqual([1, null, 2, 1]);
  });

  it('are one where they have a document in common, whatever else differs', () => {
    const documents = [{ type: 'PASSPORT', country: 'NL', number: 'XA1' }];
    expect(tellTwins([one({ gender: 'male', documents }), one({ gender: 'female', documents })])).toEqual([null, null]);
    const other = one({ nationalities: ['DE'] });
    const spoken = one({ nationalities: ['NL'], documents });
    expect(tellTwins([spoken, one({ documents }), other])).toEqual([1, 1, 2]);
  });
});
