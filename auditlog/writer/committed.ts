import type { Head, HeadFile } from '../heads.js';
import { type CompactRange, emptyRange, rangeRoot } from '../merkle.js';

/** How far a writer has committed, in its memory and in the head file. It signs this and nothing else. */
export class Committed {
  readonly #log: string;
  readonly #file: HeadFile;
  #range: CompactRange = emptyRange;

  constructor(log: string, file: HeadFile) {
    this.#log = log;
    this.#file = file;
  }

  get range(): CompactRange {
    return this.#range;
  }

  get head(): Head {
    return { log: this.#log, size: this.#range.size, root: rangeRoot(this.#range) };
  }

  /** Makes a committed range the head: first in memory, then in the file. Survives a kill once it returns. */
  advance(range: CompactRange): void {
    this.#range = range;
    this.#file.write(this.head);
  }

  /** Writes the file again; false if it cannot be written, whatever the reason. */
  isKept(): boolean {
    try {
      this.#file.write(this.head);
      return true;
    } catch {
      return false;
    }
  }

  /** Writes the head again and waits until it is on the disk. */
  async sync(): Promise<CompactRange> {
    const range = this.#range;
    this.advance(range);
    await this.#file.sync();
    return range;
  }

  close(): void {
    this.#file.close();
  }
}
