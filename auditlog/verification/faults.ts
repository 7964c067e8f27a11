import type { Span } from '../spans.js';

/** Something that is wrong. */
export interface Fault {
  /** The entry at fault, or the first of several; null if none is. */
  readonly index: number | null;
  /** The last of several entries, all at fault, or one of them without knowing which. */
  readonly to?: number;
  /** A sentence without a full stop. */
  readonly what: string;
}

/** Collects faults. The same fault at consecutive entries is one. */
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

  /** The faulty ones of the entries `from` (inclusive) to `to` (exclusive). */
  within(from: number, to: number): readonly Span[] {
    return this.#found.flatMap((fault) => {
      const [first, last] = [fault.index, endOf(fault)];
      if (first === null || last === null || first >= to || last < from) return [];
      return [{ from: Math.max(from, first), to: Math.min(to - 1, last) }];
    });
  }

  /** All faults, by entry; those of no entry last. */
  list(): readonly Fault[] {
    return this.#found.toSorted((a, b) => (a.index ?? Number.MAX_VALUE) - (b.index ?? Number.MAX_VALUE));
  }
}

function endOf(fault: Fault): number | null {
  return fault.to ?? fault.index;
}
