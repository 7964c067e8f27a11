import { describe, expect, it } from '@jest/globals';
import { openKeyIndex } from '../../../ingest/spill/keyIndex.js';
import { openScratchFile } from '../../../ingest/spill/scratchFile.js';
import { openSpilledTexts } from '../../../ingest/spill/spilledTexts.js';

describe('a scratch file', () => {
  it('gives bytes back from memory, from its file, and across both', () => {
    const scratch = openScratchFile(1000);
    const bytes = Buffer.from(Array.from({ length: 5000 }, (_, index) => index % 251));
    const places: number[] = [];
    for (let at = 0; at < bytes.length; at += 300) places.push(scratch.put(bytes.subarray(at, at + 300)));
    expect(places).toEqual(places.map((_, index) => index * 300));
    expect(scratch.size).toBe(5000);
    for (const [offset, length] of [
      [0, 5000],
      [3000, 1700],
      [4999, 1],
      [4900, 500],
    ] as const) {
      expect(scratch.get(offset, length)).toEqual(bytes.subarray(offset, offset + length));
    }
    scratch.close();
  });

  it('takes one text that is larger than its memory', () => {
    const scratch = openScratchFile(1000);
    scratch.put(Buffer.from('before'));
    const offset = scratch.put(Buffer.alloc(100_000, 'x'));
    const after = scratch.put(Buffer.from('after'));
    expect(scratch.get(offset, 100_000).equals(Buffer.alloc(100_000, 'x'))).toBe(true);
    expect(scratch.get(after, 5).toString()).toBe('after');
    expect(scratch.get(0, 6).toString()).toBe('before');
    scratch.close();
  });
});

describe('an index of keys', () => {
  it('finds the entries of each key in the order of their coming, whatever fits into memory at once', () => {
    for (const segmentEntries of [3, 100, 10_000]) {
      const index = openKeyIndex(segmentEntries);
      const expected = new Map<string, number[]>();
      for (let number = 0; number < 5000; number += 1) {
        // One key has more entries than a block.
        const key = number % 5 === 0 ? 'hub' : `key ${(number * 7919) % 900}`;
        expected.set(key, [...(expected.get(key) ?? []), number]);
        index.add(key, { number, offset: number * 1e10, length: number + 1 });
      }
      for (const [key, numbers] of expected) {
        const found = [...index.find(key)];
        expect(found.map(({ number }) => number)).toEqual(numbers);
        for (const { number, offset, length } of found) expect([offset, length]).toEqual([number * 1e10, number + 1]);
      }
      expect([...index.find('nobody')]).toEqual([]);
      index.close();
    }
  });

  it('of nothing finds nothing', () => {
    const index = openKeyIndex();
    expect([...index.find('nobody')]).toEqual([]);
    index.close();
  });
});

describe('spilled texts', () => {
  it('are given to each of their keys, and the rest is left, as too many where its key has the most', () => {
    const spilled = openSpilledTexts(2);
    spilled.put(['p1', 'p2', 'p1'], 'Эхо');
    spilled.put(['p1'], 'two');
    spilled.put(['p1'], 'three');
    spilled.put([], '');
    spilled.put(['p9'], 'five');
    expect(spilled.take('p1')).toEqual([
      { number: 0, text: 'Эхо' },
      { number: 1, text: 'two' },
    ]);
    expect(spilled.take('p2')).toEqual([{ number: 0, text: 'Эхо' }]);
    expect(spilled.take('nobody')).toEqual([]);
    expect([...spilled.left()]).toEqual([
      { number: 2, text: 'three', tooMany: true },
      { number: 3, text: '', tooMany: false },
      { number: 4, text: 'five', tooMany: false },
    ]);
    spilled.close();
  });
});
