import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { makeIndex, neighboursOf } from '../../../auditlog/absence/monthIndex.js';
import { leafHash } from '../../../auditlog/merkle.js';
import { primitives } from '../../../auditlog/primitives.js';
import { verifyInclusion } from '../../../auditlog/proofs/verifyProof.js';

const pseudonym = fc.uint8Array({ minLength: 2, maxLength: 2 }).map((bytes) => Buffer.from(bytes));

describe('the index of a month', () => {
  it('has each pseudonym once, in the order of their bytes, however they come', () => {
    fc.assert(
      fc.property(fc.array(pseudonym), (all) => {
        const { pseudonyms, root } = makeIndex(all);
        expect(makeIndex([...all].reverse()).root).toEqual(root);
        const texts = pseudonyms.map((each) => each.toString('hex'));
        expect(texts).toEqual([...new Set(all.map((each) => each.toString('hex')))].sort());
      }),
    );
  });

  it('gives the neighbours of what is not in it, each provable, and nothing of what is', () => {
    fc.assert(
      fc.property(fc.array(pseudonym), pseudonym, (all, wanted) => {
        const index = makeIndex(all);
        const neighbours = neighboursOf(index, wanted);
        if (all.some((each) => each.equals(wanted))) return void expect(neighbours).toBeNull();
        const size = index.pseudonyms.length;
        const below = index.pseudonyms.filter((each) => Buffer.compare(each, wanted) < 0).length;
        expect(neighbours?.map(({ place }) => place)).toEqual([below - 1, below].filter((at) => at >= 0 && at < size));
        for (const { place, pseudonym: own, hashes } of neighbours ?? [])
          expect(
            verifyInclusion({ index: place, size, leaf: leafHash(own), proof: hashes, root: index.root }, primitives),
          ).toBe(true);
      }),
    );
  });
});
