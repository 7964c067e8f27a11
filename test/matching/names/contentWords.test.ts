import { describe, expect, it } from '@jest/globals';
import { analyseName, contentWords, hasWords, wholeName } from '../../../matching/index.js';

const analysed = (name: string) => analyseName(name, 'person');
const wordsOf = (name: string) => contentWords(analysed(name).tokens).map(({ written }) => written);

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

describe('a name that is whole', () => {
  it.each([
    'Exemplar',
    'Dr Exemplar',
    'A. B. Exemplar',
    'Sergei Sergey',
    'Exemplar 7',
    '',
    '—',
    'Anna Exemplar / B. Probe',
  ])('is not %s: in one way to read it, it has one word', (name) => {
    expect(wholeName(analysed(name))).toBeNull();
  });

  it.each(['Hassan Nejad', 'KARIM, Abdul', 'Kumaran a/l Munusamy'])(
    'is %s: of two words none is taken for a part of the other',
    (name) => {
      expect(wholeName(analysed(name))).not.toBeNull();
    },
  );

  it('has two words and more in each way to part it, and of each word three readings at most', () => {
    const readings = wholeName(analysed('Юсуф Абдулкарим Пробный')) ?? [];
    expect(readings.length).toBeGreaterThan(0);
    for (const words of readings) {
      expect(words.length).toBeGreaterThanOrEqual(2);
      for (const word of words) expect(word.length).toBeLessThanOrEqual(3);
    }
  });
});

describe('a name that has the words of another', () => {
  const has = (name: string, asked: string): boolean =>
    (wholeName(analysed(asked)) ?? []).some((words) => hasWords(analysed(name), words));

  it.each([
    ['Tarvik Solomonov Exemplar', 'EXEMPLAR, Tarvik'],
    ['Tarvik Solomonov Exemplar', 'Solomonov Tarvik'],
    ['Tarvik Solomonov Exemplar', 'Dr Tarvik van Exemplar'],
    ['Сергей Пробный', 'Sergey Probny'],
    ['Sergei Exemplar', 'Sergey Exemplar'],
  ])('is %s, of %s: in any order, script and spelling of one sound', (name, asked) => {
    expect(has(name, asked)).toBe(true);
  });

  it.each([
    ['Tarvik Solomonov Exemplar', 'Travik Exemplar'],
    ['Tarvik Solomonov Exemplar', 'Tarvik Exemplarova'],
    ['Tarvik Solomonov Exemplar', 'Tarvik Exemplar Nusquam'],
    ['Tarvik Exemplar', 'Tarvik T. Solomonov'],
    ['Katherine Exemplar', 'Kate Exemplar'],
    ['Tarvik', 'Tarvik Exemplar'],
  ])('is not %s, of %s: what is like a word is none', (name, asked) => {
    expect(has(name, asked)).toBe(false);
  });

  it('has two words of its own for two that are asked for', () => {
    const [one] = contentWords(analysed('Exemplar').tokens);
    const word = { ...(one as object), sounds: ['a', 'b'] } as never;
    expect(hasWords({ ...analysed('Exemplar'), tokens: [word] }, [['a'], ['b']])).toBe(false);
  });
});

describe('a word that another one only resembles, without what was added to it,', () => {
  it.each([
    ['Exemplar Benchekroun', 'Exemplar Chekroun'],
    ['Jayeshbhai Exemplar', 'Jayesh Exemplar'],
    ['Raoul Exemplar', 'Rao Exemplar'],
    ['Tsakhiagiin Exemplar', 'Tsakhia Exemplar'],
    ['Jana Dvořáková', 'Jana Dvorak'],
  ])('is not that word: %s is found by no hit for %s', (stored, asked) => {
    const [words = []] = wholeName(analysed(asked)) ?? [];
    const [own = []] = wholeName(analysed(stored)) ?? [];
    expect(words).toHaveLength(2);
    expect(hasWords(analysed(stored), words)).toBe(false);
    expect(hasWords(analysed(asked), own)).toBe(false);
    expect(hasWords(analysed(stored), own)).toBe(true);
  });
});
