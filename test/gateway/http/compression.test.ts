import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { encodeAnswer, negotiateEncoding } from '../../../gateway/http/compression.js';

describe('the coding of an answer', () => {
  test.each<[string, 'br' | 'gzip' | 'identity']>([
    ['', 'identity'],
    ['gzip', 'gzip'],
    ['x-gzip', 'gzip'],
    ['GZIP', 'gzip'],
    ['br', 'br'],
    ['gzip, deflate, br', 'br'],
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip;q=1.0, br;q=0.5', 'gzip'],
    ['gzip;q=0.5,br;q=0.9', 'br'],
    ['gzip ; q=0.5 , br ; q = 0.4', 'gzip'],
    ['deflate', 'identity'],
    ['zstd, compress', 'identity'],
    ['identity', 'identity'],
    ['identity, gzip;q=0.5', 'identity'],
    ['identity;q=0.5, gzip', 'gzip'],
    ['identity;q=0, gzip;q=0.1', 'gzip'],
    ['identity;q=0', 'identity'],
    ['*', 'br'],
    ['*;q=0', 'identity'],
    ['*;q=0, gzip;q=0.1', 'gzip'],
    ['br;q=0, *', 'gzip'],
    ['br;q=0, gzip;q=0, *', 'identity'],
    ['gzip;q=0', 'identity'],
    ['gzip;q=0.000, br;q=0.001', 'br'],
    ['gzip, gzip;q=0', 'identity'],
    ['gzip;q=2', 'identity'],
    ['gzip;q=-1', 'identity'],
    ['gzip;q=0.0001', 'identity'],
    ['gzip;q=', 'identity'],
    ['gzip;level=9', 'identity'],
    ['gzip;q=1;x=y', 'identity'],
    [', ,gzip,,', 'gzip'],
    ['__proto__, constructor', 'identity'],
    ['gzipped', 'identity'],
  ])('of %j is %s', (header, expected) => {
    expect(negotiateEncoding(header)).toBe(expected);
  });
});

describe('an answer', () => {
  const long = Buffer.from(JSON.stringify({ data: Array.from({ length: 2_000 }, (_, i) => ({ id: `ä${i}` })) }));

  test.each<[string | undefined, 'br' | 'gzip' | undefined, (bytes: Buffer) => Buffer]>([
    ['gzip', 'gzip', gunzipSync],
    ['br, gzip', 'br', brotliDecompressSync],
    ['identity', undefined, (bytes) => bytes],
    [undefined, undefined, (bytes) => bytes],
  ])('that is long goes out as %j asks, and says that it varies', async (header, encoding, unpack) => {
    const answer = await encodeAnswer([long.subarray(0, 100), long.subarray(100)], header);
    expect([answer.encoding, answer.varies]).toEqual([encoding, true]);
    expect(unpack(Buffer.concat(answer.parts)).equals(long)).toBe(true);
    if (encoding) expect(answer.length).toBeLessThan(long.length / 2);
  });

  test('that is short goes out as it is, at once, whatever is asked', () => {
    const bytes = long.subarray(0, 16_383);
    expect(encodeAnswer([bytes], 'br')).toEqual({ parts: [bytes], length: bytes.length, varies: false });
    expect(encodeAnswer([long.subarray(0, 16_384)], 'br')).toHaveProperty('then');
  });
});
