import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isOver, type KeyNode, rootLevel, rootPlaceOf } from '../../../auditlog/keyTree/node.js';
import { puncture } from '../../../auditlog/keyTree/puncture.js';
import { KeyWalker } from '../../../auditlog/keyTree/walker.js';
import type { Span } from '../../../auditlog/spans.js';

/** Keys that some nodes give of an entry. */
const keysOf = (nodes: readonly KeyNode[], index: number): string[] =>
  nodes
    .filter((node) => isOver(node, index))
    .map((node) => Buffer.from(new KeyWalker(node).keyOf(index)).toString('hex'));

function punctured(nodes: readonly KeyNode[], spans: readonly Span[]): readonly KeyNode[] {
  const { gone, kept } = puncture(nodes, spans);
  const isGone = (node: KeyNode): boolean =>
    gone.some(({ level, place }) => level === node.level && place === node.place);
  return [...nodes.filter((node) => !isGone(node)), ...kept];
}

const spans = (size: number) =>
  fc.array(
    fc.tuple(fc.nat(size - 1), fc.nat(8)).map(([from, more]) => ({ from, to: Math.min(size - 1, from + more) })),
    { maxLength: 6 },
  );

describe('a punctured key tree', () => {
  it('gives no key of what was taken out, and of all else the same key once, in whatever order it was', () => {
    const level = 7;
    fc.assert(
      fc.property(fc.array(spans(2 ** level), { maxLength: 6 }), fc.nat(5), (acts, place) => {
        const start = place * 2 ** level;
        const root: KeyNode = { level, place, key: randomBytes(32) };
        const moved = acts.map((act) => act.map(({ from, to }) => ({ from: from + start, to: to + start })));
        const nodes = moved.reduce(punctured, [root]);
        for (let index = start; index < start + 2 ** level; index += 1) {
          const isOut = moved.flat().some(({ from, to }) => from <= index && index <= to);
          expect(keysOf(nodes, index)).toEqual(isOut ? [] : keysOf([root], index));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('has a node a level more after one entry, and two a level after a run of them', () => {
    const root: KeyNode = { level: rootLevel, place: 3, key: randomBytes(32) };
    const start = 3 * 2 ** rootLevel;
    fc.assert(
      fc.property(fc.nat(2 ** rootLevel - 1), fc.nat(5000), (at, more) => {
        expect(puncture([root], [{ from: start + at, to: start + at }]).kept).toHaveLength(rootLevel);
        const run = { from: start + at, to: start + Math.min(2 ** rootLevel - 1, at + more) };
        expect(puncture([root], [run]).kept.length).toBeLessThanOrEqual(2 * rootLevel);
      }),
    );
  });

  it('leaves alone what is not asked for', () => {
    const root: KeyNode = { level: 4, place: 0, key: randomBytes(32) };
    expect(puncture([root], [{ from: 16, to: 20 }])).toEqual({ gone: [], kept: [] });
    expect(puncture([root], [{ from: 0, to: 15 }])).toEqual({ gone: [{ level: 4, place: 0 }], kept: [] });
    expect(rootPlaceOf(2 ** 24 - 1)).toBe(0);
    expect(rootPlaceOf(2 ** 24)).toBe(1);
  });

  it('reaches no node from one beside or below it: every key is another', () => {
    const root: KeyNode = { level: 6, place: 0, key: Buffer.alloc(32, 7) };
    const { kept } = puncture([root], [{ from: 20, to: 20 }]);
    const all = [root, ...kept].map(({ key }) => Buffer.from(key).toString('hex'));
    const leaves = Array.from({ length: 64 }, (_, index) => keysOf([root], index)).flat();
    expect(new Set([...all, ...leaves]).size).toBeGreaterThanOrEqual(all.length + 64 - 1);
  });
});
