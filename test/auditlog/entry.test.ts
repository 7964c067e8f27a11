import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonicalBytes } from '../../auditlog/canonical.js';
import { decodeEntry, encodeEntry, openBody } from '../../auditlog/entry.js';
import { leafHash } from '../../auditlog/merkle.js';
import { createSealer, unseal } from '../../auditlog/seal.js';
import type { EntryHeader } from '../../auditlog/types.js';
import { auditKeys, sampleBody, sampleHeader, secrets } from './support/samples.js';

const kek = auditKeys.auditSeal;
const header = (changes: Partial<EntryHeader> = {}): EntryHeader => ({
  version: 1,
  log: 'l',
  ...sampleHeader(changes),
});
const encode = (changes: Partial<EntryHeader> = {}, body = sampleBody()) =>
  encodeEntry({ header: header(changes), body }, createSealer(kek));
const decode = (bytes: Uint8Array) => {
  const decoded = decodeEntry(bytes);
  if (!decoded) throw new Error('not an entry');
  return decoded;
};

describe('an entry', () => {
  it('reads back as it was written', () => {
    const entry = encode();
    const decoded = decode(entry.bytes);
    expect(decoded.header).toEqual(entry.header);
    const body = openBody({ decoded, sealed: entry.sealed.bytes, wrappedKey: entry.sealed.wrappedKey }, [kek]);
    expect(body).toEqual(sampleBody());
  });

  it('shows no literal, variable, case, justification or entity in any stored byte', () => {
    const { bytes, sealed } = encode();
    for (const stored of [bytes, sealed.bytes, sealed.wrappedKey]) {
      for (const secret of secrets) expect(Buffer.from(stored).includes(secret)).toBe(false);
    }
  });

  it('keeps in clear what the header has a place for, and nothing that is added to it', () => {
    const { bytes } = encode({ variables: { a: 'SMUGGLED' } } as Partial<EntryHeader>);
    expect(Buffer.from(bytes).includes('SMUGGLED')).toBe(false);
  });

  it('drops an operation name that is no GraphQL name: it would be free text in clear', () => {
    expect(encode({ operationName: 'Jane Example, born 1961' }).header.operationName).toBeNull();
    expect(encode({ operationName: 'Profile' }).header.operationName).toBe('Profile');
  });

  it('hashes the lifted document, whatever hash the caller states', () => {
    const first = encode({ documentHash: 'f'.repeat(64) });
    expect(first.header.documentHash).not.toBe('f'.repeat(64));
    expect(encode({}).header.documentHash).toBe(first.header.documentHash);
    expect(encode({ documentHash: 'f'.repeat(64) }, sampleBody({ document: null })).header.documentHash).toBe(
      'f'.repeat(64),
    );
  });

  it('can be written for any text that a client may send, lone surrogates too', () => {
    const entry = encode({ subject: 'a\ud800b' }, sampleBody({ variables: { a: '\ud800' } }));
    const decoded = decode(entry.bytes);
    expect(decoded.header.subject).toBe('a\ufffdb');
    expect(
      openBody({ decoded, sealed: entry.sealed.bytes, wrappedKey: entry.sealed.wrappedKey }, [kek])?.variables,
    ).toEqual({
      a: '\ud800',
    });
  });

  it('has one form only: other bytes for the same entry do not decode', () => {
    const { bytes } = encode();
    const text = Buffer.from(bytes).toString('utf8');
    const bad = [
      ` ${text}`,
      text.replace('"kind":"OUTCOME"', '"kind":"OUTCOME","kind":"OUTCOME"'),
      text.replace('"version":1', '"version":2'),
      text.replace('"durationMs":12', '"durationMs":12.0'),
      text.replace('"role":"ANALYST",', ''),
      text.replace('{"body"', '{"x":1,"body"'),
      '{}',
      'null',
      '',
    ];
    for (const other of bad) expect(decodeEntry(Buffer.from(other))).toBeNull();
    expect(decodeEntry(Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]))).toBeNull();
    expect(decodeEntry(Buffer.from([0xff, 0xfe]))).toBeNull();
  });

  it('is written in the canonical form, whatever stands in its header', () => {
    const text = fc.string({ unit: 'binary', maxLength: 20 });
    const optional = fc.option(text);
    const changes = fc.record(
      {
        requestId: text,
        subject: optional,
        agency: optional,
        agencyKind: optional,
        role: optional,
        purpose: optional,
        policyVersion: text,
        schemaHash: text,
        documentHash: optional,
        operationName: optional,
        code: text,
        // Without -0, which is written, and therefore read, as 0.
        durationMs: fc.double({ noNaN: true, noDefaultInfinity: true }).map((ms) => ms + 0),
        count: fc.integer(),
        source: text,
        at: fc
          .date({ min: new Date(0), max: new Date('9999-12-31'), noInvalidDate: true })
          .map((at) => at.toISOString()),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(changes, fc.boolean(), (stated, hasDocument) => {
        const body = hasDocument ? sampleBody() : sampleBody({ document: null });
        const entry = encode(stated as Partial<EntryHeader>, body);
        const decoded = decode(entry.bytes);
        expect(entry.bytes).toEqual(canonicalBytes({ header: entry.header, body: entry.sealed.commitment }));
        expect(decoded).toEqual({ header: entry.header, body: entry.sealed.commitment });
        expect(entry.leafHash).toBe(Buffer.from(leafHash(entry.bytes)).toString('hex'));
        const { bytes: sealed, wrappedKey } = entry.sealed;
        expect(openBody({ decoded, sealed, wrappedKey }, [kek])).toEqual(body);
      }),
    );
  });

  it('is refused where its header has no canonical form', () => {
    for (const durationMs of [Number.NaN, Number.POSITIVE_INFINITY, '1' as unknown as number]) {
      expect(() => encode({ durationMs })).toThrow(/no valid header/);
    }
    expect(() => encode({ at: '2026-11-25' })).toThrow(/no valid header/);
    expect(() => encode({ count: 1.5 })).toThrow(/no valid header/);
  });

  it('is never the same twice: equal requests cannot be told by their stored bytes', () => {
    const same = { requestId: 'r' };
    expect(Buffer.from(encode(same).bytes).equals(encode(same).bytes)).toBe(false);
  });
});

