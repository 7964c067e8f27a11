import { describe, expect, it } from '@jest/globals';
import { analyseName, contentWords } from '../../../matching/index.js';

const wordsOf = (name: string) => contentWords(analyseName(name, 'person').tokens).map(({ written }) => written);

describe('the words of a name that say who is meant', () => {
  it.each([
    ['Dr. Anna van der Exemplar', ['anna', 'exemplar']],
    ['Sheikh Yusuf bin Tarvik', ['yusuf', 'tarvik']],
    ['A. Exemplar', ['exemplar']],
    ['Ivan Petrovich Exemplarov', ['ivan', 'petrovich', 'exemplarov']],
  ])('are of %s no titles, particles and initials', (name, words) => {
    expect(wordsOf(name)).toEqual(words);
  });

  it('are each one word once: who writes one twice in two spellings has stated one', () => {
    expect(wordsOf('Sergei Sergey')).toEqual(['sergei']);
    expect(wordsOf('Exemplar Exemplaar')).toEqual(['exemplar']);
  });
});
