import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { analyseName, compareNames, cutOff, type NamedKind } from '../../../matching/index.js';
import { inventedName, otherWord } from './invented.js';

const kind = fc.constantFrom<NamedKind>('person', 'organization', 'vessel', 'aircraft');
const anyText = fc.oneof(inventedName, fc.string({ unit: 'binary', maxLength: 40 }));
const score = (a: string, b: string, of: NamedKind = 'person') =>
  compareNames(analyseName(a, of), analyseName(b, of)).score;
const rolesOf = (name: string) =>
  analyseName(name, 'person')
    .tokens.map(({ role }) => role)
    .join();

describe('a score of two names', () => {
  it('is the same from both sides, and from 0 to 1', () => {
    fc.assert(
      fc.property(anyText, anyText, kind, (a, b, of) => {
        const [one, other] = [score(a, b, of), score(b, a, of)];
        expect(one).toBe(other);
        expect(one).toBeGreaterThanOrEqual(0);
        expect(one).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('is highest for the name itself, and never 1: others may have the name', () => {
    fc.assert(
      fc.property(inventedName, inventedName, kind, (a, b, of) => {
        const itself = compareNames(analyseName(a, of), analyseName(a, of));
        // Initials alone are a part of a name.
        expect(itself.state).toBe(itself.score < cutOff ? 'incomplete' : 'same');
        expect(itself.score).toBeLessThan(1);
        expect(score(a, b, of)).toBeLessThanOrEqual(itself.score);
      }),
      // Two particles beside signs were taken for one of them, joined.
      { examples: [['민준 van y Amina', 'Amina', 'person']] },
    );
  });

  it('does not fall where both names have one word more that agrees, unless it tells that the others are turned', () => {
    fc.assert(
      fc.property(inventedName, inventedName, otherWord, (a, b, word) => {
        const { card } = compareNames(analyseName(`${a} ${word}`, 'person'), analyseName(`${b} ${word}`, 'person'));
        fc.pre(card.contradictions.every(({ how }) => how !== 'order'));
        // A particle that ends a name is a name.
        fc.pre([a, b].every((each) => rolesOf(`${each} ${word}`).startsWith(rolesOf(each))));
        expect(score(`${a} ${word}`, `${b} ${word}`)).toBeGreaterThanOrEqual(score(a, b));
      }),
    );
  });

  it('is lower where a word contradicts than where it is left out', () => {
    fc.assert(
      fc.property(inventedName, otherWord, otherWord, (rest, one, other) => {
        fc.pre(one !== other);
        const name = `Amina ${rest}`;
        const leftOut = score(`${name} ${one}`, name);
        expect(score(`${name} ${one}`, `${name} ${other}`)).toBeLessThan(leftOut);
      }),
    );
  });

  it('is the same of an analysis that was stored as JSON', () => {
    fc.assert(
      fc.property(inventedName, inventedName, (a, b) => {
        const stored = JSON.parse(JSON.stringify(analyseName(a, 'person')));
        expect(compareNames(stored, analyseName(b, 'person')).score).toBe(score(a, b));
      }),
    );
  });
});
