import { describe, expect, test } from '@jest/globals';
import { groupFeeds, pairFiles } from '../../../console/pages/sources/feeds.js';
import { ageWords } from '../../../console/parts/age.js';

describe('feeds of the page of sources', () => {
  test("are grouped by originator, one's own first and those of nobody last, each by name", () => {
    const feeds = [
      { source: 'un-consolidated', originator: 'EU-SANCTIONS-DESK' },
      { source: 'hs', originator: 'NL-CUSTOMS' },
      { source: 'secret', originator: null },
      { source: 'countries', originator: 'NL-CUSTOMS' },
      { source: 'nibrs', originator: 'DE-POLICE' },
    ];
    expect(groupFeeds(feeds, 'NL-CUSTOMS')).toEqual([
      { originator: 'NL-CUSTOMS', places: [3, 1] },
      { originator: 'DE-POLICE', places: [4] },
      { originator: 'EU-SANCTIONS-DESK', places: [0] },
      { originator: null, places: [2] },
    ]);
    expect(groupFeeds([], null)).toEqual([]);
  });

  test('have their files beside the hash of each, and never beside that of another', () => {
    expect(pairFiles(['a', 'b'], ['1', '2'])).toEqual([
      { name: 'a', hash: '1' },
      { name: 'b', hash: '2' },
    ]);
    expect(pairFiles(['a', 'b'], ['1'])).toEqual([
      { name: 'a', hash: undefined },
      { name: 'b', hash: undefined },
      { name: undefined, hash: '1' },
    ]);
    expect(pairFiles(null, ['1'])).toEqual([{ name: undefined, hash: '1' }]);
    expect(pairFiles(undefined, null)).toEqual([]);
  });
});

test.each([
  [0, '0 seconds'],
  [1, '1 second'],
  [119, '119 seconds'],
  [120, '2 minutes'],
  [7_199, '119 minutes'],
  [86_400 * 2, '2 days'],
  [86_400 * 729, '729 days'],
  [86_400 * 730, '2 years'],
  [86_400 * 365 * 2_000, '2,000 years'],
  [-5, '0 seconds'],
])('%d seconds are %s ago', (seconds, words) => {
  expect(ageWords(seconds)).toBe(words);
});
