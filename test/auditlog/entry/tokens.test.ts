import { describe, expect, it } from '@jest/globals';
import { blindToken, createTokenMaker, createTokenMakers, tokenKey } from '../../../auditlog/entry/tokens.js';

const key = Buffer.alloc(32, 3);

/** What a body is found by, as `blindToken` makes each. */
function tokensOf(
  under: Uint8Array,
  body: { disclosed: { ids: string[] }[]; caseReference: string | null; justification: string | null },
): string[] {
  const { disclosed, caseReference, justification } = body;
  return [
    ...disclosed.flatMap(({ ids }) => ids.map((id) => blindToken(under, 'entity', id))),
    ...(caseReference === null ? [] : [blindToken(under, 'case', caseReference)]),
    ...(justification === null ? [] : [blindToken(under, 'justification', justification)]),
  ];
}

describe('blind index tokens', () => {
  it('are equal for equal inputs under one key, and for nothing else', () => {
    expect(blindToken(key, 'entity', 'person_a')).toBe(blindToken(key, 'entity', 'person_a'));
    expect(blindToken(key, 'entity', 'person_a')).not.toBe(blindToken(key, 'entity', 'person_b'));
    expect(blindToken(key, 'entity', 'person_a')).not.toBe(blindToken(key, 'case', 'person_a'));
    expect(blindToken(key, 'entity', 'person_a')).not.toBe(blindToken(Buffer.alloc(32, 4), 'entity', 'person_a'));
    expect(blindToken(key, 'entity', 'person_a')).toMatch(/^[0-9a-f]{32}$/);
  });
});

describe('a maker of tokens', () => {
  const unpack = (packed: Uint32Array): string[] => {
    const hex = Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength).toString('hex');
    return hex.match(/.{32}/g) ?? [];
  };

  it('makes the tokens of an entry, remembered or not, however few it remembers', () => {
    for (const size of [1, 2, 3, 7, 100]) {
      const maker = createTokenMaker(key, size);
      for (let round = 0; round < 30; round += 1) {
        const ids = Array.from({ length: round % 6 }, (_, i) => `person_${(round * 7 + i * i) % 11}`);
        const body = { disclosed: [{ ids }, { ids: ['vessel_1'] }], caseReference: round % 2 ? `NL-${round}` : null };
        const full = { ...body, justification: round % 3 ? `why ${round}` : null };
        expect(unpack(maker.pack(full))).toEqual(tokensOf(key, full));
      }
    }
  });

  it('makes none where nothing was disclosed and no case was stated', () => {
    expect(createTokenMaker(key).pack({ disclosed: [], caseReference: null, justification: null })).toHaveLength(0);
  });

  it('makes those of each agency and month under a key of their own, however many take turns', () => {
    const makers = createTokenMakers(key, 20);
    const body = { disclosed: [{ ids: ['a', 'b'] }], caseReference: null, justification: null };
    for (let round = 0; round < 40; round += 1) {
      const scope = { agency: `A${round % 13}`, at: `2026-0${1 + (round % 3)}-01T00:00:00.000Z` };
      expect(unpack(makers.pack(scope, body))).toEqual(tokensOf(tokenKey(key, scope), body));
    }
  });
});
