import type { Head, HeadFile } from '../heads.js';
import { type CompactRange, emptyRange, rangeRoot } from '../merkle.js';

/** A writer's truth: how far it committed, in its memory and in the head file. It signs this and nothing else. */
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

  /** Takes a committed range for the head: first in memory, then in the file. Holds against a kill when it returns. */
  advance(range: CompactRange): void {
    this.#range = range;
    this.#file.write(this.head);
  }

  /** Tries whether the file can be written. */
  isKept(): boolean {
    try {
      this.#file.write(this.head);
      return true;
    } catch {
      return false;
    }
  }

  /** Waits until the head is on the disk, whatever became of earlier writes. */
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
