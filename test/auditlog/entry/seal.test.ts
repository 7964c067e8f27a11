import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { commitTokens, seal, unseal } from '../../../auditlog/entry/seal.js';

const key = Buffer.alloc(32, 1);

describe('the seal', () => {
  const plain = Buffer.from('plain');
  const bound = Buffer.from('bound');
  const sealed = seal(plain, bound, key);

  it('opens with its key, its header and its bytes only', () => {
    expect(unseal(sealed, bound, key)).toMatchObject({ plain });
    expect(unseal(sealed, Buffer.from('other'), key)).toBeNull();
    expect(unseal(sealed, bound, Buffer.alloc(32, 9))).toBeNull();
  });

  it('does not open where the leaf commits to other bytes, or to another key', () => {
    const { commitment } = sealed;
    const other = seal(plain, bound, Buffer.alloc(32, 2)).commitment;
    expect(unseal({ ...sealed, commitment: { ...commitment, body: other.body } }, bound, key)).toBeNull();
    expect(unseal({ ...sealed, commitment: { ...commitment, key: other.key } }, bound, key)).toBeNull();
  });

  it('commits to its key by a value that is drawn from it as from the nodes of key trees, the salt of its tokens behind it', () => {
    const drawn = createHash('sha512')
      .update(Buffer.of(0, 0, 0, 1))
      .update(key)
      .update('portcullis/audit/entry-key')
      .digest();
    expect(Buffer.from(sealed.commitment.key)).toEqual(drawn.subarray(0, 32));
    expect(Buffer.from(sealed.tokenSalt)).toEqual(drawn.subarray(32, 48));
  });

  it('has a nonce of its own each time, over many blocks of random bytes: a place may get two texts under one key', () => {
    const all = Array.from({ length: 500 }, () => seal(plain, bound, key));
    const opened = all.map((each) => unseal(each, bound, key));
    expect(opened.every((text) => text && plain.equals(text.plain))).toBe(true);
    expect(new Set(all.map((each) => Buffer.from(each.bytes.subarray(0, 12)).toString('hex'))).size).toBe(500);
  });

  it('gives the salt of its tokens to who opens it, and to nobody else', () => {
    const tokens = Buffer.alloc(32, 5);
    const opened = unseal(sealed, bound, key);
    expect(opened && commitTokens(opened.tokenSalt, tokens)).toEqual(commitTokens(sealed.tokenSalt, tokens));
    // Two leaves over the same tokens do not show that they are the same.
    const other = seal(plain, bound, Buffer.alloc(32, 2));
    expect(commitTokens(other.tokenSalt, tokens)).not.toEqual(commitTokens(sealed.tokenSalt, tokens));
  });

  it('opens after no change of any byte, and never throws', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const bytes = Buffer.from(sealed.bytes);
        const place = at % bytes.length;
        bytes.writeUInt8(bytes.readUInt8(place) ^ change, place);
        expect(unseal({ ...sealed, bytes }, bound, key)).toBeNull();
      }),
    );
  });
});
