import { describe, expect, test } from '@jest/globals';
import { formWords } from '../../../../../console/pages/search/searched/formWords.js';

const ship = { form: 'IMO', value: '9187628', countries: [], searchedIn: ['vessels'] } as const;

describe('a form that a text was read as', () => {
  test('says in words that its check digit is wrong', () => {
    expect(formWords({ ...ship, checkDigitValid: false })).toEqual({
      ...{ form: 'IMO ship number', value: '9187628', notes: [], limits: ['the check digit is wrong'] },
    });
    expect(formWords({ ...ship, checkDigitValid: true }).limits).toEqual([]);
  });

  test('says where no record is looked up by it, and never that no source holds it', () => {
    const { limits, notes } = formWords({
      ...{ form: 'TELEPHONE', value: '+442079460123', checkDigitValid: null, countries: ['GB'], searchedIn: [] },
    });
    expect(limits).toEqual([expect.stringMatching(/^not looked up by this; sources may hold it/)]);
    expect(notes).toEqual(['may be of GB']);
  });

  test('is not repeated where it is the text itself, nor a zone, whose number and name follow', () => {
    for (const form of ['NAME', 'WORDS', 'MRZ'] as const)
      expect(formWords({ form, value: 'Jane Exemplar', searchedIn: [] }).value).toBeNull();
    expect(formWords({ form: 'MRZ', value: 'P<', searchedIn: [] }).limits).toEqual([]);
  });
});
