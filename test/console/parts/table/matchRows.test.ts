import { describe, expect, test } from '@jest/globals';
import { matchRows, wordsIn } from '../../../../console/parts/table/matchRows.js';

describe('the rows of a card', () => {
  test('begin with what contradicts and end with what was left out', () => {
    const rows = matchRows({
      agreements: [{ datum: 'NAME', says: 'NEAR', how: 'typo', words: 'omego', bits: null }],
      omissions: [{ datum: 'NAME', says: 'ABSENT', how: 'word', words: null }],
      contradictions: [{ datum: 'BIRTH_DATE', says: 'DISAGREES', bits: -4.2 }],
      silent: ['DOCUMENT'],
    });
    expect(rows?.map(({ datum, says }) => [datum, says])).toEqual([
      ['BIRTH_DATE', 'DISAGREES'],
      ['NAME', 'NEAR'],
      ['NAME', 'ABSENT'],
    ]);
    expect(rows?.[0]?.bits).toBe(-4.2);
  });

  test('are none, and not an empty table, where the answer tells nothing of what was compared', () => {
    expect(matchRows({ agreements: null, omissions: null, contradictions: null, silent: null })).toBeUndefined();
    expect(matchRows({ agreements: [], contradictions: [] })).toEqual([]);
  });
});

describe('the sentence of a card', () => {
  const sentence = { en: 'The name agrees.', fr: 'Le nom concorde.' };

  test.each([
    [['fr-BE', 'en'], 'fr'],
    [['de', 'fr'], 'en'],
    [[], 'en'],
  ])('for a reader of %j is in %s', (languages, lang) => {
    expect(wordsIn(sentence, languages)?.lang).toBe(lang);
  });

  test('is in English where the other language is withheld, and none where both are', () => {
    expect(wordsIn({ ...sentence, fr: null }, ['fr'])?.text).toBe('The name agrees.');
    expect(wordsIn(null, ['fr'])).toBeUndefined();
  });
});
