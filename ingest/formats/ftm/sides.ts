// SPDX-License-Identifier: Apache-2.0
import { createIdSet, hashId, type IdSet } from './idSet.js';
import { openSpill } from './spill.js';

/** An entity that is part of others, as it is put away until they are met. */
export interface Side {
  readonly number: number;
  readonly file: string;
  readonly line: number;
  /** True where its text is within that of the entity that it is part of. */
  readonly nested: boolean;
  /** The line, or the nested entity's text. */
  readonly raw: string;
}

/** A side that is in no record. */
export interface LeftSide extends Side {
  /** True where what it is part of has too many already. */
  readonly tooMany: boolean;
}

/** No person has so many listings, documents and accounts; a hub of calls or documents may. */
const mostOfOne = 10_000;

/** Entities that are part of others, by the ids of those. Filled first, then sealed, then asked. */
export interface Sides {
  /** Puts a side away under keys; false, and not put away, where one of this id is there. */
  add(id: string, keys: readonly string[], side: Omit<Side, 'number'>): boolean;
  /** What was put away under a key, in the order of `add`, up to the most that one may have; each counts as taken. */
  take(key: string): Side[];
  /** Those that nobody took, in the order of `add`. */
  left(): Iterable<LeftSide>;
  close(): void;
}

/**
 * Opens an empty store of sides.
 *
 * @remarks In memory are 13 bytes a side and 16 a key of it, twice that while they grow; the texts lie in a spill. Keys are looked up in a sorted
 *   table, made at the first `take`.
 * @param most sides that one may have: all of them are in memory at once
 */
export function openSides(most = mostOfOne): Sides {
  const spill = openSpill();
  let ids: IdSet | null = createIdSet();
  const offsets = createNumbers(Float64Array);
  const lengths = createNumbers(Uint32Array);
  const keyHigh = createNumbers(Uint32Array);
  const keyLow = createNumbers(Uint32Array);
  const keySide = createNumbers(Uint32Array);
  /** 0 not asked for, 1 taken, 2 too many. */
  let taken = new Uint8Array(0);
  let order: Uint32Array | null = null;

  const seal = (): Uint32Array => {
    ids = null;
    const [high, low, side] = [keyHigh.all(), keyLow.all(), keySide.all()];
    taken = new Uint8Array(offsets.length());
    const sorted = new Uint32Array(high.length).map((_, index) => index);
    return sorted.sort(
      (one, other) =>
        (high[one] as number) - (high[other] as number) ||
        (low[one] as number) - (low[other] as number) ||
        (side[one] as number) - (side[other] as number),
    );
  };
  const read = (number: number): Side => {
    const text = spill.get(offsets.at(number), lengths.at(number));
    const [file = '', line = '', nested = ''] = text.split('\t', 3);
    const raw = text.slice(file.length + line.length + nested.length + 3);
    return { number, file: JSON.parse(file) as string, line: Number(line), nested: nested === '1', raw };
  };
  return {
    add: (id, keys, { file, line, nested, raw }) => {
      // Why null after the first `take`: nothing is added any more, and the ids are not held for nothing.
      if (ids === null || !ids.add(id)) return false;
      const { offset, length } = spill.put(`${JSON.stringify(file)}\t${line}\t${nested ? '1' : '0'}\t${raw}`);
      const number = offsets.push(offset);
      lengths.push(length);
      for (const key of new Set(keys)) {
        const [high, low] = hashId(key);
        keyHigh.push(high);
        keyLow.push(low);
        keySide.push(number);
      }
      return true;
    },
    take: (key) => {
      order ??= seal();
      const [high, low] = hashId(key);
      const found: Side[] = [];
      for (let at = lowerBound(order, keyHigh.all(), keyLow.all(), high, low); at < order.length; at += 1) {
        const entry = order[at] as number;
        if (keyHigh.at(entry) !== high || keyLow.at(entry) !== low) break;
        const number = keySide.at(entry);
        if (found.length === most) {
          taken[number] ||= 2;
          continue;
        }
        taken[number] = 1;
        found.push(read(number));
      }
      return found;
    },
    left: function* () {
      order ??= seal();
      for (let number = 0; number < taken.length; number += 1) {
        if (taken[number] !== 1) yield { ...read(number), tooMany: taken[number] === 2 };
      }
    },
    close: () => spill.close(),
  };
}

/** First place of the sorted order whose key is not below (high, low). */
function lowerBound(order: Uint32Array, highs: Numbers, lows: Numbers, high: number, low: number): number {
  let from = 0;
  let to = order.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    const entry = order[middle] as number;
    const below = (highs[entry] as number) < high || (highs[entry] === high && (lows[entry] as number) < low);
    if (below) from = middle + 1;
    else to = middle;
  }
  return from;
}

type Numbers = Float64Array | Uint32Array;

/** A list of numbers that grows, packed. */
function createNumbers(Type: Float64ArrayConstructor | Uint32ArrayConstructor) {
  let numbers: Numbers = new Type(1024);
  let count = 0;
  return {
    /** Position of what was added. */
    push: (number: number): number => {
      if (count === numbers.length) {
        const larger = new Type(count * 2);
        larger.set(numbers);
        numbers = larger;
      }
      numbers[count] = number;
      count += 1;
      return count - 1;
    },
    at: (position: number): number => numbers[position] as number,
    length: (): number => count,
    all: (): Numbers => numbers.subarray(0, count),
  };
}
