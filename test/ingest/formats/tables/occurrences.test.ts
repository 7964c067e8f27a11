import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { createOccurrences } from '../../../../ingest/formats/tables/occurrences.js';

const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest();

describe('createOccurrences', () => {
  it('counts each hash for itself, however many there are', () => {
    const countOf = createOccurrences();
    const texts = Array.from({ length: 20_000 }, (_, index) => `specimen ${index}`);
    expect(texts.every((text) => countOf(hashOf(text)) === 1)).toBe(true);
    expect(texts.every((text) => countOf(hashOf(text)) === 2)).toBe(true);
    expect(countOf(hashOf('specimen 7'))).toBe(3);
  });

  it('tells hashes apart that fall into the same place', () => {
    const countOf = createOccurrences();
    const hash = (first: number, second: number): Buffer => {
      const bytes = Buffer.alloc(32);
      bytes.writeUInt32BE(first, 0);
      bytes.writeUInt32BE(second, 4);
      return bytes;
    };
    expect([hash(0, 0), hash(1, 0), hash(0, 0), hash(1, 1 << 20), hash(1, 0)].map(countOf)).toEqual([1, 1, 2, 1, 2]);
  });
});
