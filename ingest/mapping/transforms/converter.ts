/**
 * Told of what is wrong with a value: a short word such as `country.unknown`, and the text at fault where it is another
 * one than the converter's own. What the converter returns is kept all the same.
 */
export type Fail = (reason: string, text?: string) => void;

/**
 * Turns one text of the file into the value of a field; null where there is none. `other` reads another column of the
 * same row, by its place among the spec's own.
 */
export type Converter = (text: string, fail: Fail, other: (name: string) => string | null) => unknown;

/** A value that fills fields beside its own too, e.g. a quantity its unit. */
export class WithSiblings {
  readonly value: unknown;
  readonly siblings: Readonly<Record<string, unknown>>;

  constructor(value: unknown, siblings: Readonly<Record<string, unknown>>) {
    this.value = value;
    this.siblings = siblings;
  }
}
