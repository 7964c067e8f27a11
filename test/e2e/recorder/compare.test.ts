import { describe, expect, test } from '@jest/globals';
import { compare, type Named } from './compare.js';
import type { Knowledge } from './knowledge.js';

/* How the recorder reads a hit, of which an answer shows a reference and the log the record. */

const record = 'consignment_aaaaaaaaaaaaaaaaaaaaaaaa';
const other = 'consignment_bbbbbbbbbbbbbbbbbbbbbbbb';
const reference = `consignment_${'Zz9_-'.repeat(16)}`;
const knowledge: Knowledge = {
  records: new Set([record, other]),
  links: new Map(),
  numbers: new Set(),
  parties: new Map(),
  ships: new Map(),
};
const compared = (id: string | null, named: Named) => {
  const data = { consignment: id === null ? null : { __typename: 'Consignment', id } };
  return compare(
    knowledge,
    { answer: data, asked: '{ consignment }' },
    { same: data, more: data, filtered: new Set() },
    named,
  );
};

describe('a hit', () => {
  test('is no stranger to the log under its record: it was one where the recorder knew ids alone', () => {
    expect(compared(reference, new Map([[record, 'HIT']]))).toEqual({ expected: 1, missing: [], strangers: [] });
  });

  test('is not what a load of a list is, whose id is as long', () => {
    expect(compared(reference.replace('consignment', 'loadedsource'), new Map()).missing).toEqual([]);
  });

  test('is missing where the log names no record of its type as one', () => {
    expect(compared(reference, new Map()).missing).toHaveLength(1);
    expect(compared(reference, new Map([[record, 'PRESENCE']])).missing).toHaveLength(1);
    expect(compared(reference, new Map([['person_aaaaaaaaaaaaaaaaaaaaaaaa', 'HIT']])).missing).toHaveLength(1);
  });

  test('is a stranger where the answer shows none, or fewer', () => {
    expect(compared(null, new Map([[record, 'HIT']])).strangers).toEqual([record]);
    const two: Named = new Map([record, other].map((id) => [id, 'HIT']));
    expect(compared(reference, two).strangers).toEqual([other]);
  });
});
