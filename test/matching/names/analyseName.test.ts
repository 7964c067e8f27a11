import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { analyseName, matcherVersion } from '../../../matching/index.js';

describe('analyseName', () => {
  it('takes a name apart into words of one alphabet', () => {
    expect(analyseName('Søren Ågård', 'person').tokens.map(({ readings }) => readings[0])).toEqual(['soren', 'agard']);
  });

  it('tells names from what joins them, stands before them or shortens them', () => {
    const roles = analyseName('Dr. J. Pavel Andreevich van Sokolov', 'person').tokens.map(({ role }) => role);
    expect(roles).toEqual(['title', 'initial', 'name', 'patronymic', 'glue', 'name']);
  });

  it('reads a legal form of several words as the form that it is', () => {
    const [first] = analyseName('Joint Stock Company Nordlicht', 'organization').tokens;
    expect(first).toMatchObject({ role: 'form', written: 'joint stock company', value: 'JSC' });
  });

  it('takes what is left for the name where nothing else is', () => {
    expect(analyseName('The Company', 'organization').tokens.map(({ role }) => role)).toEqual(['name', 'name']);
  });

  it('gives plain JSON that says by which version it was made', () => {
    const name = analyseName('Київ', 'vessel');
    expect(JSON.parse(JSON.stringify(name))).toEqual(name);
    expect(name).toMatchObject({ version: matcherVersion, kind: 'vessel' });
  });

  it('takes any text, be it without a word', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        for (const { readings } of analyseName(text, 'person').tokens) expect(readings[0]).toMatch(/^[a-z0-9]+$/);
      }),
    );
    expect(analyseName('\ud800 —', 'person').tokens).toEqual([]);
  });

  it('reads as many characters of a name as it is in plain: one sign may be eighteen', () => {
    const signs = '\ufdfa'.repeat(400);
    expect(analyseName(signs, 'person')).toEqual(analyseName(signs.normalize('NFKC').slice(0, 400), 'person'));
    const [first] = analyseName('\u3316'.repeat(400), 'organization').tokens;
    expect(first?.written.length).toBeLessThanOrEqual(400);
  });
});
