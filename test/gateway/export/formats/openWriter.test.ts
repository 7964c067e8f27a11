import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { FormatBody } from '../../../../gateway/export/formats/format.js';
import { openWriter } from '../../../../gateway/export/formats/openWriter.js';
import { facts, receipt, rowOf } from '../support/exports.js';

const body: FormatBody = {
  begin: () => ['begin '],
  *page(rows, _, first) {
    for (const [index] of rows.entries()) yield `row ${first + index} `;
  },
  finish: () => [Buffer.from('finish ')],
  end: (trailer) => [JSON.stringify(trailer)],
};
const text = (pieces: readonly Uint8Array[]) => Buffer.concat(pieces).toString();

describe('openWriter', () => {
  it('numbers rows through all pages, and hashes all that stands before the trailer', () => {
    const writer = openWriter(body);
    const before = [
      text(writer.page([rowOf({}), rowOf({})], facts)),
      text(writer.page([], facts)),
      text(writer.page([rowOf({})], facts)),
      text(writer.finish()),
    ].join('');
    const digest = { rows: 3, sha256: createHash('sha256').update(before).digest('hex') };
    expect(before).toBe('begin row 1 row 2 row 3 finish ');
    expect(writer.digest()).toEqual(digest);
    expect(writer.digest()).toEqual(digest);
    expect(JSON.parse(text(writer.end(receipt)))).toEqual({ ...digest, receipt });
  });

  it('begins a file that has no page', () => {
    const writer = openWriter(body);
    expect(text(writer.finish())).toBe('begin finish ');
    expect(writer.digest().rows).toBe(0);
  });

  it('writes nothing after its digest, and no trailer without one', () => {
    const writer = openWriter(body);
    expect(() => writer.end(receipt)).toThrow('after its digest');
    writer.digest();
    expect(() => writer.page([rowOf({})], facts)).toThrow('nothing is written after the digest');
  });
});
