import type { ComparedEntry } from '../../store/comparing.js';
import type { CheckedEntry } from '../checkEntry.js';

/** What is known of an entry, if more than that it is whole. */
export interface Remark extends Pick<CheckedEntry, 'faults' | 'body'> {
  /** True if its key is gone and it has tokens. */
  readonly hasTokens: boolean;
  /** The stored hash, if it is not that of its bytes. */
  readonly storedLeaf: Uint8Array | undefined;
  /** True of the first entry of a writer. */
  readonly isOpening: boolean;
}

/** The checked entries of a range, in a few arrays that a thread can transfer cheaply. */
export interface CheckedPage {
  /** Exclusive. */
  readonly to: number;
  /** Their indices, in order. */
  readonly indices: Float64Array;
  /** Hashes of their bytes, 32 bytes each. */
  readonly leaves: Uint8Array;
  /** Time of each entry, milliseconds since 1970; NaN if unknown. */
  readonly placed: Float64Array;
  /** By place in the page; most entries have none. */
  readonly remarks: ReadonlyMap<number, Remark>;
  /** True if keys were not looked for. */
  readonly hasUnseen: boolean;
  /** The stored subtrees that end in the range, by `level/index`. */
  readonly nodes: ReadonlyMap<string, Uint8Array>;
}

/** Builds a page, entry by entry. */
export class PageWriting {
  readonly #indices: Float64Array;
  readonly #leaves: Uint8Array;
  readonly #placed: Float64Array;
  readonly #remarks = new Map<number, Remark>();
  #hasUnseen = false;

  constructor(entries: number) {
    this.#indices = new Float64Array(entries);
    // Not a Buffer: a small one shares its memory, which a thread cannot transfer.
    this.#leaves = new Uint8Array(entries * hashSize);
    this.#placed = new Float64Array(entries);
  }

  add(place: number, entry: ComparedEntry, checked: CheckedEntry): void {
    const { faults, placed, leaves, body } = checked;
    const [leaf, storedLeaf] = leaves;
    this.#indices[place] = entry.index;
    if (leaf) this.#leaves.set(leaf, place * hashSize);
    this.#placed[place] = placed ? Date.parse(placed.at) : Number.NaN;
    if (body === 'UNSEEN') this.#hasUnseen = true;
    const isOpening = placed?.kind === 'OPENED';
    if (faults.length === 0 && !isOpening && body !== 'ABSENT' && body !== 'EXPIRED') return;
    this.#remarks.set(place, { faults, body, hasTokens: false, storedLeaf, isOpening });
  }

  /** Entries whose key is gone; only these are checked for tokens. */
  get absent(): readonly number[] {
    return [...this.#remarks].flatMap(([place, { body }]) => (body === 'ABSENT' ? (this.#indices[place] ?? []) : []));
  }

  /** @param tokened those of `absent` that have tokens */
  setTokened(tokened: ReadonlySet<number>): void {
    for (const [place, remark] of this.#remarks)
      if (tokened.has(this.#indices[place] ?? -1)) this.#remarks.set(place, { ...remark, hasTokens: true });
  }

  /** Adds a fault to an entry of the page. */
  addFault(place: number, fault: string): void {
    const known = this.#remarks.get(place) ?? whole;
    this.#remarks.set(place, { ...known, faults: [...known.faults, fault] });
  }

  end(to: number, nodes: CheckedPage['nodes']): CheckedPage {
    const [indices, leaves, placed] = [this.#indices, this.#leaves, this.#placed];
    return { to, indices, leaves, placed, remarks: this.#remarks, hasUnseen: this.#hasUnseen, nodes };
  }
}

/** Leaf hash of an entry of a page. */
export function leafAt({ leaves }: CheckedPage, place: number): Uint8Array {
  return leaves.subarray(place * hashSize, (place + 1) * hashSize);
}

const whole: Remark = {
  ...{ faults: [], body: 'OPENS', hasTokens: false },
  ...{ storedLeaf: undefined, isOpening: false },
};
const hashSize = 32;
