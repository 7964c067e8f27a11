import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readPlain, writePlain } from '../../../../auditlog/entry/body/plain.js';
import type { DisclosedGroup, EntryBody } from '../../../../auditlog/types.js';
import { computeRef, newId } from '../../../../storage/keys/ref.js';
import { sampleBody } from '../../support/samples.js';

const read = (plain: Uint8Array) => readPlain(plain)?.body ?? null;
const write = (subject: string | null, body: EntryBody) => writePlain(subject, body).bytes;
const pseudonym = (of: string) => computeRef(Buffer.alloc(32, 7), 'Person', of);
const naming = (...ids: string[]): EntryBody =>
  sampleBody({ disclosed: [{ type: 'Person', originator: null, categories: [], ids }] });

/** Bytes of the form with another text, or other ids behind it. */
function forged(text: string, ids: Uint8Array = Buffer.alloc(0)): Buffer {
  const plain = Buffer.alloc(4 + Buffer.byteLength(text) + ids.length);
  plain.writeUInt32BE(Buffer.byteLength(text), 0);
  plain.write(text, 4);
  plain.set(ids, 4 + Buffer.byteLength(text));
  return plain;
}

/** The text of some bytes, and the ids behind it. */
function partsOf(plain: Buffer): { readonly text: string; readonly ids: Buffer } {
  const end = 4 + plain.readUInt32BE(0);
  return { text: plain.toString('utf8', 4, end), ids: plain.subarray(end) };
}

const id = fc.oneof(
  fc.constantFrom('person', 'vesselrecord', 'x', 'a'.repeat(40)).map((prefix) => newId(prefix)),
  fc.nat().map((of) => pseudonym(`${of}`)),
  // A public id as long as a pseudonym, and a pseudonym whose last digit has bits that it should not have.
  fc.constantFrom(
    `${'p'.repeat(18)}_${'a'.repeat(24)}`,
    `${'A'.repeat(42)}B`,
    'A'.repeat(43),
    '-'.repeat(43),
    '_'.repeat(43),
  ),
  // Almost public ids: another alphabet, length, prefix or case.
  fc.constantFrom('person_', 'person_a', `person_${'1'.repeat(24)}`, `Person_${'a'.repeat(24)}`, `_${'a'.repeat(24)}`),
  fc.constantFrom(`${'a'.repeat(41)}_${'a'.repeat(24)}`, `person_${'a'.repeat(25)}`, `person-${'a'.repeat(24)}`),
  fc.constantFrom(`person_é${'a'.repeat(23)}`, `person_${'a'.repeat(23)}\u0161`, 'IMO 9074729', '', '["person",1]'),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constant('\ud800'),
);
const group: fc.Arbitrary<DisclosedGroup> = fc.record(
  {
    type: fc.string(),
    originator: fc.option(fc.string()),
    categories: fc.array(fc.string()),
    hit: fc.boolean(),
    presence: fc.boolean(),
    asked: fc.boolean(),
    ids: fc.array(id, { maxLength: 12 }),
  },
  { requiredKeys: ['type', 'originator', 'categories', 'ids'] },
);
const body: fc.Arbitrary<EntryBody> = fc
  .record(
    {
      disclosed: fc.array(group, { maxLength: 4 }),
      variables: fc.option(fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue())),
      literals: fc.array(fc.jsonValue()),
      operation: fc.string({ unit: 'binary' }),
      askedNames: fc.array(fc.string()),
    },
    { requiredKeys: [] },
  )
  .map(sampleBody);

