// SPDX-License-Identifier: Apache-2.0
import { hash } from 'node:crypto';

/** A set of keys that is asked only whether a key is in it. */
export interface IdSet {
  /** Adds a key; false where it was there already. */
  add(id: string): boolean;
  has(id: string): boolean;
}

/** Starts a set of keys. @remarks 11 to 22 bytes a key, whatever its length: 64 bits of its SHA-256 stand for it. */
export function createIdSet(): IdSet {
  let capacity = 1024;
  let slots = new Uint32Array(capacity * 2);
  let size = 0;
  /** Slot of a hash, or of the free place where it would be. (0, 0) is free. */
  const find = (table: Uint32Array, slotCount: number, high: number, low: number): number => {
    let slot = low & (slotCount - 1);
    for (;;) {
      const at = slot * 2;
      if ((table[at] === high && table[at + 1] === low) || (table[at] === 0 && table[at + 1] === 0)) return at;
      slot = (slot + 1) & (slotCount - 1);
    }
  };
  const grow = (): void => {
    const larger = new Uint32Array(capacity * 4);
    for (let at = 0; at < slots.length; at += 2) {
      const high = slots[at] as number;
      const low = slots[at + 1] as number;
      if (high === 0 && low === 0) continue;
      const to = find(larger, capacity * 2, high, low);
      larger[to] = high;
      larger[to + 1] = low;
    }
    capacity *= 2;
    slots = larger;
  };
  return {
    add: (id) => {
      const [high, low] = hashId(id);
      const at = find(slots, capacity, high, low);
      if (slots[at] === high && slots[at + 1] === low) return false;
      slots[at] = high;
      slots[at + 1] = low;
      size += 1;
      if (size * 4 > capacity * 3) grow();
      return true;
    },
    has: (id) => {
      const [high, low] = hashId(id);
      const at = find(slots, capacity, high, low);
      return slots[at] === high && slots[at + 1] === low;
    },
  };
}

/** 64 bits that stand for a key, never both halves 0. Why SHA-256: nobody can make two keys that meet. */
export function hashId(id: string): readonly [number, number] {
  const digest = hash('sha256', id, 'buffer');
  return [digest.readUInt32BE(0) || 1, digest.readUInt32BE(4)];
}
