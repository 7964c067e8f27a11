import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { packUnder, sourceToken, tokenKey } from '../../../auditlog/entry/tokens.js';
import { computeRef, newId } from '../../../storage/keys/ref.js';
import { blindToken } from '../support/blindToken.js';

const index = Buffer.alloc(32, 3);
const scope = { agency: 'A', at: '2026-11' };
const key = tokenKey(index, scope);
const [person, pseudonym] = [newId('person'), computeRef(index, 'Person', 'a')];

describe('blind index tokens', () => {
  it.each(['person_a', person, pseudonym, 'IMO 9074729', ''])(
    'of %s are equal for equal inputs under one key, and for nothing else',
    (text) => {
      const token = blindToken(key, 'entity', text);
      expect(token).toMatch(/^[0-9a-f]{32}$/);
      expect(blindToken(tokenKey(Buffer.from(index), scope), 'entity', text)).toBe(token);
      const others = [
        blindToken(key, 'entity', `${text.slice(0, -1)}${text.endsWith('a') ? 'b' : 'a'}`),
        ...(['presence', 'asked', 'case', 'name'] as const).map((kind) => blindToken(key, kind, text)),
        ...[
          tokenKey(Buffer.alloc(32, 4), scope),
          tokenKey(index, { ...scope, agency: 'B' }),
          tokenKey(index, { ...scope, at: '2026-12' }),
        ].map((other) => blindToken(other, 'entity', text)),
      ];
      expect(new Set([token, ...others]).size).toBe(1 + others.length);
    },
  );

  it('of ids with equal digits differ by prefix', () => {
    const digits = person.slice('person_'.length);
    const tokens = ['person', 'house', 'a', 'b'].map((prefix) => blindToken(key, 'entity', `${prefix}_${digits}`));
    expect(new Set(tokens).size).toBe(4);
  });

  it('of a text are the first 16 bytes of an HMAC-SHA256 of its kind and itself', () => {
    const mac = createHmac('sha256', key.texts).update('portcullis/audit/case\0NL-1').digest('hex');
    expect(blindToken(key, 'case', 'NL-1')).toBe(mac.slice(0, 32));
    // An id in such a place is a text like any other: who searches for it there does not find whom it names.
    const named = createHmac('sha256', key.texts).update(`portcullis/audit/case\0${person}`).digest('hex');
    expect(blindToken(key, 'case', person)).toBe(named.slice(0, 32));
    const address = createHmac('sha256', index).update('portcullis/audit/source\u0000192.0.2.1').digest('hex');
    expect(sourceToken(index, '192.0.2.1')).toBe(address.slice(0, 32));
  });

  it('of one text under many keys are those under each, of several indexes too', () => {
    const keys = [index, Buffer.alloc(32, 4)].flatMap((each) =>
      Array.from({ length: 300 }, (_, at) => tokenKey(each, { agency: `A${at % 7}`, at: `2026-${at}` })),
    );
    for (const text of [person, pseudonym, 'IMO 9074729']) {
      const packed = Buffer.from(packUnder(keys, 'entity', text).buffer).toString('hex');
      expect(packed.match(/.{32}/g)).toEqual(keys.map((each) => blindToken(each, 'entity', text)));
    }
  });
});
