import { afterEach, describe, expect, it } from '@jest/globals';
import { createIdSet } from '../../../ingest/formats/ftm/idSet.js';
import { openSpilledItems, type SpilledItems } from '../../../ingest/spill/spilledItems.js';

const opened: SpilledItems<unknown>[] = [];
afterEach(() => {
  for (const one of opened.splice(0)) one.close();
});
function open(most?: number): SpilledItems<unknown> {
  const items = openSpilledItems(most);
  opened.push(items);
  return items;
}

describe('ftm: a set of ids', () => {
  it('says of each id once that it is new, however many there are', () => {
    const ids = createIdSet();
    const many = Array.from({ length: 20_000 }, (_, index) => `xx-${index}`);
    expect(many.every((id) => ids.add(id))).toBe(true);
    expect(many.some((id) => ids.add(id))).toBe(false);
    expect(many.every((id) => ids.has(id))).toBe(true);
    expect(ids.has('xx-20000')).toBe(false);
  });
});

describe('items that belong to others', () => {
  it('are given to each of their keys in the order in which they came, and the rest is left', () => {
    const items = open();
    const one = { file: 'a\tb.json', line: 7, raw: 'one\twith tab' };
    items.put(['p1', 'p2', 'p1'], one);
    items.put(['p1'], 'two');
    items.put(['p9'], 'three');
    items.put([], 'four');
    expect([items.take('p1'), items.take('p2'), items.take('nobody')]).toEqual([[one, 'two'], [one], []]);
    expect([...items.left()].map(({ item }) => item)).toEqual(['three', 'four']);
  });

  it('are given up to the most that one may have, and the rest is left as too many', () => {
    const items = open(2);
    for (const id of ['s1', 's2', 's3']) items.put(['p1'], id);
    items.put(['p2'], 's4');
    expect(items.take('p1')).toEqual(['s1', 's2']);
    expect([...items.left()]).toEqual([
      { item: 's3', tooMany: true },
      { item: 's4', tooMany: false },
    ]);
  });
});
