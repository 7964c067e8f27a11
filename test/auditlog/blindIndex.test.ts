import { describe, expect, it } from '@jest/globals';
import { blindToken, tokensOf } from '../../auditlog/blindIndex.js';

const key = Buffer.alloc(32, 3);

describe('blind index tokens', () => {
  it('are equal for equal inputs under one key, and for nothing else', () => {
    expect(blindToken(key, 'entity', 'person_a')).toBe(blindToken(key, 'entity', 'person_a'));
    expect(blindToken(key, 'entity', 'person_a')).not.toBe(blindToken(key, 'entity', 'person_b'));
    expect(blindToken(key, 'entity', 'person_a')).not.toBe(blindToken(key, 'case', 'person_a'));
    expect(blindToken(key, 'entity', 'person_a')).not.toBe(blindToken(Buffer.alloc(32, 4), 'entity', 'person_a'));
    expect(blindToken(key, 'entity', 'person_a')).toMatch(/^[0-9a-f]{32}$/);
  });

  it('stand once for each entity of an entry, and for its case', () => {
    const disclosed = [{ ids: ['a', 'b'] }, { ids: ['a'] }];
    expect(tokensOf(key, { disclosed, caseReference: 'NL-1' })).toHaveLength(3);
    expect(tokensOf(key, { disclosed, caseReference: null })).toHaveLength(2);
  });
});
