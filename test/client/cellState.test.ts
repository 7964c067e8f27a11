import { describe, expect, test } from '@jest/globals';
import { type Answered, answerOf, missingSources, noteAnswer } from '../../client/answer.js';
import { cellState } from '../../client/cellState.js';

const said = { category: 'core', reason: 'RECORD', count: 1 } as const;
const error = (code: string, path?: readonly (string | number)[], more: object = {}) => ({
  message: '-',
  ...(path ? { path } : {}),
  extensions: { code, ...more },
});
const answer = {
  data: {
    ships: [
      { name: 'J…', imo: null, owner: null, crew: [{ name: null }, null], flag: null, at: null },
      { name: 'Karma', imo: '9074729', owner: { name: null }, crew: [{ name: 'Ann' }], flag: null, at: null },
    ],
    note: null,
    aircraft: null,
  },
  errors: [
    error('SOURCE_TIMEOUT', ['ships'], { source: 'seizures', at: 'ships.*.at' }),
    error('SOURCE_ERROR', ['ships', 1, 'owner', 'name'], { source: 'persons' }),
    error('SOURCE_UNAVAILABLE', ['aircraft'], { source: 'persons', at: 'aircraft' }),
  ],
  extensions: {
    requestId: 'r',
    withheld: [
      { path: 'ships.*.name', ...said, effect: 'MASKED', cells: { n: 2, bits: 'AQ' } },
      {
        path: 'ships.*.imo',
        ...said,
        effect: 'HIT',
        reason: 'ORIGINATOR',
        contact: 'desk',
        cells: { n: 2, bits: 'AQ' },
      },
      { path: 'ships.*.owner', ...said, effect: 'MASKED', reason: 'CATEGORY', cells: { n: 2, bits: 'AQ' } },
      { path: 'ships.*.crew.*', ...said, effect: 'NONE', cells: { n: 2, bits: 'AQ' } },
    ],
  },
} as const satisfies Answered;

describe('the state of a cell', () => {
  test.each([
    ['shown', ['ships', 1, 'name'], { state: 'shown', value: 'Karma' }],
    ['shown, of an object on the way to others', ['ships', 1, 'owner'], { state: 'shown', value: { name: null } }],
    ['null, since the record has no value', ['ships', 1, 'flag'], { state: 'null' }],
    [
      'masked, with what is left of the value',
      ['ships', 0, 'name'],
      { state: 'masked', value: 'J…', reason: 'RECORD' },
    ],
    ['a hit, with the contact to ask', ['ships', 0, 'imo'], { state: 'hit', contact: 'desk', reason: 'ORIGINATOR' }],
    ['withheld, where nothing is left by the mask', ['ships', 0, 'owner'], { state: 'withheld', reason: 'CATEGORY' }],
    ['that of the object on the way that is withheld', ['ships', 0, 'owner', 'name'], { state: 'withheld' }],
    ['that of the list, for its items', ['ships', 0, 'crew', 1], { state: 'withheld', category: 'core' }],
    ['unanswered, by a pattern of a source that gave nothing', ['ships', 0, 'at'], { state: 'unanswered' }],
    ['unanswered, at the place of an error', ['ships', 1, 'owner', 'name'], { state: 'unanswered' }],
    ['unanswered, below the place of an error', ['aircraft', 'owner', 'name'], { state: 'unanswered' }],
    ['null, beside the places of errors', ['note'], { state: 'null' }],
  ])('is %s', (_, path, state) => {
    expect(cellState(answer, path)).toMatchObject(state);
  });

  test('says in a sentence whom to ask, for each reason', () => {
    const reasons = ['PURPOSE', 'CASE_REFERENCE', 'CATEGORY', 'ORIGINATOR', 'RECORD'];
    const asks = reasons.map((reason) => {
      const withheld = [{ ...said, path: 'a', effect: 'NONE' as const, reason }];
      return cellState({ data: { a: null }, extensions: { requestId: 'r', withheld } }, ['a']);
    });
    expect(new Set(asks.map((each) => 'ask' in each && each.ask)).size).toBe(5);
  });

  test('is null for nobody where an error does not say what it lacks', () => {
    const { data, extensions } = answer;
    const unplaced = { data, extensions, errors: [error('SOURCE_ERROR')] };
    expect(cellState(unplaced, ['note'])).toMatchObject({ state: 'unanswered' });
    expect(cellState(unplaced, ['ships', 0, 'owner'])).toMatchObject({ state: 'withheld' });
  });

  test('is refused for a place that was not asked, and for cells of another answer', () => {
    for (const path of [['x'], ['ships', 2, 'name'], ['ships', 'name'], ['toString'], ['ships', 1, 'name', 0]])
      expect(() => cellState(answer, path)).toThrow('not asked');
    expect(() => cellState({ ...answer, data: { ships: [{ name: 'x' }] } }, ['ships', 0, 'name'])).toThrow(RangeError);
  });
});

test('the sources that an answer lacks are named, with their codes and places', () => {
  expect(missingSources(answer)).toEqual([
    { source: 'seizures', codes: ['SOURCE_TIMEOUT'], paths: ['ships.*.at'] },
    { source: 'persons', codes: ['SOURCE_ERROR', 'SOURCE_UNAVAILABLE'], paths: ['ships.1.owner.name', 'aircraft'] },
  ]);
  // A wrong number is the asker's: no source has failed, and asking again helps nobody.
  const fault = error('BAD_USER_INPUT', ['vessel'], { source: 'persons' });
  expect(missingSources({ errors: [fault] })).toEqual([]);
  expect(missingSources({})).toEqual([]);
});

test('data lead back to their answer, and a copy to none', () => {
  noteAnswer(answer);
  expect(answerOf(answer.data)).toBe(answer);
  expect(() => answerOf({ ...answer.data })).toThrow('not the data of an answer');
});
