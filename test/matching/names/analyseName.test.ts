import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { analyseName, matcherVersion } from '../../../matching/index.js';

describe('analyseName', () => {
  it('takes a name apart into words of one alphabet', () => {
    expect(analyseName('Søren Ågård', 'person').tokens.map(({ latin }) => latin)).toEqual(['soren', 'agard']);
  });

  it('gives plain JSON that says by which version it was made', () => {
    const name = analyseName('Київ', 'vessel');
    expect(JSON.parse(JSON.stringify(name))).toEqual(name);
    expect(name).toMatchObject({ version: matcherVersion, kind: 'vessel' });
  });

  it('takes any text, be it without a word', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        for (const { latin } of analyseName(text, 'person').tokens) expect(latin).toMatch(/^[a-z0-9]*$/);
      }),
    );
    expect(analyseName('\ud800 —', 'person').tokens).toEqual([]);
  });
});
