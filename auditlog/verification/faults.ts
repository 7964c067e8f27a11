import type { Span } from '../spans.js';

/** Something that is wrong. */
export interface Fault {
  /** The entry at fault, the first of several; null where no entry is. */
  readonly index: number | null;
  /** The last of several entries at fault, or of those among which the one at fault is not told apart. */
  readonly to?: number;
  /** A sentence without an end. */
  readonly what: string;
}

/** Collects faults: one that goes on over entries in a row is one fault. */
export class Faults {
  readonly #found: Fault[] = [];
  /** The last fault of each wording: entries come in order. */
  readonly #last = new Map<string, number>();

  get size(): number {
    return this.#found.length;
  }

  add(index: number | null, what: string, to?: number): void {
    const end = to ?? index;
    const at = this.#last.get(what);
    const before = at === undefined ? undefined : this.#found[at];
    if (at !== undefined && before && index !== null && end !== null && endOf(before) === index - 1) {
      this.#found[at] = { index: before.index, to: end, what };
      return;
    }
    this.#last.set(what, this.#found.length);
    this.#found.push({ index, ...(end !== null && end !== index ? { to: end } : {}), what });
  }

  /** Those of the entries `from` (inclusive) to `to` (exclusive) that something is wrong with. */
  within(from: number, to: number): readonly Span[] {
    return this.#found.flatMap((fault) => {
      const [first, last] = [fault.index, endOf(fault)];
      if (first === null || last === null || first >= to || last < from) return [];
      return [{ from: Math.max(from, first), to: Math.min(to - 1, last) }];
    });
  }

  /** All of them, by entry; those of no entry last. */
  list(): readonly Fault[] {
    return this.#found.toSorted((a, b) => (a.index ?? Number.MAX_VALUE) - (b.index ?? Number.MAX_VALUE));
  }
}

function endOf(fault: Fault): number | null {
  return fault.to ?? fault.index;
}
