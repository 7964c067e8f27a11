import type { EncodedEntry } from '../../entry/encode.js';
import { bytesOf } from '../../entry/tokens.js';
import { Postings } from '../../store/postings/postings.js';
import { monthOf } from '../../store/postings/runs.js';

/** Committed entries of one month, in a row. */
export interface Part {
  readonly month: number;
  readonly first: number;
  next: number;
  /** Entries that have tokens. */
  tokened: number;
  readonly postings: Postings;
}

/** Postings that are kept for a database that does not take them; more are read from the tables later. */
const mostKept = 2 ** 20;

/** The postings of a log that are not stored yet: those of the last entries in memory, of others their number. */
export class Unstored {
  /** Index of the entry behind the last one. */
  next = 0;
  #parts: Part[] = [];
  #forgotten = 0;

  get count(): number {
    return this.#kept + this.#forgotten;
  }

  /** Adds entries that follow each other. */
  add(entries: readonly EncodedEntry[]): void {
    for (const { index, header, tokens } of entries) {
      const month = monthOf(header.at);
      let part = this.#parts.at(-1);
      if (part?.next !== index) this.addForgotten(this.take().count);
      if (part?.next !== index || part.month !== month) {
        part = { month, first: index, next: index, tokened: 0, postings: new Postings() };
        this.#parts.push(part);
      }
      part.postings.add(index, bytesOf(tokens));
      part.next = index + 1;
      if (tokens.length > 0) part.tokened += 1;
      this.next = index + 1;
    }
    if (this.#kept > mostKept) this.addForgotten(this.take().count);
  }

  /** Adds postings that are to be read from the tables. */
  addForgotten(count: number): void {
    this.#forgotten += count;
  }

  /** Takes all, to be stored. */
  take(): { readonly parts: readonly Part[]; readonly count: number } {
    const taken = { parts: this.#parts, count: this.count };
    this.#parts = [];
    this.#forgotten = 0;
    return taken;
  }

  get #kept(): number {
    return this.#parts.reduce((sum, { postings }) => sum + postings.count, 0);
  }
}
