/** The part of a file's text that is still needed. Places are counted in characters from the file's beginning. */
export class HeldText {
  text = '';
  /** Where `text` begins. */
  start = 0;

  /** Where `text` ends. */
  get end(): number {
    return this.start + this.text.length;
  }

  /** Drops what is before a place, and appends more. */
  append(more: string, needed: number): void {
    const from = Math.max(this.start, needed);
    this.text = this.text.slice(from - this.start) + more;
    this.start = from;
  }

  /** Text between two places. */
  slice(from: number, to: number): string {
    return this.text.slice(from - this.start, to - this.start);
  }

  /** The last `<` before a place. */
  lastTag(before: number): number {
    return this.start + this.text.lastIndexOf('<', before - 1 - this.start);
  }
}
