import { expect, test } from '@jest/globals';
import { scoreWords } from '../../../../../console/pages/search/found/scoreWords.js';

test('A score below 1 is never written as 1: no two names reach it', () => {
  expect(scoreWords(0.9999)).toBe('0.99');
  expect(scoreWords(1)).toBe('1.00');
  expect(scoreWords(0.7)).toBe('0.70');
  expect(scoreWords(0.978)).toBe('0.98');
});
