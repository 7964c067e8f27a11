import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { computeRef, newId } from '../../../storage/keys/ref.js';

const key = new Uint8Array(32).fill(7);
const part = fc.string({ unit: 'binary', maxLength: 20 });

describe('computeRef', () => {
  it('gives different references for different types or identifiers, however they are cut into parts', () => {
    const statement = fc.array(part, { minLength: 1, maxLength: 5 });
    const normal = (parts: readonly string[]) => JSON.stringify(parts.map((text) => text.normalize('NFC').trim()));
    fc.assert(
      fc.property(statement, statement, (a, b) => {
        const refs = [a, b].map(([type = '', ...identifier]) => computeRef(key, type, ...identifier));
        return (refs[0] === refs[1]) === (normal(a) === normal(b));
      }),
      { numRuns: 500 },
    );
    expect(computeRef(key, 'Person', 'a', 'bc')).not.toBe(computeRef(key, 'Person', 'ab', 'c'));
    expect(computeRef(key, 'Person', 'a')).not.toBe(computeRef(key, 'Person', 'a', ''));
  });

  it('gives the same reference for the same identifier, whatever the composition of its letters', () => {
    expect(computeRef(key, 'Person', ' Zoe\u0308 ')).toBe(computeRef(key, 'Person', 'Zo\u00eb'));
  });

  it('depends on the key and shows nothing of the identifier', () => {
    const ref = computeRef(key, 'Consignment', '26NL000000000000A1');
    expect(ref).toMatch(/^[\w-]{43}$/);
    expect(ref).not.toBe(computeRef(new Uint8Array(32).fill(8), 'Consignment', '26NL000000000000A1'));
  });
});

describe('newId', () => {
  it('is the prefix and 24 base32 characters, different each time', () => {
    const ids = Array.from({ length: 1000 }, () => newId('person'));
    expect(new Set(ids).size).toBe(1000);
    for (const id of ids) expect(id).toMatch(/^person_[a-z2-7]{24}$/);
  });

  it('is RFC 4648 base32 of the bytes that it is given', () => {
    expect(newId('x', () => Buffer.from('foobarfoobarfoo'))).toBe('x_mzxw6ytbojtg633cmfzgm33p');
  });
});
