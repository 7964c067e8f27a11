import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createOccurrences, createTally } from '../../../ingest/spill/occurrences.js';

describe('createOccurrences', () => {
  it('counts each text for itself, however many there are', () => {
    const countOf = createOccurrences();
    // More than the first table takes.
    const texts = Array.from({ length: 120_000 }, (_, index) => `specimen ${index}`);
    expect(texts.every((text) => countOf(text) === 1)).toBe(true);
    expect(texts.every((text) => countOf(text) === 2)).toBe(true);
    expect(countOf('specimen 7')).toBe(3);
  });

  it('tells texts apart that differ little, or are empty', () => {
    const countOf = createOccurrences();
    for (const text of ['', '0', '00', 'a', 'A', 'ab', 'ba', '\u0000', 'é', 'e\u0301']) expect(countOf(text)).toBe(1);
  });

  it('counts what occurs more often than a byte can say', () => {
    const countOf = createOccurrences();
    const counts = Array.from({ length: 1000 }, () => countOf('specimen'));
    expect(counts).toEqual(Array.from({ length: 1000 }, (_, index) => index + 1));
    expect(countOf('another')).toBe(1);
  });

  it('counts as a plain map does', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'b', 'c', 'd', '', 'é')), (texts) => {
        const countOf = createOccurrences();
        const plain = new Map<string, number>();
        for (const text of texts) {
          plain.set(text, (plain.get(text) ?? 0) + 1);
          expect(countOf(text)).toBe(plain.get(text));
        }
      }),
    );
  });

  it('says of a text whether it was met, across many tables, without counting it', () => {
    const tally = createTally();
    const texts = Array.from({ length: 1_700_000 }, (_, index) => String(index));
    for (const text of texts) tally.count(text);
    expect(texts.every((text, index) => index % 997 > 0 || tally.has(text))).toBe(true);
    expect(texts.some((text, index) => index % 997 === 0 && tally.has(`${text}x`))).toBe(false);
    expect(tally.count('1699999')).toBe(2);
  });
});
