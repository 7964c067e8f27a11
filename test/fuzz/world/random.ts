/** A 32-bit hash of the parts, the same on every machine: FNV-1a with a final mix. */
export function hash(...parts: readonly (string | number | boolean)[]): number {
  let state = 0x811c9dc5;
  for (const part of parts) {
    const text = String(part);
    for (let index = 0; index < text.length; index++) {
      state = Math.imul(state ^ text.charCodeAt(index), 0x01000193);
    }
    state = Math.imul(state ^ 0x1f, 0x01000193);
  }
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  return (state ^ (state >>> 16)) >>> 0;
}

/** True for about `rate` (0 to 1) of all lists of parts. */
export function happens(rate: number, ...parts: readonly (string | number | boolean)[]): boolean {
  return hash(...parts) < rate * 0x1_0000_0000;
}

/** A stream of random choices; the same seed gives the same stream. */
export interface Random {
  /** An integer from 0 to below `limit`. */
  below(limit: number): number;
  /** True at this rate, 0 to 1. */
  chance(rate: number): boolean;
  pick<T>(items: readonly T[]): T;
}

/** Whole numbers below 2^32, the same for the same seed; small, even enough. @see mulberry32, Tommy Ettinger, public domain */
export function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}

/** Random choices by a seed. */
export function createRandom(seed: number): Random {
  const whole = mulberry32(seed);
  const next = (): number => whole() / 0x1_0000_0000;
  return {
    below: (limit) => Math.floor(next() * limit),
    chance: (rate) => next() < rate,
    pick: (items) => {
      if (items.length === 0) throw new Error('nothing to pick from');
      return items[Math.floor(next() * items.length)] as (typeof items)[number];
    },
  };
}
