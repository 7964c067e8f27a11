import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { countDisclosed, mergeDisclosed } from '../../auditlog/disclosed.js';
import type { DisclosedGroup } from '../../auditlog/types.js';

const group = (ids: readonly string[], changes: Partial<DisclosedGroup> = {}): DisclosedGroup => ({
  type: 'Person',
  originator: 'NL-CUSTOMS',
  categories: ['persons.identity'],
  ids,
  ...changes,
});

describe('groups of disclosed records', () => {
  it('stay as they are where nobody else says anything of their records', () => {
    const groups = [group(['b', 'a']), group(['c'], { categories: ['persons.reason'] })];
    expect(mergeDisclosed(groups)).toEqual(groups);
  });

  it('name each record once, with everything that was disclosed of it', () => {
    const other = { categories: ['persons.reason'], originator: null };
    expect(mergeDisclosed([group(['a', 'b', 'a']), group(['b', 'c'], other)])).toEqual([
      group(['b'], { categories: ['persons.identity', 'persons.reason'] }),
      group(['a']),
      group(['c'], other),
    ]);
  });

  it('keep two records of equal id and another type apart', () => {
    const merged = mergeDisclosed([group(['a']), group(['a'], { type: 'Vessel' })]);
    expect(merged.map(({ type, ids }) => [type, ids])).toEqual([
      ['Person', ['a']],
      ['Vessel', ['a']],
    ]);
  });

  it('call a record a hit only where everyone does', () => {
    const hit = { hit: true, categories: [] };
    expect(mergeDisclosed([group(['a', 'b'], hit), group(['a'])])).toEqual([group(['a']), group(['b'], hit)]);
  });

  it('say of each record the same as one by one, in one order whatever order they come in', () => {
    const said = fc.record({
      type: fc.constantFrom('A', 'B'),
      originator: fc.constant('NL'),
      categories: fc.subarray(['x', 'y', 'z']),
      hit: fc.boolean(),
      ids: fc.array(fc.constantFrom('1', '2', '3', '4'), { maxLength: 6 }),
    });
    fc.assert(
      fc.property(fc.array(said, { maxLength: 6 }), (groups) => {
        const merged = mergeDisclosed(groups);
        expect(byRecord(merged)).toEqual(byRecord(groups));
        expect(byRecord(mergeDisclosed([...groups].reverse()))).toEqual(byRecord(groups));
        const named = merged.flatMap(({ type, ids }) => ids.map((id) => `${type} ${id}`));
        expect(new Set(named).size).toBe(named.length);
        expect(countDisclosed(merged)).toBe(named.length);
        expect(mergeDisclosed([...groups].reverse()).map(saying)).toEqual(merged.map(saying));
      }),
    );
  });
});

function saying({ ids, ...said }: DisclosedGroup): string {
  return JSON.stringify([said, [...ids].sort()]);
}

/** What is said of each record, put together one by one. */
function byRecord(groups: readonly DisclosedGroup[]): Record<string, unknown> {
  const records: Record<string, { categories: string[]; hit: boolean }> = {};
  for (const { type, ids, categories, hit = false } of groups) {
    for (const id of ids) {
      const known = records[`${type} ${id}`] ?? { categories: [], hit: true };
      const all = [...new Set([...known.categories, ...categories])].sort();
      records[`${type} ${id}`] = { categories: all, hit: known.hit && hit };
    }
  }
  return records;
}
