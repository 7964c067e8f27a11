import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Cells, decodeCells, encodeCells } from '../../client/cells.js';

const subsets = fc.oneof(
  fc.array(fc.constantFrom(0, 1), { maxLength: 300 }),
  fc
    .array(fc.tuple(fc.constantFrom(0, 1), fc.nat(700)), { maxLength: 20 })
    .map((runs) => runs.flatMap(([value, length]) => Array<number>(length).fill(value))),
);

describe('cells', () => {
  test('say which of the objects they mean, whichever these are', () => {
    fc.assert(
      fc.property(subsets, (holds) => {
        const cells = encodeCells(Uint8Array.from(holds));
        if (cells === null) expect(holds).not.toContain(0);
        else expect([...decodeCells(cells)]).toEqual(holds);
      }),
    );
  });

  test('are written as POLICY.md says', () => {
    const of = (n: number, ...meant: number[]) => Uint8Array.from({ length: n }, (_, index) => +meant.includes(index));
    expect(encodeCells(of(20, 3, 4, 5))).toEqual({ n: 20, runs: 'AwM' });
    expect(encodeCells(of(1000, 999))).toEqual({ n: 1000, runs: '5wcB' });
    expect(encodeCells(of(10, 0, 2, 4, 6, 8))).toEqual({ n: 10, bits: 'VQE' });
    expect(encodeCells(of(3))).toEqual({ n: 3, runs: '' });
    expect(encodeCells(of(2, 0, 1))).toBeNull();
    expect(encodeCells(of(0))).toBeNull();
  });

  test('take the shorter form: 8,000 of them 1,400 characters at most, a block of them four', () => {
    const random = Uint8Array.from({ length: 8_000 }, (_, index) => (Math.imul(index + 1, 2_654_435_761) >>> 13) & 1);
    expect(JSON.stringify(encodeCells(random)).length).toBeLessThan(1_400);
    const block = new Uint8Array(8_000).fill(1, 100, 200);
    expect(encodeCells(block)?.runs).toHaveLength(3);
  });

  test.each<[string, Cells]>([
    ['neither form', { n: 3 }],
    ['both forms', { n: 8, runs: 'AwM', bits: 'AA' }],
    ['runs beyond the objects', { n: 3, runs: 'AwM' }],
    ['a run that does not end', { n: 300, runs: 'gA' }],
    ['too few bits', { n: 9, bits: 'AQ' }],
    ['a bit beyond the objects', { n: 3, bits: 'CA' }],
    ['another alphabet', { n: 8, bits: '+A' }],
    ['padding', { n: 8, bits: 'AA==' }],
    ['half a byte', { n: 8, bits: 'A' }],
    ['no number', { n: -1, runs: '' }],
  ])('are refused with %s', (_, cells) => expect(() => decodeCells(cells)).toThrow(RangeError));

  test('never crash on texts that nobody wrote', () => {
    const text = fc.string({ maxLength: 12 });
    fc.assert(
      fc.property(fc.nat(100), text, fc.boolean(), (n, written, isRuns) => {
        try {
          expect(decodeCells(isRuns ? { n, runs: written } : { n, bits: written })).toHaveLength(n);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }),
    );
  });
});
