import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonicalBytes } from '../../../auditlog/canonical.js';
import { writePlain } from '../../../auditlog/entry/body/plain.js';
import { decodeEntry, openBody } from '../../../auditlog/entry/decode.js';
import { createEncoder, type EncodedEntry, prepareEntry } from '../../../auditlog/entry/encode.js';
import { readWaitingHeader } from '../../../auditlog/entry/header.js';
import { commitTokens, seal } from '../../../auditlog/entry/seal.js';
import { bytesOf, pseudonymOf, tokenKey } from '../../../auditlog/entry/tokens.js';
import { leafHash } from '../../../auditlog/merkle.js';
import { type StatedHeader, subjectKinds } from '../../../auditlog/types.js';
import { blindToken } from '../support/blindToken.js';
import { auditKeys, sampleBody, sampleHeader, secrets } from '../support/samples.js';

const zero = Buffer.alloc(15);
const keyAt = (index: number): Buffer => Buffer.alloc(32, `key of ${index}`);
const encoder = createEncoder('l', auditKeys, { keyOf: (_, index) => keyAt(index) });
const at = '2026-11-25T10:00:01.000Z';
const encode = (changes: Partial<StatedHeader> = {}, body = sampleBody(), index = 7): EncodedEntry =>
  encoder.place(prepareEntry({ header: sampleHeader(changes), body }), index, at);
const decode = ({ bytes, storedHeader }: EncodedEntry) => {
  const decoded = decodeEntry({ bytes, header: storedHeader });
  if (!decoded) throw new Error('not an entry');
  return decoded;
};
/** What its header says as it is written. */
const written = ({ header }: EncodedEntry) => JSON.parse(JSON.stringify(header)) as Record<string, unknown>;
const open = (entry: EncodedEntry) =>
  openBody({ decoded: decode(entry), sealed: entry.sealed.bytes }, keyAt(entry.index));

