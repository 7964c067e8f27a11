import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bitsFor, maxEntries, Postings } from '../../../../auditlog/store/postings/postings.js';
import { StoredPostings } from '../../../../auditlog/store/postings/storedPostings.js';

/** Tokens of few kinds, so that some meet in a block, and some begin alike. */
const token = fc
  .tuple(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 2 }))
  .map(([first, middle, end]) => Buffer.from([first, 0, middle, 0, end, ...Array.from({ length: 11 }, () => end)]));
const entries = fc.array(
  fc.array(token, { maxLength: 6 }).map((tokens) => Buffer.concat(tokens)),
  { maxLength: 40 },
);
/** Also around the place where three bytes begin anew. */
const firsts = fc.constantFrom(0, 7, maxEntries - 20, 5 * maxEntries - 1);

const made = (first: number, of: readonly Buffer[], bits: number) => {
  const postings = new Postings();
  for (const [i, tokens] of of.entries()) postings.add(first + i, tokens);
  return postings.toBlocks(bits);
};
/** Added two blocks at a time. */
function stored(first: number, count: number, bits: number, { buckets, blocks }: ReturnType<typeof made>) {
  const run = new StoredPostings({ run: '1', first, count, month: 0, bits });
  const all = buckets.map((bucket, i) => ({ bucket, block: blocks[i] as Buffer }));
  for (let from = 0; from < all.length; from += 2) run.add(all.slice(from, from + 2));
  return run;
}
const unfound = (run: StoredPostings) => [...run.unfound()].flatMap((part) => [...part]);

describe('a run of postings', () => {
  it('holds one for each token of each entry, in order, and none besides', () => {
    fc.assert(
      fc.property(entries, firsts, fc.integer({ min: 0, max: 10 }), (of, first, bits) => {
        const run = stored(first, of.length, bits, made(first, of, bits));
        expect(run.isDisordered).toBe(false);
        for (const [i, tokens] of of.entries()) expect(run.hasAll(first + i, tokens)).toBe(true);
        expect(unfound(run)).toEqual([]);
      }),
    );
  });

  it('tells which entry a posting is of that no token has, and which token has none', () => {
    fc.assert(
      fc.property(entries, firsts, token, (of, first, other) => {
        fc.pre(of.length > 0 && !of.some((tokens) => tokens.includes(other)));
        const at = first + of.length - 1;
        const with1 = stored(
          first,
          of.length,
          2,
          made(first, [...of.slice(0, -1), Buffer.concat([...of.slice(-1), other])], 2),
        );
        for (const [i, tokens] of of.entries()) with1.hasAll(first + i, tokens);
        expect(unfound(with1)).toEqual([at]);
        expect(stored(first, of.length, 2, made(first, of, 2)).hasAll(at, other)).toBe(false);
      }),
    );
  });

  it('is the same, made of the entries at once or of runs of some of them, a slice at a time', () => {
    fc.assert(
      fc.property(entries, firsts, fc.integer({ min: 0, max: 8 }), (of, first, bits) => {
        const cut = Math.floor(of.length / 3);
        const parts = [made(first, of.slice(0, cut), 0), made(first + cut, of.slice(cut), 5)];
        const slices = [0, 1, 2, 3].map((slice) => {
          const postings = new Postings();
          for (const { blocks } of parts) for (const block of blocks) postings.addBlock(block, 2, slice);
          return postings.toBlocks(bits);
        });
        const blocks = Buffer.concat(slices.flatMap((slice) => slice.blocks));
        expect(blocks.equals(Buffer.concat(made(first, of, bits).blocks))).toBe(true);
        const buckets = slices.flatMap((slice) => slice.buckets);
        expect([...new Set(buckets)]).toEqual(made(first, of, bits).buckets);
      }),
    );
  });

  it('is out of order where postings change places, come twice, or stand in another block', () => {
    const { buckets, blocks } = made(0, [Buffer.concat([1, 2, 200].map((first) => Buffer.alloc(16, first)))], 1);
    const [one, two] = blocks as [Buffer, Buffer];
    expect(buckets).toEqual([0, 1]);
    const swapped = Buffer.concat([one.subarray(8), one.subarray(0, 8)]);
    const forms: [readonly number[], readonly Buffer[]][] = [
      [buckets, [swapped, two]],
      [buckets, [one, Buffer.concat([two, two])]],
      [buckets, [one, two.subarray(0, 7)]],
      [
        [0, 0],
        [one, two],
      ],
      [
        [1, 1],
        [one, two],
      ],
      [
        [0, 0, 1],
        [one, one, two],
      ],
    ];
    for (const [of, form] of forms) expect(stored(0, 1, 1, { buckets: of, blocks: form }).isDisordered).toBe(true);
  });

  it('has 32 to 64 postings in a block, and never more than 2^24 blocks', () => {
    expect([0, 1, 64, 65, 128, 16_384, 2 ** 40].map(bitsFor)).toEqual([0, 0, 0, 1, 1, 8, 24]);
  });
});
