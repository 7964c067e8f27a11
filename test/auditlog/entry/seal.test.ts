import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { commitTokens, createSealer, unseal } from '../../../auditlog/entry/seal.js';
import { auditKeys } from '../support/samples.js';

const kek = auditKeys.auditSeal;

describe('the seal', () => {
  const plain = 'plain';
  const { seal } = createSealer(kek);
  const bound = Buffer.from('bound');
  const sealed = seal(plain, bound);

  it('opens with its key, its header and its bytes only', () => {
    expect(unseal(sealed, bound, kek)).toMatchObject({ plain: Buffer.from(plain) });
    expect(unseal(sealed, Buffer.from('other'), kek)).toBeNull();
    expect(unseal(sealed, bound, Buffer.alloc(32, 9))).toBeNull();
    expect(unseal({ ...sealed, wrappedKey: seal(plain, bound).wrappedKey }, bound, kek)).toBeNull();
  });

  it('does not open where the leaf commits to other bytes, or to another key', () => {
    const { commitment } = sealed;
    const other = seal(plain, bound).commitment;
    expect(unseal({ ...sealed, commitment: { ...commitment, body: other.body } }, bound, kek)).toBeNull();
    expect(unseal({ ...sealed, commitment: { ...commitment, key: other.key } }, bound, kek)).toBeNull();
  });

  it('has a key and a nonce of its own each time, over many blocks of random bytes', () => {
    const all = Array.from({ length: 500 }, () => seal(plain, bound));
    const opened = all.map((each) => unseal(each, bound, kek));
    expect(opened.every((text) => text && Buffer.from(text.plain).toString() === plain)).toBe(true);
    expect(new Set(all.map((each) => Buffer.from(each.bytes.subarray(0, 12)).toString('hex'))).size).toBe(500);
    expect(new Set(all.map((each) => Buffer.from(each.commitment.key).toString('hex'))).size).toBe(500);
  });

  it('gives the salt of its tokens to who opens it, and to nobody else', () => {
    const tokens = Buffer.alloc(32, 5);
    const opened = unseal(sealed, bound, kek);
    expect(opened && commitTokens(opened.tokenSalt, tokens)).toEqual(commitTokens(sealed.tokenSalt, tokens));
    // Two leaves over the same tokens do not show that they are the same.
    expect(commitTokens(seal(plain, bound).tokenSalt, tokens)).not.toEqual(commitTokens(sealed.tokenSalt, tokens));
  });

  it('is closed for good when its key is destroyed', () => {
    expect(unseal({ ...sealed, wrappedKey: null }, bound, kek)).toBeNull();
  });

  it('opens after no change of any byte, and never throws', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 255 }), fc.boolean(), (at, change, ofKey) => {
        const target = Buffer.from(ofKey ? sealed.wrappedKey : sealed.bytes);
        const place = at % target.length;
        target.writeUInt8(target.readUInt8(place) ^ change, place);
        expect(unseal(ofKey ? { ...sealed, wrappedKey: target } : { ...sealed, bytes: target }, bound, kek)).toBeNull();
      }),
    );
  });
});
