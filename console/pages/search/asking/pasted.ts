/** A box of one line, as far as pasting is about it. */
interface Box {
  readonly value: string;
  readonly selectionStart: number | null;
  readonly selectionEnd: number | null;
  readonly maxLength: number;
}

/** The text of a box with lines pasted into it, a space between them, which the browser would join; null where there is one line. */
export function pastedInto({ value, selectionStart, selectionEnd, maxLength }: Box, pasted: string): string | null {
  const lines = pasted.trim().split(/[\r\n]+/);
  if (lines.length === 1) return null;
  const before = value.slice(0, selectionStart ?? value.length);
  return `${before}${lines.join(' ')}${value.slice(selectionEnd ?? value.length)}`.slice(0, maxLength);
}
