// SPDX-License-Identifier: Apache-2.0

/** Slots to begin with; a power of two. */
const initialSlots = 1 << 12;

/** Share of the slots that may be taken before there are twice as many. */
const maximumLoad = 0.8;

/**
 * Counts how often each hash was met: 1 the first time.
 *
 * @remarks A table of plain numbers, 15 to 30 bytes a hash: a Map of texts would hold a delivery of millions of records
 *   almost whole. It tells hashes apart by their first 64 bits.
 */
export function createOccurrences(): (hash: Buffer) => number {
  let slots = initialSlots;
  let high = new Uint32Array(slots);
  let low = new Uint32Array(slots);
  let counts = new Uint32Array(slots);
  let taken = 0;

  const findSlot = (first: number, second: number): number => {
    let slot = second & (slots - 1);
    while (counts[slot] !== 0 && (high[slot] !== first || low[slot] !== second)) slot = (slot + 1) & (slots - 1);
    return slot;
  };

  const grow = (): void => {
    const old = { high, low, counts };
    slots *= 2;
    high = new Uint32Array(slots);
    low = new Uint32Array(slots);
    counts = new Uint32Array(slots);
    old.counts.forEach((count, index) => {
      if (count === 0) return;
      const first = old.high[index] as number;
      const second = old.low[index] as number;
      const slot = findSlot(first, second);
      high[slot] = first;
      low[slot] = second;
      counts[slot] = count;
    });
  };

  return (hash) => {
    const first = hash.readUInt32BE(0);
    const second = hash.readUInt32BE(4);
    let slot = findSlot(first, second);
    if (counts[slot] === 0) {
      if (taken >= slots * maximumLoad) {
        grow();
        slot = findSlot(first, second);
      }
      high[slot] = first;
      low[slot] = second;
      taken += 1;
    }
    const count = (counts[slot] as number) + 1;
    counts[slot] = count;
    return count;
  };
}
