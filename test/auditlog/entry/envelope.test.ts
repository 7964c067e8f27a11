import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { envelopeDigests, openEnvelope, sealEnvelope } from '../../../auditlog/entry/envelope.js';

const index = Buffer.alloc(32, 2);
const none = () => [];
const keys = { index: [index], seal: none };
const text = '{"addressees":["FR-CUSTOMS"],"classification":"PUBLIC","originator":"NL-CUSTOMS","source":"manifest"}';
const stored = (of = text) => sealEnvelope(index, envelopeDigests(index)(of), of);

describe('an envelope that the log stores', () => {
  it('opens to the text that its digest names', () => {
    expect(openEnvelope(stored(), keys)).toBe(text);
    expect(openEnvelope(stored('ü'.repeat(300)), keys)).toBe('ü'.repeat(300));
  });

  it('is the same bytes, no matter who stores it', () => {
    expect(stored()).toEqual(stored());
  });

  it('has a digest that nobody can try without the key: envelopes are words out of short lists', () => {
    const plain = createHash('sha256').update(text).digest().subarray(0, 16);
    expect(Buffer.from(stored().digest)).not.toEqual(plain);
    expect(envelopeDigests(Buffer.alloc(32, 3))(text)).not.toBe(envelopeDigests(index)(text));
  });

  it('does not tell by its length which it is', () => {
    expect(stored('{"originator":"FIU"}').sealed.length).toBe(stored().sealed.length);
  });

  it('opens under a key of the blind index alone, which no rotation of the seal changes', () => {
    expect(openEnvelope(stored(), { index: [Buffer.alloc(32, 9), index], seal: none })).toBe(text);
    expect(openEnvelope(stored(), { index: [Buffer.alloc(32, 9)], seal: none })).toBeNull();
  });

  it('opens under the seal key that sealed it before 0.2.0 was finished: entries name it still', () => {
    const seal = Buffer.alloc(32, 4);
    const old = sealEnvelope(seal, envelopeDigests(index)(text), text);
    expect(openEnvelope(old, { index: [index], seal: () => [Buffer.alloc(32, 5), seal] })).toBe(text);
    expect(openEnvelope(old, keys)).toBeNull();
    expect(openEnvelope(old, { index: [Buffer.alloc(32, 9)], seal: () => [seal] })).toBeNull();
  });

  it('does not open where a byte of it, or of its digest, is another', () => {
    for (const member of ['digest', 'sealed'] as const) {
      const size = stored()[member].length;
      for (const at of [0, 12, size - 1]) {
        const changed = Buffer.from(stored()[member]);
        changed[at] = (changed[at] ?? 0) ^ 1;
        expect(openEnvelope({ ...stored(), [member]: changed }, keys)).toBeNull();
      }
    }
    expect(openEnvelope({ ...stored(), sealed: Buffer.alloc(8) }, keys)).toBeNull();
  });

  it('does not open under the digest of another text, though somebody with the key made it', () => {
    const other = sealEnvelope(index, envelopeDigests(index)('other'), text);
    expect(openEnvelope(other, keys)).toBeNull();
  });
});
