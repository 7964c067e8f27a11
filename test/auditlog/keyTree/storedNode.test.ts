import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { unwrapNode, wrapNode } from '../../../auditlog/keyTree/storedNode.js';

const tree = { log: 'main', class: 'LOOK', day: '2026-11-28' };
const node = { level: 24, place: 1, key: randomBytes(32) };
const [kek, other] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];

describe('a stored node of a key tree', () => {
  const stored = wrapNode(tree, node, kek);

  it('opens under the key that wrapped it, also one before a rotation, and under no other', () => {
    expect(unwrapNode(stored, [kek])).toEqual(node);
    expect(unwrapNode(stored, [other, kek])).toEqual(node);
    expect(unwrapNode(stored, [other])).toBeNull();
    expect(unwrapNode({ ...stored, wrappedBy: wrapNode(tree, node, other).wrappedBy }, [other, kek])).toBeNull();
  });

  it('opens in its own place alone: one that somebody learned cannot become the root of a later day', () => {
    for (const change of [{ log: 'main.w1' }, { class: 'HOUSE' }, { day: '2026-11-29' }, { level: 23 }, { place: 0 }])
      expect(unwrapNode({ ...stored, ...change }, [kek])).toBeNull();
  });

  it('opens after no change of any byte, and shows nothing of the node', () => {
    expect(Buffer.from(stored.wrappedKey).includes(node.key)).toBe(false);
    fc.assert(
      fc.property(fc.nat(39), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const wrappedKey = Buffer.from(stored.wrappedKey);
        wrappedKey.writeUInt8(wrappedKey.readUInt8(at) ^ change, at);
        expect(unwrapNode({ ...stored, wrappedKey }, [kek])).toBeNull();
      }),
    );
  });
});
