import { createHash } from 'node:crypto';

/** Choices that a seed determines. Not for keys: the seed gives all of them. */
export interface Random {
  /** 0 inclusive to 1 exclusive. */
  next(): number;
  /** Whole number, both ends inclusive. */
  integer(least: number, most: number): number;
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** One of the values, by weight. */
  weighted<T>(choices: readonly (readonly [value: T, weight: number])[]): T;
}

/** A generator for one part of the scenario, so that a change in one part leaves the others unchanged. */
export function createRandom(seed: string, part: string): Random {
  const words = createHash('sha256').update(`${seed}/${part}`).digest();
  const state = [0, 4, 8, 12].map((offset) => words.readInt32LE(offset)) as [number, number, number, number];

  // sfc32 (C. Doty-Humphrey, PractRand): small, fast, the same on every machine.
  const next = (): number => {
    const [a, b, c, counter] = state;
    const sum = (((a + b) | 0) + counter) | 0;
    state[3] = (counter + 1) | 0;
    state[0] = b ^ (b >>> 9);
    state[1] = (c + (c << 3)) | 0;
    state[2] = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 0x1_0000_0000;
  };
  for (let round = 0; round < 12; round += 1) next();

  const pick = <T>(items: readonly T[]): T => items[Math.floor(next() * items.length)] as T;
  return {
    next,
    pick,
    integer: (least, most) => least + Math.floor(next() * (most - least + 1)),
    chance: (probability) => next() < probability,
    weighted: (choices) => {
      let mark = next() * choices.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [value, weight] of choices) {
        mark -= weight;
        if (mark < 0) return value;
      }
      return (choices.at(-1) as (typeof choices)[number])[0];
    },
  };
}
