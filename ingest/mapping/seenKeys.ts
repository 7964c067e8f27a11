// SPDX-License-Identifier: Apache-2.0

/** Slots at first; they double when seven tenths are taken. */
const firstSlots = 1 << 12;

/**
 * Remembers which keys a delivery has had, in 8 bytes for each and about as much room: the keys of a gigabyte of rows
 * must not fill the memory. Two keys of a delivery of ten million are taken for one with a chance below 1 in 100,000.
 */
export function createSeenKeys(): { add(key: string): boolean } {
  let slots = firstSlots;
  let high = new Uint32Array(slots);
  let low = new Uint32Array(slots);
  let taken = 0;

  const place = (one: number, other: number): boolean => {
    for (let at = (one ^ Math.imul(other, 0x9e3779b1)) & (slots - 1); ; at = (at + 1) & (slots - 1)) {
      if (high[at] === 0 && low[at] === 0) {
        high[at] = one;
        low[at] = other;
        return true;
      }
      if (high[at] === one && low[at] === other) return false;
    }
  };
  const grow = (): void => {
    const [oldHigh, oldLow] = [high, low];
    slots *= 2;
    high = new Uint32Array(slots);
    low = new Uint32Array(slots);
    for (let at = 0; at < oldHigh.length; at += 1) {
      if (oldHigh[at] !== 0 || oldLow[at] !== 0) place(oldHigh[at] as number, oldLow[at] as number);
    }
  };
  return {
    /** False where the key was there already. */
    add: (key) => {
      const [one, other] = hash(key);
      if (!place(one, other)) return false;
      taken += 1;
      if (taken > slots * 0.7) grow();
      return true;
    },
  };
}

/** Two independent 32-bit hashes of a text (cyrb53's two lanes); never both zero, which marks an empty slot. */
function hash(text: string): [number, number] {
  let one = 0xdeadbeef;
  let other = 0x41c6ce57;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    one = Math.imul(one ^ code, 2654435761);
    other = Math.imul(other ^ code, 1597334677);
  }
  one = Math.imul(one ^ (one >>> 16), 2246822507) ^ Math.imul(other ^ (other >>> 13), 3266489909);
  other = Math.imul(other ^ (other >>> 16), 2246822507) ^ Math.imul(one ^ (one >>> 13), 3266489909);
  return [one >>> 0, other >>> 0 || 1];
}