describe('the plain form of a body', () => {
  it('reads back as it was written, and is written again to the same bytes, whatever a body names', () => {
    fc.assert(
      fc.property(fc.option(fc.string({ unit: 'binary' })), body, (subject, stated) => {
        const plain = write(subject, stated);
        const opened = read(plain);
        // As JSON, which has neither undefined members nor -0.
        expect(opened).toEqual(JSON.parse(JSON.stringify({ subject, ...stated })));
        expect(opened && write(opened.subject, opened)).toEqual(plain);
      }),
    );
  });

  it('takes 16 bytes for a public id, 32 for a pseudonym, and the text of any other', () => {
    const ids = Array.from({ length: 1000 }, () => newId('person'));
    const [none, thousand] = [write(null, naming()), write(null, naming(...ids))];
    expect(thousand.length - none.length).toBe(1000 * 16 + '["person",1000]'.length);
    expect(thousand.includes(ids[7] as string)).toBe(false);
    expect(write(null, naming(pseudonym('a'), pseudonym('b'))).length - none.length).toBe(2 * 32 + '["",2]'.length);
    expect(write(null, naming('IMO 9074729')).includes('"IMO 9074729"')).toBe(true);
    expect(read(thousand)?.disclosed[0]?.ids).toEqual(ids);
  });

  it('has one form: what says the same in other bytes is refused', () => {
    const ids = [newId('person'), newId('person'), newId('vessel')];
    const { text, ids: bytes } = partsOf(write('s', naming(...ids)));
    expect(text).toContain('[["person",2],["vessel",1]]');
    expect(read(forged(text, bytes))?.disclosed[0]?.ids).toEqual(ids);
    const others = [
      ['a series in two parts', text.replace('["person",2]', '["person",1],["person",1]'), bytes],
      ['an empty series', text.replace('["person",2]', '["house",0],["person",2]'), bytes],
      ['a public id as a text', text.replace('["person",2]', `["person",1],"${ids[1]}"`), drop(bytes, 16, 32)],
      ['white space', text.replace('["person",2]', '["person", 2]'), bytes],
      ['a number written otherwise', text.replace('["person",2]', '["person",2.0]'), bytes],
      ['an escape that is not needed', text.replace('"person"', '"\\u0070erson"'), bytes],
      ['a member twice', text.replace('"subject":"s"', '"subject":"r","subject":"s"'), bytes],
      ['another order of members', text.replace('{"subject":"s",', '{').replace(/\}$/, ',"subject":"s"}'), bytes],
      ['a member that bodies do not have', text.replace(/\}$/, ',"more":1}'), bytes],
      ['a member of a group that groups do not have', text.replace('"ids":', '"more":1,"ids":'), bytes],
      ['ids of nobody behind it', text, Buffer.concat([bytes, Buffer.alloc(16)])],
      ['bytes behind it', text, Buffer.concat([bytes, Buffer.of(0)])],
      ['an id too few', text, bytes.subarray(16)],
      ['half an id', text, bytes.subarray(1)],
      ['a byte behind an id that is not zero', text, Buffer.from(bytes).fill(1, 15, 16)],
    ] as const;
    for (const [what, other, behind] of others) expect([what, read(forged(other, behind))]).toEqual([what, null]);
  });

  it('is refused where its text is no UTF-8, begins with a byte order mark, or is no body', () => {
    const { text, ids } = partsOf(write('\ufffd', naming()));
    expect(read(forged(text, ids))).not.toBeNull();
    const wrong = Buffer.from(
      forged(text).toString('latin1').replace('\u00ef\u00bf\u00bd', '\u00ff\u00ff\u00ff'),
      'latin1',
    );
    expect(read(wrong)).toBeNull();
    expect(read(forged(`\ufeff${text}`))).toBeNull();
    for (const other of ['', 'null', '[]', '1', '{}', '{"subject":null}', '{"disclosed":1}', '{"disclosed":[null]}'])
      expect(read(forged(other))).toBeNull();
    for (const list of ['1', 'null', '[1]', '[null]', '[[]]', '[["person"]]', '[["person",-1]]', '[["person",1e99]]'])
      expect(read(forged(text.replace('"ids":[]', `"ids":${list}`)))).toBeNull();
    for (const size of [0, 1, 3, 4]) expect(read(Buffer.alloc(size))).toBeNull();
    expect(read(Buffer.of(255, 255, 255, 255))).toBeNull();
  });

  it('is refused after any change that does not change the body, and never throws', () => {
    const plain = write('s', naming(newId('person'), 'IMO 9074729', newId('person'), newId('person')));
    const known = JSON.stringify(read(plain));
    fc.assert(
      fc.property(fc.nat(plain.length), fc.nat(8), fc.uint8Array({ maxLength: 8 }), (at, cut, put) => {
        const changed = Buffer.concat([plain.subarray(0, at), put, plain.subarray(at + cut)]);
        const opened = read(changed);
        if (!changed.equals(plain)) expect(JSON.stringify(opened)).not.toBe(known);
      }),
      { numRuns: 2000 },
    );
  });

  it('takes bodies of a hundred thousand ids', () => {
    const ids = Array.from({ length: 100_000 }, (_, at) => (at % 2 === 0 ? newId('person') : `n${at}`));
    expect(read(write(null, naming(...ids)))?.disclosed[0]?.ids).toEqual(ids);
  });
});

function drop(bytes: Buffer, from: number, to: number): Buffer {
  return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
}
