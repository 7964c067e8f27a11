/**
 * Notes what is wrong with a value: a reason such as `country.unknown`, and the text at fault where it is not the
 * converter's own. What the converter returns is kept.
 */
export type Fail = (reason: string, text?: string) => void;

/**
 * Turns one text of the file into the value of a field, or null. `other` reads another column of the same row, at the same
 * position.
 */
export type Converter = (text: string, fail: Fail, other: (name: string) => string | null) => unknown;

/** A value that also fills fields beside its own, e.g. a quantity and its unit. */
export class WithSiblings {
  readonly value: unknown;
  readonly siblings: Readonly<Record<string, unknown>>;

  constructor(value: unknown, siblings: Readonly<Record<string, unknown>>) {
    this.value = value;
    this.siblings = siblings;
  }
}
