import { describe, expect, it } from '@jest/globals';
import { changedFields } from '../../storage/changedFields.js';

describe('changedFields', () => {
  it.each([
    [{ a: 1, b: [1, 2] }, { a: 1, b: [1, 2] }, []],
    [{ b: [1, 2], a: 1 }, { a: 2, b: [2, 1], c: null }, ['a', 'b', 'c']],
    [{ a: { b: 1 } }, { a: { b: 2 } }, ['a']],
    [null, { b: 1, a: undefined, c: '' }, ['b', 'c']],
    [null, null, []],
  ])('of %j and %j are %j, whichever came first', (one, other, expected) => {
    expect(changedFields(one, other)).toEqual(expected);
    expect(changedFields(other, one)).toEqual(expected);
  });
});
