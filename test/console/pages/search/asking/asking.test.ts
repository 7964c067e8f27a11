import { describe, expect, test } from '@jest/globals';
import { knownFeeds } from '../../../../../console/pages/search/asking/knownFeeds.js';
import { pastedInto } from '../../../../../console/pages/search/asking/pasted.js';
import {
  namesIn,
  restrictionWords,
  scopeOf,
  unrestricted,
} from '../../../../../console/pages/search/asking/restriction.js';
import { type Sought, withSought } from '../../../../../console/pages/search/asking/sought.js';

describe('what was asked before', () => {
  test('has each question once, the newest first', () => {
    const one = { text: 'one', ...unrestricted };
    const two = { text: 'two', ...unrestricted };
    expect(withSought(withSought(withSought([], one), two), one)).toEqual([one, two]);
  });

  test('has the same text in other feeds as another question', () => {
    const all = { text: 'one', ...unrestricted };
    const some = { text: 'one', ...unrestricted, feeds: ['un-consolidated'] };
    expect(withSought([all], some)).toEqual([some, all]);
  });

  test('is at most twenty questions long', () => {
    const many = Array.from({ length: 30 }, (_, at) => ({ text: `text ${at}`, ...unrestricted }));
    const held = many.reduce<readonly Sought[]>(withSought, []);
    expect(held).toHaveLength(20);
    expect(held[0]?.text).toBe('text 29');
  });
});

describe('what a search is restricted to', () => {
  test('is names between commas, each once, and spaces within them', () => {
    expect(namesIn(' DPRK,  Counter Narcotics ;DPRK\n, ')).toEqual(['DPRK', 'Counter Narcotics']);
  });

  test('is asked for as nothing where it is nothing, and is said where it is not', () => {
    expect(scopeOf(unrestricted)).toEqual({});
    expect(restrictionWords(unrestricted)).toBeUndefined();
    const only = { feeds: ['ofac-sdn'], programmes: ['DPRK'] };
    expect(scopeOf(only)).toEqual({ sources: ['ofac-sdn'], programmes: ['DPRK'] });
    expect(restrictionWords(only)).toMatch(/ofac-sdn.*DPRK/);
  });
});

describe('the feeds that are known', () => {
  test('grow by those that an answer tells of, and lose none when it was restricted', () => {
    const data = { search: { persons: { feeds: ['b-list'] }, lists: [{ source: 'a-list' }, { source: null }] } };
    expect(knownFeeds(['c-list', 'b-list'], { data })).toEqual(['a-list', 'b-list', 'c-list']);
    expect(knownFeeds(['c-list'], { data: { search: null } })).toEqual(['c-list']);
  });
});

describe('lines that are pasted into the box', () => {
  const box = { value: '', selectionStart: 0, selectionEnd: 0, maxLength: 300 };

  test('keep a space between them: a zone of a document is read by its lines', () => {
    expect(pastedInto(box, 'P<UTO\r\nL898902C3\n')).toBe('P<UTO L898902C3');
    expect(pastedInto({ ...box, value: 'a b', selectionStart: 2, selectionEnd: 3 }, 'c\nd')).toBe('a c d');
    expect(pastedInto({ ...box, maxLength: 3 }, 'ab\ncd')).toBe('ab ');
  });

  test('are left to the browser where there is one', () => {
    expect(pastedInto(box, 'CSQU3054383\n')).toBeNull();
  });
});
