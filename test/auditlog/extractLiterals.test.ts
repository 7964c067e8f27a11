import { describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { extractLiterals } from '../../auditlog/extractLiterals.js';

describe('extractLiterals', () => {
  it('leaves no value in the document and keeps them in the order of their places', () => {
    const extracted = extractLiterals(
      parse(`
        "asked for Jane Example"
        query Q($n: Int = 7) {
          # a comment on Jane
          person(identification: { type: PASSPORT, country: "NL", number: "SECRET123" }) @include(if: true) { name }
          persons(first: 20, filter: { name: { in: ["Ada", """Bob"""] }, weight: { gte: 1.5 }, x: null }) { id }
          again: persons(first: $n) { id }
        }`),
    );
    expect(extracted.literals).toEqual([
      'asked for Jane Example',
      { number: '7' },
      'PASSPORT',
      'NL',
      'SECRET123',
      true,
      { number: '20' },
      'Ada',
      'Bob',
      { number: '1.5' },
      null,
    ]);
    for (const value of ['Jane', 'PASSPORT', 'NL', 'SECRET', 'Ada', 'Bob', '1.5', '20', 'true', 'null']) {
      expect(extracted.text).not.toContain(value);
    }
    expect(extracted.text).toContain('number: $_5');
    expect(extracted.text).toContain('first: $n');
  });

  it('gives one hash to all documents that differ in values and layout only', () => {
    const hash = (text: string): string => extractLiterals(parse(text)).hash;
    expect(hash('{ person(id: "a") { id } }')).toBe(hash('query{person(id:"b"){id}}'));
    expect(hash('{ person(id: "a") { id } }')).not.toBe(hash('{ person(ref: "a") { id } }'));
  });

  it('is done once for a document, and anew for another of the same text', () => {
    const document = parse('{ person(id: "a") { id } }');
    expect(extractLiterals(document)).toBe(extractLiterals(document));
    expect(extractLiterals(parse('{ person(id: "b") { id } }')).literals).toEqual(['b']);
  });

  it('does not take a client variable for a placeholder', () => {
    const extracted = extractLiterals(parse('query($_1: ID!) { a(x: $_1, y: "v") }'));
    expect(extracted.text).toContain('x: $_1, y: $__1');
  });
});
