import { afterEach, describe, expect, it } from '@jest/globals';
import { createIdSet } from '../../../../ingest/formats/ftm/idSet.js';
import { openSides, type Sides } from '../../../../ingest/formats/ftm/sides.js';

const opened: Sides[] = [];
afterEach(() => {
  for (const one of opened.splice(0)) one.close();
});
const track = (one: Sides): Sides => {
  opened.push(one);
  return one;
};

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

describe('ftm: sides', () => {
  const side = (raw: string) => ({ file: 'a\tb.json', line: 7, nested: false, raw });

  it('are given to each of their keys in the order in which they came, and the rest is left', () => {
    const sides = track(openSides());
    expect(sides.add('s1', ['p1', 'p2', 'p1'], side('one\twith tab'))).toBe(true);
    expect(sides.add('s2', ['p1'], side('two'))).toBe(true);
    expect(sides.add('s2', ['p3'], side('again'))).toBe(false);
    expect(sides.add('s3', ['p9'], side('three'))).toBe(true);
    expect(sides.add('s4', [], side('four'))).toBe(true);
    expect(sides.take('p1').map(({ raw }) => raw)).toEqual(['one\twith tab', 'two']);
    expect(sides.take('p2')).toEqual([{ number: 0, file: 'a\tb.json', line: 7, nested: false, raw: 'one\twith tab' }]);
    expect(sides.take('nobody')).toEqual([]);
    expect([...sides.left()].map(({ raw }) => raw)).toEqual(['three', 'four']);
  });

  it('are given up to the most that one may have, and the rest is left as too many', () => {
    const sides = track(openSides(2));
    for (const id of ['s1', 's2', 's3']) sides.add(id, ['p1'], side(id));
    sides.add('s4', ['p2'], side('s4'));
    expect(sides.take('p1').map(({ raw }) => raw)).toEqual(['s1', 's2']);
    expect([...sides.left()].map(({ raw, tooMany }) => [raw, tooMany])).toEqual([
      ['s3', true],
      ['s4', false],
    ]);
  });
});
