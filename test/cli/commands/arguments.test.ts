import { expect, test } from '@jest/globals';
import { withKeyLast } from '../../../cli/commands/arguments.js';

test.each([
  [
    ['sources', 'attacks', '-sZZ', '--json'],
    ['sources', 'attacks', '--json', '--', '-sZZ'],
  ],
  [
    ['sources', 'attacks', '-hV', '--data', 'data'],
    ['sources', 'attacks', '--data', 'data', '--', '-hV'],
  ],
  [['sources', 'attacks', '--json', '--', '-sZZ'], null],
  [['sources', 'attacks', '36', '--json'], null],
  [['sources', '-h'], null],
  [['ingest', 'attacks', '-sZZ'], null],
])('a key of sources that begins with a dash is no option: %j', (args, last) => {
  expect(withKeyLast(args)).toEqual(last ?? args);
});
