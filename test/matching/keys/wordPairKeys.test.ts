import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { analyseName, askedPairKeys, hasWords, wholeName, wordPairKeys } from '../../../matching/index.js';

const keysOf = (name: string): readonly string[] => wordPairKeys(analyseName(name, 'person'));
const readingsOf = (name: string) => wholeName(analyseName(name, 'person')) ?? [];
const meet = (stored: string, asked: string): boolean =>
  askedPairKeys(readingsOf(asked)).some((key) => keysOf(stored).includes(key));
const isSame = (stored: string, asked: string): boolean =>
  readingsOf(asked).some((words) => hasWords(analyseName(stored, 'person'), words));

const words = [
  ...['Ivan', 'Petrov', 'Müller', 'Jürgen', 'van', 'der', 'García', 'López', 'María', 'Nguyen', 'Thi', 'Ibn', 'Said'],
  ...['Иван', 'Петров', 'محمد', 'العلي', '王', '小明', 'Νίκος', 'Παππάς', 'Dr.', 'Anna-Maria', "O'Brien", 'J.'],
];
const name = fc.array(fc.constantFrom(...words), { minLength: 2, maxLength: 6 }).map((each) => each.join(' '));

describe('the keys of pairs of words', () => {
  it('are shared by every name that has the asked words, in any order and beside whatever others', () => {
    fc.assert(
      fc.property(name, fc.array(fc.constantFrom(...words), { maxLength: 2 }), fc.boolean(), (asked, more, turned) => {
        const all = [...asked.split(' '), ...more];
        const stored = (turned ? all.toReversed() : all).join(' ');
        if (isSame(stored, asked)) expect({ stored, asked, meet: meet(stored, asked) }).toMatchObject({ meet: true });
      }),
      { numRuns: 400, seed: 33 },
    );
  });

  it.each([
    ['Ivan Petrov', 'Петров Иван'],
    ['Jürgen Müller', 'MUELLER, JUERGEN'],
    ['García López, María Isabel Carmen Rosario de la Concepción', 'Maria Lopez'],
  ])('%s is found as %s', (stored, asked) =>
    expect([isSame(stored, asked), meet(stored, asked)]).toEqual([true, true]),
  );

  it('are few: one for two words of one reading, three for three', () => {
    expect(['Ivan Petrov', 'Anna Maria Koch'].map((each) => keysOf(each).length)).toEqual([1, 3]);
    expect(keysOf('Petrov')).toEqual([]);
  });
});
