import { describe, expect, it } from '@jest/globals';
import { segmentNumber, segmentsBetween } from '../../../storage/backup/segments.js';

const usual = 16 << 20;

describe('segments of the write-ahead log', () => {
  it('are numbered over the end of a part of 4 GiB', () => {
    expect(segmentsBetween('0000000100000002000000FE', '000000010000000300000001', usual)).toEqual([
      '0000000100000002000000FE',
      '0000000100000002000000FF',
      '000000010000000300000000',
      '000000010000000300000001',
    ]);
    expect(segmentsBetween('000000010000000200000003', '000000010000000300000000', 1 << 30)).toHaveLength(2);
  });

  it('have the same number on each timeline', () => {
    expect(segmentNumber('0000000A0000000100000002', usual)).toBe(segmentNumber('000000010000000100000002', usual));
  });
});
