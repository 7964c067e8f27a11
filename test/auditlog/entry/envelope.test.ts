import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { envelopeDigests, openEnvelope, sealEnvelope } from '../../../auditlog/entry/envelope.js';

const seal = Buffer.alloc(32, 1);
const index = Buffer.alloc(32, 2);
const keys = { seal: [seal], index: [index] };
const text = '{"addressees":["FR-CUSTOMS"],"classification":"PUBLIC","originator":"NL-CUSTOMS","source":"manifest"}';
const stored = (of = text) => sealEnvelope(seal, envelopeDigests(index)(of), of);

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

  it('opens under a key that was rotated since', () => {
    expect(openEnvelope(stored(), { ...keys, seal: [Buffer.alloc(32, 9), seal] })).toBe(text);
    expect(openEnvelope(stored(), { ...keys, seal: [Buffer.alloc(32, 9)] })).toBeNull();
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

  it('does not open under the digest of another text, though somebody with the seal key made it', () => {
    const other = sealEnvelope(seal, envelopeDigests(index)('other'), text);
    expect(openEnvelope(other, keys)).toBeNull();
  });
});