describe('an entry', () => {
  it('reads back as it was written, with its place and the name of who asked', () => {
    const entry = encode();
    expect(decode(entry)).toMatchObject({ log: 'l', index: 7, header: { ...written(entry), version: 2, log: 'l' } });
    expect(open(entry)?.body).toEqual({ ...sampleBody(), subject: 'nl-0042' });
    expect(open(entry)?.hasTokens(bytesOf(entry.tokens))).toBe(true);
  });

  it('says in clear what is searched by, drawn from what was disclosed and withheld', () => {
    expect(encode().header).toMatchObject({
      ...{ version: 2, askedAt: '2026-11-25T10:00:00.000Z', at, retention: 'LOOK', actor: null },
      ...{ sources: ['persons'], originators: ['NL-CUSTOMS'], categories: ['persons.identity'], rules: ['cell.x'] },
      disclosed: 1,
    });
    expect(written(encode())).not.toHaveProperty('manifestAbsent');
    const silent = sampleBody({ sources: [{ name: 'x', result: 'OK', durationMs: 1, manifest: 'absent' }] });
    expect(encode({}, silent).header).toMatchObject({ manifestAbsent: ['x'] });
    expect(encode({ kind: 'REFUSED' }).header.retention).toBe('REFUSAL');
    expect(encode({ kind: 'OPENED' }).header.retention).toBe('HOUSE');
    const request = { subjectRequest: 'r', subjectAgency: 'NL-CUSTOMS', letterSha256: 'ab' };
    expect(decode(encode({ kind: 'SUBJECT_ANSWERED', ...request })).header).toMatchObject({
      ...request,
      retention: 'LOOK',
    });
  });

  it('shows no name, literal, variable, case, justification or entity in any stored byte', () => {
    const { bytes, storedHeader, sealed, tokens } = encode();
    for (const stored of [bytes, storedHeader, sealed.bytes, bytesOf(tokens)]) {
      for (const secret of [...secrets, 'nl-0042']) expect(Buffer.from(stored).includes(secret)).toBe(false);
    }
  });

  it("may come from another process where it is of an answer, of a person's request too, and of no act", () => {
    const readAs = (kind: StatedHeader['kind']) =>
      readWaitingHeader(
        JSON.stringify(
          prepareEntry({ header: sampleHeader({ kind, subjectRequest: 'r' }), body: sampleBody() }).header,
        ),
      );
    for (const kind of subjectKinds) expect(readAs(kind)).toMatchObject({ kind, subjectRequest: 'r' });
    expect(readAs('ERASE')).toBeNull();
  });

  it('shows in its leaf nothing of its header: leaves may be published', () => {
    const { bytes } = encode();
    for (const word of ['NL-CUSTOMS', 'OUTCOME', 'RISK_ANALYSIS', '2026']) {
      expect(Buffer.from(bytes).includes(word)).toBe(false);
    }
    // One byte for the format, one for the length of the log id, the id, eight for the place, four hashes.
    expect(bytes).toHaveLength(2 + 1 + 8 + 4 * 32);
  });

  it('names who asked by a pseudonym that is another one at another agency, and in another year', () => {
    const asker = (agency: string, when: string) =>
      encoder.place(prepareEntry({ header: sampleHeader({ agency }), body: sampleBody() }), 0, when).header.asker;
    const all = [asker('A', at), asker('B', at), asker('A', '2027-01-01T00:00:00.000Z')];
    expect(new Set(all).size).toBe(3);
    expect(asker('A', '2026-01-01T00:00:00.000Z')).toBe(all[0]);
    expect(all[0]).toBe(pseudonymOf(auditKeys.blindIndex, { agency: 'A', at }, 'nl-0042'));
    expect(encode({ subject: null }).header.asker).toBeNull();
  });

  it('has other tokens at another agency, and in another month: looks at one person cannot be linked by who reads the tables', () => {
    const tokens = (agency: string, when: string): string => {
      const body = sampleBody({ caseReference: null, justification: null });
      const { tokens: packed } = encoder.place(prepareEntry({ header: sampleHeader({ agency }), body }), 0, when);
      return bytesOf(packed).toString('hex');
    };
    const months = ['2026-11-01T00:00:00.000Z', '2026-12-01T00:00:00.000Z'] as const;
    expect(new Set([tokens('A', months[0]), tokens('B', months[0]), tokens('A', months[1])]).size).toBe(3);
    expect(tokens('A', '2026-11-30T23:59:59.999Z')).toBe(tokens('A', months[0]));
  });

  it('keeps in clear what the header has a place for, and nothing that is added to it', () => {
    const { storedHeader } = encode({ variables: { a: 'SMUGGLED' } } as Partial<StatedHeader>);
    expect(Buffer.from(storedHeader).includes('SMUGGLED')).toBe(false);
  });

  it('says that a rule was of a joint operation, and of which in the sealed body alone, found by a token', () => {
    const [line] = sampleBody().withheld;
    const withheld = [
      { path: 'a', category: 'b', effect: 'MASKED', reason: 'CATEGORY', count: 1, ...line, rule: 'operation.x1' },
    ];
    const decided = { clearance: 'PUBLIC', grants: ['x1'], groups: [] };
    const entry = encode({}, sampleBody({ withheld, decided }));
    expect(entry.header.rules).toEqual(['operation']);
    expect(Buffer.from(entry.storedHeader).includes('x1')).toBe(false);
    const key = tokenKey(auditKeys.blindIndex, { agency: 'NL-CUSTOMS', at });
    expect(bytesOf(entry.tokens).toString('hex')).toContain(blindToken(key, 'grant', 'x1'));
    expect(open(entry)?.body).toMatchObject({ withheld: [{ rule: 'operation.x1' }], decided });
  });

  it('drops an operation name that is no GraphQL name: it would be free text in clear', () => {
    expect(encode({ operationName: 'Jane Example, born 1961' }).header.operationName).toBeNull();
    expect(encode({ operationName: 'Profile' }).header.operationName).toBe('Profile');
  });

  it('hashes the document without its literals, whatever hash the caller states', () => {
    const first = encode({ documentHash: 'f'.repeat(64) });
    expect(first.header.documentHash).not.toBe('f'.repeat(64));
    expect(encode({}).header.documentHash).toBe(first.header.documentHash);
    expect(encode({ documentHash: 'f'.repeat(64) }, sampleBody({ document: null })).header.documentHash).toBe(
      'f'.repeat(64),
    );
  });

  it('can be written for any text that a client may send, lone surrogates too', () => {
    const entry = encode({ agency: 'a\ud800b', subject: 'c\ud800' }, sampleBody({ variables: { a: '\ud800' } }));
    expect(decode(entry).header.agency).toBe('a\ufffdb');
    expect(open(entry)?.body).toMatchObject({ subject: 'c\ud800', variables: { a: '\ud800' } });
  });

  it('does not open at another place, nor under another header', () => {
    const [one, other] = [encode(), encode({}, sampleBody(), 8)];
    const moved = { decoded: decode(other), sealed: one.sealed.bytes };
    const forged = { ...moved, decoded: { ...decode(one), bound: decode(other).bound } };
    for (const entry of [moved, forged]) for (const at of [7, 8]) expect(openBody(entry, keyAt(at))).toBeNull();
  });

  it('does not open where its body has another form, though sealed under its key and committed to', () => {
    const { subject, ...body } = { ...sampleBody(), subject: 'nl-0042' };
    const other = [
      Buffer.from(JSON.stringify({ subject, ...body })),
      Buffer.concat([writePlain(subject, body).bytes, zero]),
    ];
    for (const plain of [...other, Buffer.alloc(0)]) {
      const { bytes, commitment, tokenSalt } = seal(plain, Buffer.of(1), keyAt(7));
      const decoded = { commitment, bound: Buffer.of(1), tokens: commitTokens(tokenSalt, zero) };
      expect(openBody({ decoded, sealed: bytes }, keyAt(7))).toBeNull();
    }
  });

  it('says of other tokens that they are not its own', () => {
    const entry = encode();
    const own = bytesOf(entry.tokens);
    const opened = open(entry);
    expect(opened?.hasTokens(own.subarray(16))).toBe(false);
    expect(opened?.hasTokens(Buffer.concat([own, own.subarray(0, 16)]))).toBe(false);
    expect(opened?.hasTokens(Buffer.concat([own.subarray(16), own.subarray(0, 16)]))).toBe(false);
  });

  it('has one form only: another header for the same leaf does not decode', () => {
    const { bytes, storedHeader } = encode();
    const salt = storedHeader.subarray(0, 16);
    const text = Buffer.from(storedHeader.subarray(16)).toString('utf8');
    const stored = (other: string) => Buffer.concat([salt, Buffer.from(other)]);
    expect(decodeEntry({ bytes, header: stored(text) })).not.toBeNull();
    for (const other of [` ${text}`, text.replace('ANALYST', 'AUDITOR'), '{}', 'null', '']) {
      expect(decodeEntry({ bytes, header: stored(other) })).toBeNull();
    }
    expect(decodeEntry({ bytes, header: null })).toBeNull();
    expect(decodeEntry({ bytes: bytes.subarray(1), header: storedHeader })).toBeNull();
    expect(decodeEntry({ bytes: Buffer.concat([bytes, Buffer.of(0)]), header: storedHeader })).toBeNull();
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
        count: fc.maxSafeInteger().map((count) => count + 0),
        source: text,
        at: fc
          .date({ min: new Date(0), max: new Date('9999-12-31'), noInvalidDate: true })
          .map((instant) => instant.toISOString()),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(changes, fc.array(text), fc.boolean(), fc.nat(), (stated, words, hasDocument, index) => {
        const disclosed = words.map((word) => ({ type: 'T', originator: word, categories: words, ids: [word] }));
        const body = sampleBody(hasDocument ? { disclosed } : { disclosed, document: null });
        const entry = encode(stated as Partial<StatedHeader>, body, index);
        const decoded = decode(entry);
        expect(Buffer.from(entry.storedHeader.subarray(16))).toEqual(canonicalBytes(written(entry)));
        expect(decoded.header).toEqual({ ...entry.header, log: 'l' });
        expect(decoded.index).toBe(index);
        expect(Buffer.from(entry.leafHash)).toEqual(leafHash(entry.bytes));
        expect(open(entry)?.body).toEqual({ ...body, subject: sampleHeader(stated as Partial<StatedHeader>).subject });
        expect(open(entry)?.hasTokens(bytesOf(entry.tokens))).toBe(true);
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

  it('is never the same twice: equal requests cannot be told by their stored bytes, nor a header be tried', () => {
    const [one, other] = [encode({ requestId: 'r' }), encode({ requestId: 'r' }, sampleBody(), 8)];
    const leaf = ({ bytes }: EncodedEntry, from: number) =>
      Buffer.from(bytes.subarray(from, from + 32)).toString('hex');
    for (const at of [11, 43, 75, 107]) expect(leaf(one, at)).not.toBe(leaf(other, at));
  });
});