describe('the seal', () => {
  const plain = 'plain';
  const { seal } = createSealer(kek);
  const bound = Buffer.from('bound');
  const sealed = seal(plain, bound);

  it('opens with its key, its header and its bytes only', () => {
    expect(unseal(sealed, bound, kek)).toEqual(Buffer.from(plain));
    expect(unseal(sealed, Buffer.from('other'), kek)).toBeNull();
    expect(unseal(sealed, bound, Buffer.alloc(32, 9))).toBeNull();
    expect(unseal({ ...sealed, wrappedKey: seal(plain, bound).wrappedKey }, bound, kek)).toBeNull();
  });

  it('does not open where the leaf commits to other bytes, or to another key', () => {
    const { commitment } = sealed;
    const other = seal(plain, bound).commitment;
    expect(unseal({ ...sealed, commitment: { ...commitment, sha256: other.sha256 } }, bound, kek)).toBeNull();
    expect(unseal({ ...sealed, commitment: { ...commitment, key: other.key } }, bound, kek)).toBeNull();
  });

  it('has a key and a nonce of its own each time, over many blocks of random bytes', () => {
    const all = Array.from({ length: 500 }, () => seal(plain, bound));
    const opened = all.map((each) => unseal(each, bound, kek));
    expect(opened.every((text) => text && Buffer.from(text).toString() === plain)).toBe(true);
    expect(new Set(all.map((each) => Buffer.from(each.bytes.subarray(0, 12)).toString('hex'))).size).toBe(500);
    expect(new Set(all.map((each) => each.commitment.key)).size).toBe(500);
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
