import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { analyseName, askedClauses, maxKeys, nameKeys } from '../../../matching/index.js';
import { tries } from '../../support/runner/tries.js';

const keysOf = (name: string): readonly string[] => nameKeys(analyseName(name, 'person'));
/** Whether one is found where the other is asked for. */
const meet = (one: string, other: string): boolean => {
  const keys = new Set(keysOf(one));
  return askedClauses(analyseName(other, 'person')).some((clause) => clause.keys.some((key) => keys.has(key)));
};

/* Invented names: two to four words of two to four syllables. */
const syllable = fc
  .tuple(
    fc.constantFrom(...'bdfghjklmnrstvz', 'kh', 'sh', 'ch'),
    fc.constantFrom(...'aeiou'),
    fc.constantFrom(...'nrlms', '', ''),
  )
  .map((each) => each.join(''));
const word = fc.array(syllable, { minLength: 2, maxLength: 4 }).map((each) => each.join(''));
const words = fc.array(word, { minLength: 2, maxLength: 4 });

/** Names that are tried: 3,000 by `npm run fuzz -- names`. */
const numRuns = tries(300, 3000);

/** The share of invented names that share a key with what a change makes of them. */
function recall(change: (words: string[], at: number, letter: number) => readonly string[]): number {
  const tried = fc.sample(fc.tuple(words, fc.nat(), fc.nat()), { numRuns, seed: 7 });
  const found = tried.filter(([name, at, letter]) => meet(name.join(' '), change(name, at, letter).join(' ')));
  return found.length / tried.length;
}

const inWord =
  (change: (word: string, at: number) => string) =>
  (name: string[], at: number, letter: number): readonly string[] =>
    name.map((each, index) => (index === at % name.length ? change(each, letter % (each.length - 1)) : each));

describe('the keys of a name', () => {
  it.each([
    ['two letters swapped', inWord((each, at) => each.slice(0, at) + each[at + 1] + each[at] + each.slice(at + 2))],
    ['a letter left out', inWord((each, at) => each.slice(0, at) + each.slice(at + 1))],
    ['a part left out', (name: string[], at: number) => (name.length < 3 ? name : name.toSpliced(at % name.length, 1))],
    ['the last part first', (name: string[]) => [...name.slice(-1), ...name.slice(0, -1)]],
  ])('meet in 99 of 100 names when they have %s', (_, change) => {
    expect(recall(change)).toBeGreaterThanOrEqual(0.99);
  });

  it('meet in 98 of 100 names when they have another letter: one of two that are a sound makes two sounds of it', () => {
    const another = inWord((each, at) => `${each.slice(0, at)}m${each.slice(at + 1)}`);
    expect(recall(another)).toBeGreaterThanOrEqual(0.98);
  });

  it.each([
    ['Mykola Petrenko', 'Nikolai Petrenko'],
    ['Bob Garcia', 'Robert Garcia'],
    ['Kim Yong Hui', 'Kim Yonghui'],
    ['Abd al Aziz Karimi', 'Abdulaziz Karimi'],
    ['Сергей Иванов', 'Sergey Ivanov'],
    ['Mustafa', 'Mustfaa'],
    ['غلامرضا خوشنویس', 'Gholam-Reza Khoshnevis'],
    ['黄金发', 'Ng Kim Huat'],
    ['Ng Kim Huat', '黄金发'],
    ['何佩珊', 'Ho Pui Shan, Cindy'],
    ['ጥሩነሽ ወልደጊዮርጊስ', 'Tirunesh Wolde-Giorgis'],
    ['Tirunesh Wolde-Giorgis', 'ጥሩነሽ ወልደጊዮርጊስ'],
  ])('of %s meet those of %s', (one, other) => {
    expect(meet(one, other)).toBe(true);
  });

  it('of an organization are shared with what it is called for short, its form told or not', () => {
    const keys = (name: string) => nameKeys(analyseName(name, 'organization'));
    for (const [name, short] of [
      ['Harbour Workers Alliance of Sailors', 'HWAS'],
      ['Northern Trading Company', 'NTC'],
    ] as const)
      expect(keys(name).filter((key) => keys(short).includes(key))).not.toEqual([]);
  });

  it('of names that have nothing in common are seldom shared', () => {
    const pairs = fc.sample(fc.tuple(words, words), { numRuns, seed: 11 });
    const shared = pairs.filter(([one, other]) => meet(one.join(' '), other.join(' ')));
    expect(shared.length / pairs.length).toBeLessThan(0.02);
  });

  it('are at most 40 plain texts for any text, twice as many for a name that may be split in two ways', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 80 }),
        fc.constantFrom('person', 'organization'),
        (text, kind) => {
          const name = analyseName(text, kind as 'person');
          const keys = nameKeys(name);
          const isSplit = (name.others ?? []).length > 0;
          expect(keys.length).toBeLessThanOrEqual(isSplit || kind === 'organization' ? 2 * maxKeys : maxKeys);
          for (const key of keys) expect(key).toMatch(/^[a-z0-9+]+$/);
        },
      ),
    );
    expect(keysOf('— \ud800')).toEqual([]);
  });
});
