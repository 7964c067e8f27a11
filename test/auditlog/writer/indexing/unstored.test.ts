import { describe, expect, it } from '@jest/globals';
import type { EncodedEntry } from '../../../../auditlog/entry/encode.js';
import { Unstored } from '../../../../auditlog/writer/indexing/unstored.js';

const entry = (index: number, at: string, tokens = 1): EncodedEntry =>
  ({ index, header: { at }, tokens: new Uint32Array(4 * tokens) }) as unknown as EncodedEntry;
const [november, december] = ['2026-11-30T23:59:59.999Z', '2026-12-01T00:00:00.000Z'];
const placesOf = (unstored: Unstored) =>
  unstored.take().parts.map(({ first, next, tokened }) => [first, next, tokened]);

describe('postings that are not stored yet', () => {
  it('are of one month each, and count the entries that have tokens', () => {
    const unstored = new Unstored();
    unstored.add([entry(4, november), entry(5, november, 0), entry(6, december)]);
    expect(placesOf(unstored)).toEqual([
      [4, 6, 1],
      [6, 7, 1],
    ]);
  });

  it('are forgotten, and still counted, where entries are left out, and where too many wait', () => {
    const unstored = new Unstored();
    unstored.add([entry(4, november, 3)]);
    unstored.add([entry(9, november)]);
    expect(unstored.count).toBe(4);
    expect(placesOf(unstored)).toEqual([[9, 10, 1]]);
    unstored.add([entry(10, november, 2 ** 20 + 1)]);
    expect(unstored.count).toBe(2 ** 20 + 1);
    expect(placesOf(unstored)).toEqual([]);
  });
});
